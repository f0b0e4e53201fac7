public import Pipeline
public import Table

/// What a run for a business date knows of a source.
public struct KnownRows: Sendable {
  /// The rows whose event had happened by the end of the date, in the source's order.
  public private(set) var table: Table
  /// How many rows are known; also once they have been let go.
  public var count: Int { countBefore ?? table.rowCount }
  private var countBefore: Int?
  /// How many rows were left out because their event lies later.
  public private(set) var future: Int

  /// Cuts a cleansed table to a business date: rows whose own event lies after its end are left
  /// out (a null event time is known), and a time inside a known row that lies after it is null.
  ///
  /// O(rows); without such rows nothing is copied.
  public init(_ table: Table, of source: SourceDefinition, on date: Int64) {
    var known = table
    if let eventTime = source.eventTime, let type = source.column(eventTime)?.type.columnType {
      let limit = Self.limit(type, date)
      let times = table[eventTime].numbers
      if times.contains(where: { $0 > limit }) {
        known = table.gather(times.indices.filter { times[$0] <= limit }.map { Int32($0) })
      }
    }
    for column in source.columns where column.isAsOf {
      guard let index = known.index(of: column.name) else { continue }
      let limit = Self.limit(column.type.columnType, date)
      let times = known.columns[index].numbers
      if times.contains(where: { $0 > limit }) {
        known.replaceValues(
          ofColumn: index, by: .numbers(times.map { $0 > limit ? nullNumber : $0 }))
      }
    }
    self.table = known
    future = table.rowCount - known.rowCount
  }

  /// So many rows of a source, nothing of which is kept.
  public init(of source: String, count: Int, future: Int) {
    table = Table(source, [], rowCount: count)
    self.future = future
  }

  /// Makes room for so many rows in all.
  public mutating func reserveCapacity(_ count: Int) { table.reserveCapacity(count) }

  /// Adds what is known of the source's next rows.
  public mutating func append(_ next: KnownRows) {
    table.append(contentsOf: next.table)
    future += next.future
  }

  /// Lets go of all but some columns: nobody reads the others any more.
  mutating func keep(only columns: Set<String>) {
    if table.columns.allSatisfy({ columns.contains($0.name) }) { return }
    table = Table(
      table.name, table.columns.filter { columns.contains($0.name) }, rowCount: table.rowCount)
  }

  /// Lets go of the rows: nobody reads them any more.
  mutating func letGo() {
    countBefore = count
    table = Table(table.name, [], rowCount: 0)
  }

  /// The last day or second of the date. Null numbers are below it, and so known.
  private static func limit(_ type: ColumnType, _ date: Int64) -> Int64 {
    type == .date ? date : (date + 1) * secondsPerDay - 1
  }
}
