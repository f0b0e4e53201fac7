import Derive
import Pipeline
import Store
import Table

/// The cleansed rows of a source that a business date knows, a run of the published rows at a time.
///
/// Several threads may read several runs at once.
struct KnownRuns: Sendable {
  private let runs: TableRuns
  private let source: SourceDefinition
  private let date: Int64
  private let amendment: (@Sendable (_ source: String, _ table: Table) -> Table)?

  /// - Parameters:
  ///   - rows: so many are in a run, about. Where it is cut depends on the file alone.
  ///   - areKept: as `StageFileReader.runs` takes it.
  init(
    _ source: SourceDefinition, columns: Set<String>, of file: any StageFileReader, on date: Int64,
    rows: Int, areKept: Bool,
    amendment: (@Sendable (_ source: String, _ table: Table) -> Table)? = nil
  ) throws(StoreError) {
    runs = try file.runs(
      of: source.name, columns: columns, rows: amendment == nil ? rows : .max, areKept: areKept)
    self.source = source
    self.date = date
    self.amendment = amendment
  }

  /// How many runs there are: at least one.
  var count: Int { runs.count }
  /// How many rows were published.
  var rowCount: Int { runs.rowCount }

  /// What is known of a run. O(bytes); memory: the run.
  func rows(_ run: Int) throws(StoreError) -> KnownRows {
    let table = try runs.table(run)
    return KnownRows(amendment?(source.name, table) ?? table, of: source, on: date)
  }

  /// All that is known, on as many threads. `tell` is called with how many rows were read.
  func all(threads: Int, _ tell: @escaping @Sendable (Int) -> Void) throws -> KnownRows {
    var all: KnownRows?
    try Workers.forEachGroup(
      Array(repeating: 1, count: count), threads: threads, ahead: 4
    ) { run, _ in
      let rows = try rows(run)
      tell(rows.count + rows.future)
      return rows
    } finish: { _, parts in
      for part in parts {
        if all == nil {
          all = part
          all?.reserveCapacity(rowCount)
        } else {
          all?.append(part)
        }
      }
    }
    guard let all else { preconditionFailure("a table without a run") }
    return all
  }
}

extension KnownRuns {
  /// Follows the links of all runs, on as many threads, and gives by run how many rows are known and
  /// how many lie in the future. `tell` is called with how many rows were read.
  func follow(
    _ links: inout [LinkInPassing], threads: Int, _ tell: @escaping @Sendable (Int) -> Void
  ) throws -> (counts: [Int], future: Int) {
    var counts: [Int] = []
    var future = 0
    let asked = links.map(\.steps)
    try Workers.forEachGroup(
      Array(repeating: 1, count: count), threads: threads, ahead: 8
    ) { run, _ in
      let rows = try rows(run)
      tell(rows.count + rows.future)
      return (rows.count, rows.future, asked.map { $0.look(at: rows.table) })
    } finish: { _, parts in
      for part in parts {
        counts.append(part.0)
        future += part.1
        for (place, found) in part.2.enumerated() { links[place].add(found) }
      }
    }
    return (counts, future)
  }
}
