import Table

/// Reads a stage file as it was published, page after page, without SQLite.
final class BulkStageReader: StageFileReader {
  let database: DatabaseImage
  /// So many rows, about, are looked through at a time. What is found does not depend on it.
  var rowsAtATime = 65536
  private(set) var roots: [String: Int] = [:]
  private var rowCounts: [String: Int] = [:]
  private(set) var tables: [TableDescription] = []

  init(_ database: DatabaseImage) throws(StoreError) {
    self.database = database
    roots[BulkStageReader.schema.name] = 1
    let schema = try read(BulkStageReader.schema)
    for row in 0..<schema.rowCount where schema["type"].text.string(row) == "table" {
      guard let name = schema["name"].text.string(row) else { throw database.damage }
      roots[name] = Int(schema["rootpage"].numbers[row])
    }
    let described = try read(StageCatalog.description(of: StageCatalog.tables))
    let shared =
      roots[StageCatalog.shared] == nil
      ? nil : try read(StageCatalog.description(of: StageCatalog.shared))
    tables = try StageCatalog.descriptions(
      tables: described, columns: read(StageCatalog.description(of: StageCatalog.columns)),
      shared: shared, path: database.path)
    for row in 0..<described.rowCount {
      let table = tables[row]
      let name = table.isParted ? table.rowsPart.name : table.name
      rowCounts[name] = Int(described["rows"].numbers[row])
    }
    for row in 0..<(shared?.rowCount ?? 0) {
      guard let part = shared?["stored_in"].text.string(row) else { throw database.damage }
      rowCounts[part] = shared.map { Int($0["stored_rows"].numbers[row]) }
    }
  }

  func read(_ table: String) throws(StoreError) -> Table {
    let description = try description(of: table)
    return try description.isParted ? readParts(of: description) : read(description)
  }

  func read(_ table: String, columns: Set<String>) throws(StoreError) -> Table {
    let description = try description(of: table)
    return try description.isParted
      ? readParts(of: description, only: columns) : read(description, only: columns)
  }

  private static let schema = TableDescription(
    name: "sqlite_schema",
    columns: [
      ColumnDescription("type", .text), ColumnDescription("name", .text),
      ColumnDescription("tbl_name", .text), ColumnDescription("rootpage", .int),
      ColumnDescription("sql", .text),
    ])

  func runs(
    of table: String, columns: Set<String>, rows: Int, areKept: Bool
  ) throws(StoreError) -> TableRuns {
    let description = try description(of: table)
    return try description.isParted
      ? runs(inPartsOf: description, columns, rows: rows, areKept: areKept)
      : runs(of: description, columns: columns, rows: rows, areKept: areKept)
  }

  func runs(
    of description: TableDescription, columns: Set<String>, rows: Int, areKept: Bool
  ) throws(StoreError) -> TableRuns {
    let (root, rowCount) = try place(of: description)
    let runs = try database.leafRuns(root: root, rowCount: rowCount, least: rows)
    let leaves = LeafReader(database, runs)
    let pool = areKept ? TextPool(description, columns) : nil
    return TableRuns(count: runs.count, rowCount: rowCount) {
      [database] (number) throws(StoreError) in
      let texts = pool?.take()
      defer { if let texts { pool?.giveBack(texts) } }
      let reading = TableReading(
        description, rowCount: runs[number].rows.count, database, only: columns, texts: texts)
      try leaves.forEachRecord(of: number, reading.add)
      return try reading.table()
    }
  }

  func read(
    _ description: TableDescription, only columns: Set<String>? = nil
  ) throws(StoreError) -> Table {
    let (root, rowCount) = try place(of: description)
    let reading = TableReading(description, rowCount: rowCount, database, only: columns)
    let leaves = LeafReader(database, [try database.wholeRun(root: root, rowCount: rowCount)])
    try leaves.forEachRecord(of: 0, reading.add)
    return try reading.table()
  }

  /// The root of a table and how many rows it must have: as many as were written, or where that is
  /// not told as many as its leaves say.
  func place(
    of description: TableDescription
  ) throws(StoreError) -> (root: Int, rowCount: Int) {
    guard let root = roots[description.name] else { throw database.damage }
    guard let rowCount = rowCounts[description.name] else {
      return (root, try database.countRecords(root: root))
    }
    // Not even a record without columns takes less than three bytes.
    guard rowCount >= 0, rowCount <= database.byteCount / 3 else {
      throw TableReading.otherCount(description, database)
    }
    return (root, rowCount)
  }
}
