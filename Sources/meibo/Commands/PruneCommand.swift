import ArgumentParser
import Stages
import Table

/// Removes old stage files.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Removes the stage files of old dates.",
    discussion: """
      Counted back from the newest date of the store. The ledger, the manifests and sealed dates
      stay as they are.
      """)

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"
  @Option(help: ArgumentHelp("How many days to keep.", valueName: "days"))
  var keep: Days
  @Flag(help: "Say what would be removed, and remove nothing.")
  var dryRun = false
  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let prune = try Failure.reporting {
      try Prune(store: store, keep: keep.count, isDry: dryRun)
    }
    if json {
      func list(_ dates: [Int64]) -> JSONLine { .list(dates.map { .text(CalendarDay.text($0)) }) }
      return print(
        json: JSONLine.object([
          ("removed", list(prune.removed)), ("sealed", list(prune.sealed)),
          ("bytes", .number(prune.bytes)), ("dry_run", .bool(dryRun)),
        ]))
    }
    for date in prune.removed {
      print("\(dryRun ? "would remove" : "removed") \(CalendarDay.text(date))")
    }
    for date in prune.sealed { print("kept \(CalendarDay.text(date)): sealed") }
    if prune.removed.isEmpty { print("nothing to remove") }
  }
}

/// A number of days, as `14` or `14d`.
struct Days: ExpressibleByArgument {
  let count: Int

  init?(argument: String) {
    guard let count = Int(argument.hasSuffix("d") ? argument.dropLast() : argument[...]), count >= 1
    else { return nil }
    self.count = count
  }
}
