import Pipeline
import Store
import Table

/// A source that has far fewer records than on the date before: an export that did not land whole, or
/// files of an append source that were taken out of the folder. Who had something in them looks as if
/// they never had.
struct ShrunkSource: Equatable {
  let name: String
  let read: Int
  /// On the date before.
  let before: Int

  /// Nil if that many are nothing to wonder at: four fifths or more of what there was, or a handful
  /// fewer.
  init?(_ name: String, read: Int, before: Int) {
    guard read * 5 < before * 4, before - read >= 10 else { return nil }
    self.name = name
    self.read = read
    self.before = before
  }
}

extension StageRunner {
  /// A note for each source with far fewer records than ingest found on the nearest date before, in the
  /// order of the definition. Without such a date, or if its file cannot be read, nothing is said.
  func notesOfShrunkSources(_ sources: [SurveyedSource]) -> [String] {
    guard let (date, before) = recordsBefore else { return [] }
    return sources.compactMap { source in
      let read = source.files.reduce(0) { $0 + $1.facts.read }
      return ShrunkSource(source.name, read: read, before: before[source.name] ?? 0).map {
        "\($0.name): \($0.read) records, \($0.before) on \(CalendarDay.text(date))"
      }
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
