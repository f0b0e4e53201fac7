import Table

/// Reads a stage file as it was published, page after page, without SQLite.
final class BulkStageReader: StageFileReader {
  let database: DatabaseImage
  private(set) var roots: [String: Int] = [:]
  private var rowCounts: [String: Int] = [:]
  private(set) var tables: [TableDescription] = []

  init(_ database: DatabaseImage) throws(StoreError) {
    self.database = database
    let schema = try read(BulkStageReader.schema, root: 1)
    for row in 0..<schema.rowCount where schema["type"].text.string(row) == "table" {
      guard let name = schema["name"].text.string(row) else { throw database.damage }
      roots[name] = Int(schema["rootpage"].numbers[row])
    }
    let described = try read(StageCatalog.description(of: StageCatalog.tables))
    tables = try StageCatalog.descriptions(
      tables: described, columns: read(StageCatalog.description(of: StageCatalog.columns)),
      path: database.path)
    for row in 0..<described.rowCount {
      rowCounts[tables[row].name] = Int(described["rows"].numbers[row])
    }
  }

  func read(_ table: String) throws(StoreError) -> Table { try read(description(of: table)) }

  func read(_ table: String, columns: Set<String>) throws(StoreError) -> Table {
    try read(description(of: table), only: columns)
  }

  private static let schema = TableDescription(
    name: "sqlite_schema",
    columns: [
      ColumnDescription("type", .text), ColumnDescription("name", .text),
      ColumnDescription("tbl_name", .text), ColumnDescription("rootpage", .int),
      ColumnDescription("sql", .text),
    ])

  private func read(
    _ description: TableDescription, only columns: Set<String>? = nil
  ) throws(StoreError) -> Table {
    guard let root = roots[description.name] else { throw database.damage }
    return try read(
      description, root: root, expected: rowCounts[description.name], only: columns)
  }

  private func read(
    _ description: TableDescription, root: Int, expected: Int? = nil, only: Set<String>? = nil
  ) throws(StoreError) -> Table {
    let rowCount: Int
    if let expected {
      rowCount = expected
    } else {
      rowCount = try database.countRecords(root: root)
    }
    let otherCount = StoreError(
      .damaged, "table '\(description.name)' has not as many rows as were written",
      path: database.path)
    // Not even a record without columns takes less than three bytes.
    guard rowCount >= 0, rowCount <= database.byteCount / 3 else { throw otherCount }
    let collector = TableCollector(
      description, rowCount: rowCount, path: database.path, only: only)
    var row = 0
    try database.forEachRecord(root: root) { (record) throws(StoreError) in
      guard row < rowCount else { throw otherCount }
      try collect(record, row, collector)
      row += 1
    }
    guard row == rowCount else { throw otherCount }
    return collector.table()
  }

  /// Takes a record apart: the header's serial types, then the values in the same order.
  @inline(__always)
  func collect(
    _ record: ByteView, _ row: Int, _ collector: TableCollector
  ) throws(StoreError) {
    var header = 0
    guard let headerSize = Varint.read(record, &header), headerSize >= header,
      headerSize <= record.count
    else { throw database.damage }
    let head = record.slice(0, headerSize)
    var body = headerSize
    for index in 0..<collector.columnCount {
      guard let serial = Varint.read(head, &header), serial >= 0 else { throw database.damage }
      if serial >= 12 {
        let size = (serial - 12) / 2
        guard size <= record.count - body else { throw database.damage }
        let bytes = record.slice(body, body + size)
        if !collector.takes(index) {
          // Its length is all that is needed of it.
        } else if serial & 1 == 1 {
          try collector.set(index, row, bytes)
        } else {
          try collector.set(index, row, blob: bytes)
        }
        body += size
      } else if serial == 0 {
        if collector.takes(index) { collector.setNull(index, row) }
      } else {
        guard serial <= 6 || serial == 8 || serial == 9 else { throw collector.notOfType(index) }
        let width = Serial.width(UInt32(serial))
        guard width <= record.count - body else { throw database.damage }
        if collector.takes(index) {
          let number =
            width == 0
            ? Int64(serial - 8) : BigEndian.readSigned(record.baseAddress! + body, width: width)
          try collector.set(index, row, number)
        }
        body += width
      }
    }
    guard header == headerSize, body == record.count else { throw database.damage }
  }
}
