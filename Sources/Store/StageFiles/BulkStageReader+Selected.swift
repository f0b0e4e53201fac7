import Table

extension BulkStageReader {
  func read(
    _ table: String, columns: Set<String>, where key: String, isOneOf keys: KeyIndex
  ) throws(StoreError) -> SelectedRows {
    let description = try description(of: table)
    guard let place = description.columns.firstIndex(where: { $0.name == key }),
      description.columns[place].type.isText, let root = roots[table]
    else { throw database.damage }
    let reading = TableReading(description, rowCount: keys.count, database, only: columns)
    var first = FirstOccurrences(keys)
    var numbers: [Int32] = []
    var row = 0
    try database.forEachRecord(root: root) { (record) throws(StoreError) in
      defer { row += 1 }
      guard let value = try text(record, place), first.takes(value) else { return }
      try reading.add(record)
      numbers.append(Int32(row))
    }
    return SelectedRows(reading.rows(), numbers)
  }

  /// The text in a column of a record; nil for null. O(columns before it).
  @inline(__always)
  private func text(_ record: ByteView, _ column: Int) throws(StoreError) -> ByteView? {
    var header = 0
    guard let headerSize = Varint.read(record, &header), headerSize >= header,
      headerSize <= record.count
    else { throw database.damage }
    let head = record.slice(0, headerSize)
    var body = headerSize
    for place in 0...column {
      guard let serial = Varint.read(head, &header), serial >= 0 else { throw database.damage }
      let size = serial >= 12 ? (serial - 12) / 2 : Serial.width(UInt32(serial))
      guard size <= record.count - body else { throw database.damage }
      if place == column {
        return serial >= 13 && serial & 1 == 1 ? record.slice(body, body + size) : nil
      }
      body += size
    }
    return nil
  }
}
