import ArgumentParser
import Report
import Stages

/// Draws what became of a date.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Draws what became of a date, as one HTML file.",
    discussion: """
      What was read and how well, who may enter each scenario, who is where in it,
      what was sent, what was not and why, and where every column comes from and goes
      to. The file needs no network and runs no scripts. It holds counts and the
      words of definitions, never personal data: there is no option to show any.
      """)

  @OptionGroup var common: CommonOptions
  @Option(
    help: ArgumentHelp(
      "Where the file is put, in the place of one that is there; otherwise "
        + "<store>/reports/<date>.html.", valueName: "file"))
  var out: String?
  @Option(help: "The language of the report.")
  var lang: Language = .both
  @Flag(help: "Write no file; print the figures as one JSON object for machines.")
  var json = false

  enum Language: String, CaseIterable, ExpressibleByArgument {
    case ja, en, both
  }

  func run() throws {
    try Failure.reporting {
      let runner = try StageRunner(common.runOptions())
      let report = try runner.dayReport()
      if json { return print(json: report.json) }
      let path = try runner.publish(ReportPage(report, language: ReportLanguage(lang)), to: out)
      print("published \(path)")
    }
  }
}

extension ReportLanguage {
  fileprivate init(_ language: ReportCommand.Language) {
    self =
      switch language {
      case .ja: .ja
      case .en: .en
      case .both: .both
      }
  }
}
