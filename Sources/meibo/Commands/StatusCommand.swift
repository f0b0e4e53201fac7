import ArgumentParser
import Pipeline
import Stages
import Table

/// Says how a store stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says which dates were run and whether the sources are fresh.",
    discussion: """
      Dates run, sealed, never run; manifests that are not what was handed over;
      journeys that wait in scenarios which are no longer defined; sources that are
      older than their 'freshness' allows, judged by the exports if they are given,
      else by what the last date read. Changes nothing. Exits 65 if a manifest is
      missing or changed, an erasure was interrupted, or a source is too old.
      """)

  @Option(help: "The folder of definitions.")
  var pipeline = "pipelines/insurance"

  @Option(help: "The folder where stages and manifests are published.")
  var store = "store"

  @Option(
    help: ArgumentHelp(
      "A folder of raw exports, to judge these by their records.", valueName: "dir"))
  var exports: String?

  @Option(
    help: ArgumentHelp(
      "The day that ages are counted to; today in Tokyo if not given.", valueName: "YYYY-MM-DD"))
  var asOf: BusinessDate?

  @Flag(help: "Also compare every file of every manifest with its sum.")
  var files = false

  @Flag(help: "Print one JSON object for machines.")
  var json = false

  func run() throws {
    let day = asOf?.day ?? BusinessDate.today.day
    let status = try Failure.reporting {
      try StageRunner(RunOptions(pipeline: pipeline, exports: exports, store: store, date: day))
        .status(asOf: day, checksFiles: files)
    }
    if json {
      print(json: status.json)
    } else {
      for line in status.lines { print(line) }
    }
    if status.needsAttention { throw ExitCode(65) }
  }
}

extension StoreStatus {
  fileprivate var json: String {
    func list(_ dates: [Int64]) -> JSONLine { .list(dates.map { .text(CalendarDay.text($0)) }) }
    return JSONLine.object([
      ("as_of", .text(CalendarDay.text(asOf))),
      (
        "dates",
        .list(
          days.map { day in
            .members([
              ("business_date", .text(CalendarDay.text(day.date))), ("sealed", .bool(day.isSealed)),
              ("manifest", .text(day.manifest.rawValue)), ("sends", .number(day.sends)),
              ("exclusions", .number(day.exclusions)),
            ])
          })
      ), ("never_run", list(neverRun)), ("unfinished", list(unfinished)),
      ("erasing", .bool(isErasing)),
      (
        "left_journeys",
        .list(
          left.map {
            .members([("scenario_id", .text($0.scenarioID)), ("count", .number($0.count))])
          })
      ),
      (
        "sources",
        .list(
          sources.map { source in
            .members([
              ("source", .text(source.source)),
              ("newest", source.newest.map { .text(CalendarDay.text($0)) } ?? .null),
              ("age_days", source.age.map { .number($0) } ?? .null),
              ("verdict", source.verdict.map { .text($0.rawValue) } ?? .null),
            ])
          })
      ), ("attention", .bool(needsAttention)),
    ])
  }

  fileprivate var lines: [String] {
    func line(_ word: String, _ text: String) -> String { DisplayWidth.pad(word, to: 12) + text }
    func dates(_ word: String, _ dates: [Int64], _ what: String = "") -> [String] {
      dates.runs.map { line(word, $0 + what) }
    }
    var lines = dates("run", days.map(\.date))
    lines += dates("sealed", days.filter(\.isSealed).map(\.date))
    lines += dates("never run", neverRun)
    lines += dates("unfinished", unfinished, ": not in the ledger; do not hand it over")
    lines += dates("missing", days.filter { $0.manifest == .missing }.map(\.date), ": no manifest")
    lines += dates(
      "changed", days.filter { $0.manifest == .changed }.map(\.date),
      ": the manifest is not the one in the ledger")
    if isErasing {
      lines.append(line("erasing", "an erasure was interrupted: run 'meibo erase' again"))
    }
    if let last = days.last {
      lines.append(
        line(
          "last",
          "\(CalendarDay.text(last.date)): \(counted(last.sends, "send")), "
            + counted(last.exclusions, "exclusion")))
    }
    lines += left.map { line("waiting", $0.note) }
    for source in sources {
      let age =
        switch (source.newest, source.age) {
        case (let newest?, let age?):
          "newest record of \(CalendarDay.text(newest)), \(age) \(age == 1 ? "day" : "days") old"
        default: source.verdict == nil ? "no stage file to tell by" : "no record with a time"
        }
      lines.append(line(source.verdict?.rawValue ?? "unknown", "\(source.source): \(age)"))
    }
    return lines
  }
}

extension [Int64] {
  /// Days of which one follows the other, as one range each; the days ascend.
  fileprivate var runs: [String] {
    var ranges: [ClosedRange<Int64>] = []
    for day in self {
      if let last = ranges.last, last.upperBound + 1 == day {
        ranges[ranges.count - 1] = last.lowerBound...day
      } else {
        ranges.append(day...day)
      }
    }
    return ranges.map { range in
      let first = CalendarDay.text(range.lowerBound)
      return range.count == 1
        ? first : "\(first) to \(CalendarDay.text(range.upperBound)) (\(range.count) days)"
    }
  }
}
