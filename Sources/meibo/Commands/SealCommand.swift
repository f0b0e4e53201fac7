import ArgumentParser
import Stages
import Table

/// Marks a date as handed over.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Marks a date as handed over: it cannot change any more.",
    discussion: """
      Checks that the manifest is the one in the ledger, every file with its sum.
      From then on the date cannot be run again, nor an earlier one with --replay.
      """)

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(help: ArgumentHelp("The business date.", valueName: "YYYY-MM-DD"))
  var date: BusinessDate

  @OptionGroup var output: OutputOptions

  func run() throws {
    let seal = try Failure.reporting { try Seal(sealing: date.day, in: store) }
    let day = CalendarDay.text(date.day)
    if output.json {
      print(
        json: JSONLine.object([
          ("business_date", .text(day)), ("sealed", .text(seal.folder)),
          ("new", .bool(seal.isNew)), ("sends", .number(seal.sends)),
        ]))
    } else if !output.quiet {
      print(seal.isNew ? "sealed \(seal.folder)" : "\(day) was sealed before")
    }
  }
}
