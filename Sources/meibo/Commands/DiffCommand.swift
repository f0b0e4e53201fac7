import ArgumentParser
import Foundation
import Stages
import Table

/// Says how the manifest of a date differs from another.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Says who is sent something else than in another manifest.",
    discussion: """
      Compares the date's manifest with that of another date, with that of the same
      date in another store, or with what the definitions of a git revision (or of
      another folder) would have made of the date. Sends and exclusions are counted
      by what became of them and by cause: the definitions, the calendar, the data.
      Runs in a throw-away copy where it has to; the store itself stays as it is.
      Keys of people are personal data and shown only with --show-values.
      """)

  @Option(
    help: ArgumentHelp(
      "A date, a store, a git revision of the folder of definitions, or a folder of them.",
      valueName: "what"))
  var against: String

  @OptionGroup var common: CommonOptions

  @Flag(help: "List every message that differs, with the key of its person.")
  var showValues = false

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let diff = try Failure.reporting {
      let runner = try StageRunner(common.runOptions())
      if let date = CalendarDay.parse(against) { return try runner.diff(against: .date(date)) }
      if exists("ledger.sqlite") { return try runner.diff(against: .store(against)) }
      if exists("pipeline.yml") { return try runner.diff(against: .definitions(against)) }
      let folder = try GitDefinitions(against, of: common.pipeline)
      return try withExtendedLifetime(folder) {
        try runner.diff(against: .definitions(folder.path))
      }
    }
    if json {
      print(json: diff.json(date: common.date.day, against: against, showValues: showValues))
    } else {
      let date = CalendarDay.text(common.date.day)
      print("\(date) against \(against)")
      if diff.madeBy != nil {
        print(
          "\(date) was not made by the definitions or parameters given: what those would send tells "
            + "'meibo simulate'")
      }
      for line in diff.lines(showValues: showValues) { print(line) }
    }
  }

  private func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: against + "/" + file)
  }
}

extension ManifestDiff {
  /// The causes that there are, in their order, each with its changes.
  private var byCause: [(cause: ChangeCause, changes: [MessageChange])] {
    ChangeCause.allCases.compactMap { cause in
      let changes = changes.filter { $0.cause == cause }
      return changes.isEmpty ? nil : (cause, changes)
    }
  }

  /// Runs of changes of one scenario and step, in the order of the changes.
  private var byMessage: [(scenario: String, step: String, changes: [MessageChange])] {
    var groups: [(scenario: String, step: String, changes: [MessageChange])] = []
    for change in changes {
      if let last = groups.last, last.scenario == change.scenarioID, last.step == change.step {
        groups[groups.count - 1].changes.append(change)
      } else {
        groups.append((change.scenarioID, change.step, [change]))
      }
    }
    return groups
  }

  private var people: Int { changes.people }

  fileprivate func lines(showValues: Bool) -> [String] {
    guard !changes.isEmpty else { return ["no difference: \(unchanged) messages are the same"] }
    let width = max(12, (byMessage.map { $0.scenario.count + $0.step.count + 3 }.max() ?? 0))
    func line(_ head: String, _ changes: [MessageChange]) -> String {
      DisplayWidth.pad(head, to: width) + ChangeCounts(changes).text
    }
    var lines = [
      "\(changes.count) \(changes.count == 1 ? "message differs" : "messages differ"), of \(people) "
        + "\(people == 1 ? "person" : "people"); \(unchanged) are the same",
      line("all", changes),
    ]
    if let unsplit { lines.append("causes not told apart: \(unsplit)") }
    lines += byCause.map { line($0.cause.rawValue, $0.changes) }
    lines += byMessage.map { line("\($0.scenario) \($0.step)", $0.changes) }
    guard showValues else { return lines }
    return lines + changes.byPerson.map { $0.line(details: $0.differences + [$0.cause.rawValue]) }
  }

  fileprivate func json(date: Int64, against: String, showValues: Bool) -> String {
    func message(_ message: MessageChange.Outcome?) -> JSONLine {
      guard let message else { return .null }
      return .members([
        ("send_id", .text(message.sendID)), ("channel", .text(message.channel)),
        ("reason", message.reason.map { .text($0) } ?? .null),
      ])
    }
    var members: [(String, JSONLine)] = [
      ("business_date", .text(CalendarDay.text(date))), ("against", .text(against)),
      ("messages", .number(changes.count)), ("people", .number(people)),
      ("unchanged", .number(unchanged)), ("counts", ChangeCounts(changes).json),
      ("causes", .members(byCause.map { ($0.cause.rawValue, ChangeCounts($0.changes).json) })),
      ("unsplit", unsplit.map { .text($0) } ?? .null),
      ("made_by", madeBy.map { .text($0) } ?? .null),
      (
        "scenarios",
        .list(
          byMessage.map {
            .members([
              ("scenario_id", .text($0.scenario)), ("step", .text($0.step)),
              ("counts", ChangeCounts($0.changes).json),
            ])
          })
      ),
    ]
    if showValues {
      members.append(
        (
          "changes",
          .list(
            changes.byPerson.map { change in
              .members([
                ("person", .text(change.person)), ("scenario_id", .text(change.scenarioID)),
                ("step", .text(change.step)), ("what", .text(change.isSend ? "send" : "exclusion")),
                ("kind", .text(change.kind.rawValue)), ("cause", .text(change.cause.rawValue)),
                ("before", message(change.before)), ("after", message(change.after)),
              ])
            })
        ))
    }
    return JSONLine.object(members)
  }
}
