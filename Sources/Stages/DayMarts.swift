import Pipeline
import Scenario
import Store
import Table

/// The rows of the marts that a day is about: those of journeys that go on, and those by which
/// somebody may enter. All others are never held.
final class DayMarts {
  struct Rows {
    let table: Table
    /// For each row its number in the whole mart.
    let numbers: [Int32]
    /// Finds the rows by their keys.
    let keys: KeyIndex
  }

  private let runner: StageRunner
  private let reads: [String: Set<String>]
  /// By mart: the keys of those rows.
  private var wanted: [String: KeyIndex] = [:]
  /// Many scenarios share a mart.
  private var rows: [String: Rows] = [:]

  init(_ runner: StageRunner, _ past: PastDays) throws {
    self.runner = runner
    reads = runner.plan.martColumnsReadByJourneys
    for scenario in runner.plan.definition.scenarios {
      guard let plan = runner.plan.segment(scenario.id) else { continue }
      var keys = wanted.removeValue(forKey: plan.mart) ?? KeyIndex()
      let segments = [
        try runner.segmentTable(scenario.id), try runner.lateSegmentTable(scenario.id),
      ]
      for entering in segments.compactMap({ $0?["row_key"].text }) {
        for row in 0..<entering.count {
          if let key = entering[row] { _ = keys.insert(key) }
        }
      }
      for journey in past.running[scenario.id] ?? [] {
        var key = journey.rowKey
        _ = key.withUTF8 { keys.insert($0) }
      }
      wanted[plan.mart] = keys
    }
  }

  /// The rows of a mart, with the columns that journeys, messages and people are read from.
  func rows(of mart: MartPlan) throws -> Rows {
    if let rows = rows[mart.name] { return rows }
    let keys = wanted.removeValue(forKey: mart.name) ?? KeyIndex()
    let found = try runner.martRows(mart, columns: reads[mart.name] ?? [], keys: keys)
    let rows = Rows(
      table: found.table, numbers: found.numbers, keys: KeyIndex(of: found.table[mart.key].text))
    self.rows[mart.name] = rows
    return rows
  }
}
