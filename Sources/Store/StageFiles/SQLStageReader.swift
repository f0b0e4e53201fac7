import CSQLite
import Table

/// Reads a stage file through SQLite's C API: for files that have been altered since they were
/// published, and as the second opinion on the `BulkStageReader`.
final class SQLStageReader: StageFileReader {
  private let connection: SQLConnection
  private(set) var tables: [TableDescription] = []

  init(path: String) throws(StoreError) {
    connection = try SQLConnection(path)
    func pragma(_ name: String) throws(StoreError) -> Int64 {
      let statement = try SQLStatement(connection, "PRAGMA \(name)")
      return try statement.step() ? statement.number(0) : 0
    }
    try DatabaseImage.check(
      applicationID: Int(pragma("application_id")), userVersion: Int(pragma("user_version")), path)
    let isParted = try pragma("user_version") >= DatabaseHeader.partedLayoutVersion
    tables = try StageCatalog.descriptions(
      tables: read(StageCatalog.description(of: StageCatalog.tables)),
      columns: read(StageCatalog.description(of: StageCatalog.columns)),
      shared: isParted ? read(StageCatalog.description(of: StageCatalog.shared)) : nil, path: path)
  }

  func read(_ table: String) throws(StoreError) -> Table {
    let description = try description(of: table)
    return try description.isParted
      ? parts(of: table).joined(description) : read(description)
  }

  func parts(of table: String) throws(StoreError) -> TableParts {
    let description = try description(of: table)
    guard description.isParted else { throw StageCatalog.undivided(table) }
    let shared = try read(description.sharedPart)
    // A tool may have taken rows out, so that their numbers are not their places any more.
    let ids = shared[description.reference].numbers
    let places = Dictionary(zip(ids, Int64(1)...)) { first, _ in first }
    guard places.count == ids.count else {
      throw StoreError(
        .damaged, "two rows of '\(description.sharedPart.name)' have one number",
        path: connection.path)
    }
    var rows = try read(description.rowsPart)
    let last = rows.columns.count - 1
    rows.replaceValues(
      ofColumn: last, by: .numbers(rows.columns[last].numbers.map { places[$0] ?? 0 }))
    return try SharedRows(description, shared.without(description.reference), connection.path)
      .parts(rows)
  }

  func read(_ table: String, columns: Set<String>) throws(StoreError) -> Table {
    let whole = try read(table)
    return Table(
      whole.name, whole.columns.filter { columns.contains($0.name) }, rowCount: whole.rowCount)
  }

  func read(
    _ table: String, columns: Set<String>, where key: String, isOneOf keys: KeyIndex, threads: Int
  ) throws(StoreError) -> SelectedRows {
    SelectedRows(of: try read(table), where: key, isOneOf: keys).with(columns)
  }

  /// One run: a connection is not for several threads.
  func runs(
    of table: String, columns: Set<String>, rows: Int, areKept: Bool
  ) throws(StoreError) -> TableRuns {
    let whole = try read(table, columns: columns)
    return TableRuns(count: 1, rowCount: whole.rowCount) { _ in whole }
  }

  private func read(_ description: TableDescription) throws(StoreError) -> Table {
    let table = StageSchema.quoted(description.name)
    let counting = try SQLStatement(connection, "SELECT count(*) FROM \(table)")
    let rowCount = try counting.step() ? Int(counting.number(0)) : 0
    let names = description.columns.map { StageSchema.quoted($0.name) }.joined(separator: ", ")
    let rows = try SQLStatement(connection, "SELECT \(names) FROM \(table) ORDER BY rowid")
    return try rows.table(description, rowCount: rowCount, connection.path)
  }
}

extension SQLStatement {
  /// The next `rowCount` rows, whose first columns are those of the description. O(bytes).
  /// - Throws: `damaged` if there are fewer rows, or a value is not of its column's type.
  func table(
    _ description: TableDescription, rowCount: Int, _ path: String
  ) throws(StoreError) -> Table {
    let collector = TableCollector(description, rowCount: rowCount, path: path)
    for row in 0..<rowCount {
      guard try step() else {
        throw StoreError(
          .damaged, "table '\(description.name)' was altered while it was read", path: path)
      }
      for column in 0..<collector.columnCount {
        switch type(column) {
        case SQLITE_NULL: collector.setNull(column, row)
        case SQLITE_INTEGER: try collector.set(column, row, number(column))
        case SQLITE_TEXT: try collector.set(column, row, text(column))
        case SQLITE_BLOB: try collector.set(column, row, blob: blob(column))
        default: throw collector.notOfType(column)
        }
      }
    }
    return collector.table()
  }
}
