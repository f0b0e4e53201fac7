import Pipeline
import Scenario
import Store
import Table

/// The rows of the marts that a day is about: those of journeys that go on, and those by which
/// somebody may enter. All others are never held.
struct DayMarts {
  struct Rows: Sendable {
    let table: Table
    /// For each row its number in the whole mart.
    let numbers: [Int32]
    /// Finds the rows by their keys.
    let keys: KeyIndex
    /// How many keys several rows of the mart hold: by them no row is found.
    let repeatedKeys: Int
  }

  /// Who may enter a scenario on the day.
  struct Entering {
    let segment: Table
    /// Those who missed their day.
    let late: Table?
  }

  /// By scenario; those that let nobody in today are not in it, and not read.
  let entering: [String: Entering]
  /// By mart: many scenarios share one.
  private let rows: Workers.Errand<[String: Rows]>

  /// Begins to read the rows, mart by mart: mostly the disk is waited for.
  init(_ runner: StageRunner, _ past: PastDays) throws {
    let definition = runner.plan.definition
    var wanted: [String: KeyIndex] = [:]
    var entering: [String: Entering] = [:]
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
      for journey in past.journeys.running[scenario.id] ?? [] {
        var key = journey.rowKey
        _ = key.withUTF8 { keys.insert($0) }
      }
      wanted[plan.mart] = keys
    }
    self.entering = entering
    let reads = runner.plan.martColumnsReadByJourneys
    let selections = runner.plan.marts.compactMap { mart in
      wanted[mart.name].map {
        runner.martSelection(mart, columns: reads[mart.name] ?? [], keys: $0)
      }
    }
    rows = Workers.Errand(threads: runner.options.threads) {
      var rows: [String: Rows] = [:]
      for selection in selections {
        let found = try selection.rows()
        rows[selection.mart.name] = Rows(
          table: found.table, numbers: found.numbers,
          keys: KeyIndex(of: found.table[selection.mart.key].text),
          repeatedKeys: found.repeatedKeys)
      }
      return rows
    }
  }

  /// The rows of each mart that a scenario is about, with the columns that journeys, messages and
  /// people are read from, once they are there.
  /// - Throws: `StoreError`.
  func readRows() throws -> [String: Rows] { try rows.value() }
}

/// Rows of a mart that are to be read, on whatever thread.
struct MartSelection: Sendable {
  let mart: MartPlan
  let columns: Set<String>
  let keys: KeyIndex
  /// The whole mart, if it was not published, or those of its rows that may be asked for.
  let whole: Table?
  /// By row of those its number in the mart.
  let numbers: [Int32]?
  /// The file that holds it otherwise.
  let path: String
  let threads: Int

  /// The rows that alone hold one of the keys.
  /// - Throws: `StoreError`.
  func rows() throws -> SelectedRows {
    if let whole {
      return SelectedRows(of: whole, where: mart.key, isOneOf: keys, numbers: numbers)
    }
    return try StageFile.open(path).read(
      mart.name, columns: columns, where: mart.key, isOneOf: keys, threads: threads)
  }
}
