import ArgumentParser
import Foundation
import Stages

/// Makes what a delivery system takes.
struct AdaptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapt", abstract: "Makes files for a delivery system from a date's manifest.",
    discussion: """
      Publishes the folder <out>/<date>-<to>, with SHA256SUMS. Marketing and
      transactional sends never share a file. Left out, and counted as withdrawn, is
      what a recheck has withdrawn, and who was erased since. The files hold personal
      data: mind where they go.
      """)

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(help: ArgumentHelp("The business date.", valueName: "YYYY-MM-DD"))
  var date: BusinessDate

  @Option(help: "What the files are for.")
  var to: Target

  @Option(help: ArgumentHelp("A folder for such folders.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "csv, call-list: the columns in order; all if not given.", valueName: "a,b,…"))
  var columns: String?

  @Option(help: "csv, call-list: the encoding; UTF-8 has a byte order mark.")
  var encoding = Encoding.utf8

  @Option(
    help: ArgumentHelp(
      "sendgrid: the dynamic template 'd-…' of a template id; ses: its template's name; line: a "
        + "JSON file with its one to five messages; fcm: one with its message; google-ads, "
        + "meta-ads: the audience. Once a template.", valueName: "id=value"))
  var template: [Assignment] = []

  @Option(help: ArgumentHelp("sendgrid, ses: the sender's address.", valueName: "address"))
  var from: String?

  @Option(
    help: ArgumentHelp("line: the channel that the user ids belong to.", valueName: "id"))
  var lineChannel: String?

  @OptionGroup var output: OutputOptions

  enum Target: String, CaseIterable, ExpressibleByArgument {
    case csv, sendgrid, ses, line, fcm
    case smsCSV = "sms-csv"
    case callList = "call-list"
    case googleAds = "google-ads"
    case metaAds = "meta-ads"
  }

  enum Encoding: String, CaseIterable, ExpressibleByArgument {
    case utf8 = "utf-8"
    case cp932
  }

  func run() throws {
    var adapt = AdaptOptions(AdaptOptions.Target(to))
    adapt.columns = columns.map { $0.split(separator: ",").map { String($0) } } ?? []
    adapt.encoding = encoding == .cp932 ? .cp932 : .utf8
    adapt.from = from
    adapt.lineChannel = lineChannel
    for assignment in template {
      adapt.templates[assignment.name] =
        to == .line || to == .fcm ? try content(of: assignment.value) : Array(assignment.value.utf8)
    }
    let result = try Failure.reporting {
      try StageRunner(RunOptions(pipeline: pipeline, exports: nil, store: store, date: date.day))
        .adapt(adapt, out: out)
    }
    if output.json {
      print(
        json: JSONLine.object([
          ("published", .text(result.folder)), ("sends", .number(result.sends)),
          ("same_recipient", .number(result.sameRecipient)),
          ("from_company", .number(result.fromCompany)),
          ("withdrawn", .number(result.withdrawn)),
          ("files", .list(result.files.map { .text($0) })),
        ]))
    } else if !output.quiet {
      let same =
        result.sameRecipient == 0
        ? "" : ", \(result.sameRecipient) of them to a recipient of another"
      let company =
        result.fromCompany == 0
        ? "" : ", \(result.fromCompany) of them from the company in place of a person"
      print(
        "\(counted(result.sends, "send")) in \(counted(result.files.count, "file"))\(same)\(company), "
          + "\(result.withdrawn) withdrawn")
      print("published \(result.folder)")
    }
  }

  private func content(of path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(text: "meibo: error: cannot read '\(path)'", exitCode: 65)
    }
    return Array(data)
  }
}

extension AdaptOptions.Target {
  fileprivate init(_ target: AdaptCommand.Target) {
    self =
      switch target {
      case .csv: .csv
      case .sendgrid: .sendgrid
      case .ses: .ses
      case .line: .line
      case .fcm: .fcm
      case .smsCSV: .smsCSV
      case .callList: .callList
      case .googleAds: .googleAds
      case .metaAds: .metaAds
      }
  }
}
