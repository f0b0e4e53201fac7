import Report
import Store
import Table

extension StageRunner {
  /// At most so many dates are told of: reading them takes time.
  static let mostKeptDays = 31

  /// What the stage files of this date and those before it come to, as far as they are kept;
  /// ascending. A date without a readable cleanse stage is passed over.
  func keptDays() throws -> [DayReport.KeptDay] {
    let dates = try store.dates().filter { $0 <= options.date }.suffix(Self.mostKeptDays)
    return try dates.compactMap { date in
      guard let cleanse = reader(.cleanse, on: date) else { return nil }
      var day = DayReport.KeptDay(date: date)
      for file in try FilesTable(try cleanse.read("files")).rows {
        day.read[file.source, default: 0] += file.read
        day.quarantined[file.source, default: 0] += file.quarantined
      }
      day.issues = try issueCounts(cleanse)
      if let segment = reader(.segment, on: date) {
        for description in segment.tables where description.name.hasPrefix("segment_") {
          let name = String(description.name.dropFirst("segment_".count))
          day.segments[name] = try segment.read(description.name, columns: []).rowCount
        }
      }
      if let manifest = reader(.manifest, on: date) {
        let rows = try ConservationTable(try manifest.read("conservation")).rows
        day.sends = rows.reduce(0) { $0 + $1.sends }
        day.exclusions = rows.reduce(0) { $0 + $1.excluded }
      }
      return day
    }
  }

  /// A stage file of any date; nil if it was not published or has been pruned.
  private func reader(_ stage: Stage, on date: Int64) -> (any StageFileReader)? {
    try? StageFile.open(store.stageFile(stage.rawValue, on: date))
  }
}
