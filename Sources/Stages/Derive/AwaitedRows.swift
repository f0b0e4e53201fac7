import Derive
import Pipeline
import Scenario
import Table

/// The rows of a mart that the manifest will ask for, kept as they are made where both are made in one
/// process: those by which somebody may enter, and those of journeys that go on.
///
/// A row that is looked for by its key alone must be the only one that holds it, which is so where
/// the key is that of the mart's source: others are read again.
struct AwaitedRows: Sendable {
  /// Which of the entries that are searched for let somebody in on the date.
  private let entries: [Int]
  /// The keys of journeys that go on.
  private let running: KeyIndex
  private let key: String
  /// The columns that the manifest reads.
  private let columns: Set<String>
  private(set) var table: Table
  /// By row its number among all rows of the mart.
  private(set) var numbers: [Int32] = []

  /// - Parameter entries: the entries that are searched for, in their order: false for those that
  ///   let nobody in today.
  init(_ mart: MartPlan, columns: Set<String>, entries: [Bool], running: KeyIndex) {
    self.entries = entries.indices.filter { entries[$0] }
    self.running = running
    self.columns = columns
    key = mart.key
    table = Table(
      mart.name,
      mart.columns.filter { columns.contains($0.name) }.map { column in
        Column(column.name, column.type, column.type.isText ? .text(TextColumn()) : .numbers([]))
      }, rowCount: 0)
  }

  /// Rows of a run.
  struct Found: Sendable {
    fileprivate let table: Table
    fileprivate let numbers: [Int32]
  }

  /// The rows of a run that are asked for. Several threads may look at several runs at once.
  ///
  /// - Parameters:
  ///   - run: the numbers of the run's rows, of which `own` has columns.
  ///   - shared: gives the other columns of some of its rows.
  ///   - found: who may enter by them.
  func find(
    in own: Table, _ run: Range<Int>, _ found: SegmentSearch.Found?,
    shared: ([Int32], Set<String>) -> [Column] = { _, _ in [] }
  ) -> Found {
    var isAsked = [Bool](repeating: false, count: own.rowCount)
    for entry in entries {
      for row in found?.rows(of: entry) ?? [] { isAsked[row] = true }
    }
    if running.count > 0 {
      let keys = own[key].text
      for (row, id) in running.find(keys.refs, in: keys.arena).enumerated() where id >= 0 {
        isAsked[row] = true
      }
    }
    let rows = isAsked.indices.filter { isAsked[$0] }.map { Int32($0) }
    let asked = own.columns.filter { columns.contains($0.name) }
    let kept = Table(own.name, asked, rowCount: own.rowCount).gather(rows)
    let numbers = rows.map { Int32(run.lowerBound) + $0 }
    return Found(
      table: Table(own.name, kept.columns + shared(numbers, columns), rowCount: rows.count),
      numbers: numbers)
  }

  /// Takes what was found in the next run, in the order of the mart's rows. Texts are copied, so that
  /// nothing else of the run is kept.
  mutating func add(_ found: Found) {
    numbers += found.numbers
    table.append(copying: found.table)
  }
}

extension StageRunner {
  /// The rows of a mart that the manifest of this process will ask for; nil if they cannot be told
  /// before all rows are made.
  ///
  /// - Parameter past: what the ledger held before the date.
  func awaitedRows(of mart: MartPlan, _ past: PastDays) -> AwaitedRows? {
    guard let source = definition.source(mart.source), source.key.count == 1,
      mart.columns.contains(where: { column in
        column.name == mart.key && column.formula.isField(source.key[0])
      })
    else { return nil }
    let scenarios = definition.scenarios.filter { plan.segment($0.id)?.mart == mart.name }
    let triggered = Set(
      scenarios.filter {
        $0.trigger.fires(on: options.date, parameters: definition.parameters)
      }.map(\.id))
    var running = KeyIndex()
    for journey in scenarios.flatMap({ past.journeys.running[$0.id] ?? [] }) {
      var key = journey.rowKey
      _ = key.withUTF8 { running.insert($0) }
    }
    return AwaitedRows(
      mart, columns: (plan.martColumnsReadByJourneys[mart.name] ?? []).union([mart.key]),
      entries: entries(of: mart.name).map { triggered.contains($0.plan.scenario) },
      running: running)
  }
}

extension Formula {
  /// True if it is a column of the row and nothing else.
  fileprivate func isField(_ column: String) -> Bool {
    if case .field(let name, _) = self { return name == column }
    return false
  }
}
