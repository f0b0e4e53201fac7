import ArgumentParser
import Stages
import Table

/// Removes a person from a store.
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Removes a person from the store.",
    discussion: """
      From stage files, the ledger and manifests that are not sealed. Their
      refusals stay, as hashes, and hold on. A customer is named by number, and
      their addresses are found. Who is no customer, and has sent a form or added
      the LINE account, is named by all addresses that they have told; those
      options can be repeated.

      Take them out of the exports first: the next run reads what is there. Says
      what remains where, and searches the whole store afterwards; exits 65 if
      something was found that should be gone. Killed, it is taken up again by the
      same command.
      """)

  @Option(help: ArgumentHelp("The customer number, as cleansed.", valueName: "id"))
  var customer: String?

  @Option(help: ArgumentHelp("An e-mail address of theirs.", valueName: "address"))
  var email: [String] = []

  @Option(help: ArgumentHelp("A telephone number of theirs.", valueName: "number"))
  var phone: [String] = []

  @Option(help: ArgumentHelp("A LINE ID of theirs.", valueName: "id"))
  var lineID: [String] = []

  @Option(help: ArgumentHelp("A push token of theirs.", valueName: "token"))
  var token: [String] = []

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(help: ArgumentHelp("A folder of raw exports, to be searched too.", valueName: "dir"))
  var exports: String?

  @Flag(help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func validate() throws {
    guard customer != "" else { throw ValidationError("--customer must not be empty") }
    guard customer != nil || !(email + phone + lineID + token).isEmpty else {
      throw ValidationError("--customer, or an address such as --email, says whom")
    }
  }

  func run() throws {
    let erasure = try Failure.reporting {
      try StageRunner(
        RunOptions(
          pipeline: pipeline, exports: exports, store: store, date: BusinessDate.today.day)
      ).erase(
        ErasedPerson(
          customer: customer, emails: email, phones: phone, lineIDs: lineID, tokens: token),
        isDry: dryRun)
    }
    if json {
      print(json: erasure.json(isDry: dryRun))
    } else {
      for line in erasure.lines(isDry: dryRun) { print(line) }
    }
    if !erasure.left.isEmpty { throw ExitCode(65) }
  }
}

extension Erasure {
  fileprivate func json(isDry: Bool) -> String {
    func list(_ texts: [String]) -> JSONLine { .list(texts.map { .text($0) }) }
    return JSONLine.object([
      ("dry_run", .bool(isDry)), ("found", .bool(isFound)),
      ("stage_files", .number(stageFiles)), ("stage_rows", .number(stageRows)),
      (
        "ledger",
        .members([
          ("journeys", .number(journeys)), ("sends", .number(sends)),
          ("exclusions", .number(exclusions)),
        ])
      ), ("refusals_kept", .number(refusals)),
      (
        "manifests",
        .list(
          manifests.map {
            .members([
              ("business_date", .text(CalendarDay.text($0.date))), ("sends", .number($0.sends)),
              ("exclusions", .number($0.exclusions)),
            ])
          })
      ),
      (
        "sealed",
        .list(
          sealed.map {
            .members([
              ("business_date", .text(CalendarDay.text($0.date))),
              ("messages", .number($0.messages)),
            ])
          })
      ), ("shared_addresses", .number(sharedAddresses)), ("exports", list(exports)),
      ("unread_exports", list(unreadExports)),
      ("searched", .number(searched)), ("left", list(left)),
    ])
  }

  fileprivate func lines(isDry: Bool) -> [String] {
    func line(_ word: String, _ text: String) -> String { DisplayWidth.pad(word, to: 10) + text }
    guard isFound || !exports.isEmpty || !unreadExports.isEmpty || !left.isEmpty else {
      return ["nothing of that person is in the store"]
    }
    var lines = isDry ? ["nothing is removed: this is what would be"] : []
    lines.append(
      line(
        "stages", "\(counted(stageRows, "row", "rows")) of \(counted(stageFiles, "file", "files"))")
    )
    lines.append(
      line(
        "ledger",
        [
          counted(journeys, "change of a journey", "changes of journeys"),
          counted(sends, "send", "sends"), counted(exclusions, "exclusion", "exclusions"),
        ].joined(separator: ", ")))
    lines += manifests.map {
      line(
        "manifest",
        "\(CalendarDay.text($0.date)): \(counted($0.sends, "send", "sends")), "
          + counted($0.exclusions, "exclusion", "exclusions"))
    }
    lines.append(line("refusals", "\(refusals) \(isDry ? "would be " : "")kept as hashes"))
    lines += sealed.map {
      line(
        "remains",
        "manifests/\(CalendarDay.text($0.date)): \(counted($0.messages, "message", "messages")); "
          + "it is sealed")
    }
    if sharedAddresses > 0 {
      lines.append(
        line(
          "remains", counted(sharedAddresses, "address", "addresses") + " of another customer too"))
    }
    lines += exports.map { line("remains", "\($0), an export") }
    lines += unreadExports.map { line("unknown", "\($0), an export that cannot be read whole") }
    if !isDry {
      lines += left.map { line("found", "\($0): something is left") }
      lines.append(
        line(
          "searched",
          counted(searched, "file", "files") + (left.isEmpty ? ": nothing else is left" : "")))
    }
    return lines
  }
}
