import Table

/// Takes records of a table apart into columns.
final class TableReading {
  private let database: DatabaseImage
  private let collector: TableCollector
  private let columnCount: Int
  /// The columns whose values are taken. Valid while the collector lives.
  private let wanted: UnsafeMutableBufferPointer<Int>
  private var row = 0

  /// - Parameters:
  ///   - rowCount: how many records must come.
  ///   - only: the names of the wanted columns; nil: all.
  ///   - texts: where texts go, for each column; nil: each to an arena of its own.
  init(
    _ description: TableDescription, rowCount: Int, _ database: DatabaseImage, only: Set<String>?,
    texts: [RecentTexts?]? = nil
  ) {
    self.database = database
    collector = TableCollector(
      description, rowCount: rowCount, path: database.path, only: only, texts: texts)
    columnCount = collector.columnCount
    wanted = collector.wanted
  }

  /// The next record: the header's serial types, then the values in the same order.
  func add(_ record: ByteView) throws(StoreError) {
    guard row < collector.rowCount else { throw otherCount }
    var header = 0
    guard let headerSize = Varint.read(record, &header), headerSize >= header,
      headerSize <= record.count
    else { throw database.damage }
    let head = record.slice(0, headerSize)
    var body = headerSize
    var column = 0
    for wanted in wanted {
      while column < wanted { body += try skip(&column, head, &header, record.count - body) }
      guard let serial = Varint.read(head, &header), serial >= 0 else { throw database.damage }
      if serial >= 12 {
        let size = (serial - 12) / 2
        guard size <= record.count - body else { throw database.damage }
        let bytes = record.slice(body, body + size)
        if serial & 1 == 1 {
          try collector.set(column, row, bytes)
        } else {
          try collector.set(column, row, blob: bytes)
        }
        body += size
      } else if serial == 0 {
        collector.setNull(column, row)
      } else {
        guard serial <= 6 || serial == 8 || serial == 9 else { throw collector.notOfType(column) }
        let width = Serial.width(UInt32(serial))
        guard width <= record.count - body else { throw database.damage }
        let number =
          width == 0
          ? Int64(serial - 8) : BigEndian.readSigned(record.baseAddress! + body, width: width)
        try collector.set(column, row, number)
        body += width
      }
      column += 1
    }
    while column < columnCount { body += try skip(&column, head, &header, record.count - body) }
    guard header == headerSize, body == record.count else { throw database.damage }
    row += 1
  }

  /// Passes over a value of a column that is not wanted, of which only the length is needed: there
  /// may be as many bytes of it as are left.
  @inline(__always)
  private func skip(
    _ column: inout Int, _ head: ByteView, _ header: inout Int, _ left: Int
  ) throws(StoreError) -> Int {
    guard let serial = Varint.read(head, &header), serial >= 0 else { throw database.damage }
    let size: Int
    if serial >= 12 {
      size = (serial - 12) / 2
    } else {
      guard serial != 7, serial < 10 else { throw collector.notOfType(column) }
      size = Serial.width(UInt32(serial))
    }
    guard size <= left else { throw database.damage }
    column += 1
    return size
  }

  /// The columns, once all records have come. Once.
  func table() throws(StoreError) -> Table {
    guard row == collector.rowCount else { throw otherCount }
    return collector.table()
  }

  /// The columns of the records that have come, be they fewer. Once.
  func rows() -> Table { collector.table(rowCount: row) }

  private var otherCount: StoreError { Self.otherCount(collector.description, database) }

  static func otherCount(_ description: TableDescription, _ database: DatabaseImage) -> StoreError {
    StoreError(
      .damaged, "table '\(description.name)' has not as many rows as were written",
      path: database.path)
  }
}
