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

  /// Who may enter a scenario on the day.
  struct Entering {
    let segment: Table
    /// Those who missed their day.
    let late: Table?
  }

  private let runner: StageRunner
  private let reads: [String: Set<String>]
  /// By mart: the keys of those rows.
  private var wanted: [String: KeyIndex] = [:]
  /// Many scenarios share a mart.
  private var rows: [String: Rows] = [:]
  /// By scenario; those that let nobody in today are not in it, and not read.
  private(set) var entering: [String: Entering] = [:]

  init(_ runner: StageRunner, _ past: PastDays) throws {
    self.runner = runner
    reads = runner.plan.martColumnsReadByJourneys
    let definition = runner.plan.definition
    for scenario in definition.scenarios {
      guard let plan = runner.plan.segment(scenario.id) else { continue }
      var keys = wanted.removeValue(forKey: plan.mart) ?? KeyIndex()
      if scenario.trigger.fires(on: runner.options.date, parameters: definition.parameters) {
        let found = Entering(
          segment: try runner.segmentTable(scenario.id),
          late: try runner.lateSegmentTable(scenario.id))
        for table in [found.segment, found.late].compactMap({ $0 }) {
          let entering = table["row_key"].text
          for row in 0..<entering.count {
            if let key = entering[row] { _ = keys.insert(key) }
          }
        }
        entering[scenario.id] = found
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
