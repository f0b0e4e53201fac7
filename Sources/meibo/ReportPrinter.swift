import Pipeline
import Stages

/// Tells what stages did: a line each as they end, or one JSON object at the end.
final class ReportPrinter {
  private let output: OutputOptions
  private let runner: StageRunner
  private let showsValues: Bool
  private var reports: [StageReport] = []

  /// - Parameter showsValues: whether people's keys are told.
  init(_ output: OutputOptions, _ runner: StageRunner, showsValues: Bool = false) {
    self.output = output
    self.runner = runner
    self.showsValues = showsValues
  }

  func add(_ report: StageReport) {
    reports.append(report)
    guard !output.quiet, !output.json else { return }
    if let skipped = report.skipped {
      return print(DisplayWidth.pad(report.stage.rawValue, to: 9) + skipped.description)
    }
    let time = "\(Int((report.seconds * 1000).rounded())) ms"
    var head = DisplayWidth.pad(report.stage.rawValue, to: 9) + DisplayWidth.pad(time, to: 10)
    for line in Self.lines(report.counts.map { "\($0.name) \($0.value)" }) {
      print(head + line)
      head = String(repeating: " ", count: 19)
    }
    for note in report.notes { print("         " + note) }
    for line in lines(of: report.changes ?? []) { print("         " + line) }
  }

  /// What the date's run before had handed over otherwise; whose it is only if asked for.
  private func lines(of changes: [MessageChange]) -> [String] {
    guard !changes.isEmpty else { return [] }
    let people = changes.people
    let head =
      "other than the last run of \(runner.businessDate), for \(people) "
      + "\(people == 1 ? "person" : "people"): \(ChangeCounts(changes).text)"
    guard showsValues else { return [head] }
    return [head] + changes.byPerson.map { $0.line(details: $0.differences) }
  }

  /// The items with commas between them, on as many lines of 80 characters as it takes.
  private static func lines(_ items: [String]) -> [String] {
    var lines = [""]
    for (position, item) in items.enumerated() {
      let word = item + (position == items.count - 1 ? "" : ",")
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = word
      } else if line.utf8.count + 1 + word.utf8.count <= 80 {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  func finish() {
    if output.json {
      print(
        json: JSONLine.object([
          ("pipeline", .text(runner.plan.definition.name)),
          ("business_date", .text(runner.businessDate)),
          ("definition", .text(runner.definitionDigest)),
          ("stages", .list(reports.map(\.json))),
        ]))
    } else if !output.quiet, let last = reports.last {
      print("published \(last.published)")
    }
  }
}

extension StageReport {
  fileprivate var json: JSONLine {
    .members([
      ("stage", .text(stage.rawValue)), ("published", .text(published)),
      ("seconds", .seconds(seconds)),
      ("counts", .members(counts.map { ($0.name, .number($0.value)) })),
      ("notes", .list(notes.map { .text($0) })), ("skipped", .bool(skipped != nil)),
      ("changes", changes.map { ChangeCounts($0).json } ?? .null),
    ])
  }
}
