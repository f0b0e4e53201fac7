import Table

/// Takes records of a table apart into columns.
final class TableReading {
  private let database: DatabaseImage
  private let collector: TableCollector
  private var row = 0

  /// - Parameters:
  ///   - rowCount: how many records must come.
  ///   - only: the names of the wanted columns; nil: all.
  init(
    _ description: TableDescription, rowCount: Int, _ database: DatabaseImage, only: Set<String>?
  ) {
    self.database = database
    collector = TableCollector(description, rowCount: rowCount, path: database.path, only: only)
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
    row += 1
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
