import ArgumentParser
import Stages
import Table

/// Finds sends that must be pulled.
struct RecheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recheck",
    abstract: "Compares a date's sends with newer refusals and lists those to pull.",
    discussion: """
      Reads consent events, suppressions, delivery events and LINE members from the
      exports, and writes withdrawn.jsonl.gz beside the manifest's files. It only
      takes away: nothing is added, and what was withdrawn stays so. Needs the
      definitions and parameters of the run.
      """)

  @Option(help: ArgumentHelp("The folder of the newest exports.", valueName: "dir"))
  var exports: String

  @Option(
    help: ArgumentHelp(
      "The day whose end refusals are read for; today in Tokyo if not given.",
      valueName: "YYYY-MM-DD"))
  var asOf: BusinessDate?

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let date = common.date.day
    let day = asOf?.day ?? max(BusinessDate.today.day, date)
    let report = try Failure.reporting {
      try StageRunner(common.runOptions(exports: exports)).recheck(asOf: day)
    }
    if output.json {
      print(
        json: JSONLine.object([
          ("business_date", .text(CalendarDay.text(date))),
          ("as_of", .text(CalendarDay.text(day))), ("written", .text(report.file)),
          ("sends", .number(report.sends)), ("withdrawn", .number(report.withdrawn)),
          ("new", .number(report.found)),
          ("reasons", .members(report.reasons.map { ($0.reason, .number($0.count)) })),
        ]))
    } else if !output.quiet {
      print(
        "\(counted(report.sends, "send")), \(report.withdrawn) withdrawn, \(report.found) of them new, "
          + "as of \(CalendarDay.text(day))")
      for (reason, count) in report.reasons { print("  \(reason) \(count)") }
      print("written \(report.file)")
    }
  }
}
