import ArgumentParser
import Foundation
import Pipeline
import SQL
import Stages
import Store

/// Prints the SQL of a mart or a segment.
struct ShowSQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Prints the SQL that makes a mart or a segment.",
    discussion: """
      What the definitions mean, in the words of SQLite (3.38 and later), to be read or to check a
      date with: a mart is made of what was cleansed, a segment of the marts. It is written apart
      from the engine, and a test compares the two cell by cell. Refusals that only the ledger
      remembers are not in it.

      Names: marts/<mart>, segments/<scenario>.

      Example: meibo show sql marts/customers | sqlite3 store/2026-11-21/cleanse.sqlite
               meibo show sql segments/referral | sqlite3 store/2026-11-21/derive.sqlite
      """)

  @Argument(help: "What is made, such as marts/customers.")
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let plan = try Failure.reporting { try StageRunner(common.runOptions()).plan }
    let rendering = SQLRendering()
    let date = common.date.day
    let names =
      plan.marts.map { "marts/\($0.name)" } + plan.segments.map { "segments/\($0.scenario)" }
    guard names.contains(name), let slash = name.firstIndex(of: "/") else {
      throw Failure(
        text: "meibo: error: there is no '\(name)'\n  help: \(names.joined(separator: ", "))",
        exitCode: 64)
    }
    let own = String(name[slash...].dropFirst())
    if name.hasPrefix("marts/"), let mart = plan.mart(own) {
      let ledger = StoreFolder(common.store).ledger
      let refusals =
        FileManager.default.fileExists(atPath: ledger)
        ? rendering.refusals(in: plan, ledger: ledger, date: date) : nil
      if let refusals { print(text: refusals.script + "\n\n") }
      print(text: rendering.mart(mart, in: plan, date: date, refusals: refusals?.table) + ";\n")
    } else if let segment = plan.segment(own) {
      print(text: rendering.segment(segment, in: plan, date: date) + ";\n")
    }
  }
}
