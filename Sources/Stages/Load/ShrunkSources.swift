import Pipeline
import Report
import Store
import Table

extension StageRunner {
  /// A note for each source with far fewer records than ingest found on the nearest date before, in the
  /// order of the definition. Without such a date, or if its file cannot be read, nothing is said.
  func notesOfShrunkSources(_ sources: [SurveyedSource]) -> [String] {
    guard let (date, before) = recordsBefore else { return [] }
    return sources.compactMap { source in
      let read = source.files.reduce(0) { $0 + $1.facts.read }
      let then = before[source.name] ?? 0
      guard DayReport.Source.hasShrunk(from: then, to: read) else { return nil }
      return "\(source.name): \(read) records, \(then) on \(CalendarDay.text(date))"
    }
  }

  /// The nearest date before that ingest was run for, and how many records each source had.
  private var recordsBefore: (date: Int64, bySource: [String: Int])? {
    for date in ((try? store.dates()) ?? []).reversed() where date < options.date {
      guard
        let files = try? StageFile.open(store.stageFile(Stage.ingest.rawValue, on: date))
          .read("files", texts: ["source"], numbers: ["read"])
      else { continue }
      var records: [String: Int] = [:]
      for row in 0..<files.rowCount {
        records[files["source"].text.string(row) ?? "", default: 0] += Int(
          files["read"].numbers[row])
      }
      return (date, records)
    }
    return nil
  }
}
