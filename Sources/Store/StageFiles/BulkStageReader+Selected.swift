import Table

extension BulkStageReader {
  func read(
    _ table: String, columns: Set<String>, where key: String, isOneOf keys: KeyIndex, threads: Int
  ) throws(StoreError) -> SelectedRows {
    let description = try description(of: table)
    return try description.isParted
      ? selected(inPartsOf: description, columns, key, keys, threads: threads)
      : selected(of: description, columns: columns, key, keys, threads: threads)
  }

  func selected(
    of description: TableDescription, columns: Set<String>, _ key: String, _ keys: KeyIndex,
    threads: Int
  ) throws(StoreError) -> SelectedRows {
    guard let column = description.columns.firstIndex(where: { $0.name == key }),
      description.columns[column].type.isText
    else { throw database.damage }
    let (root, rowCount) = try place(of: description)
    // Nothing is read for nothing.
    let runs = try database.leafRuns(
      root: root, rowCount: keys.count == 0 ? 0 : rowCount, least: rowsAtATime)
    let selection = RunSelection(
      database: database, description: description, columns: columns, key: column, keys: keys,
      filter: KeyFilter(keys), runs: runs, leaves: LeafReader(database, runs))
    let found = try Workers.map(runs.count, threads: threads) {
      (number) throws(StoreError) in try selection.rows(of: number)
    }
    return SelectedRows(found, of: keys)
  }
}

/// Which rows of a table are looked for.
private struct RunSelection: Sendable {
  let database: DatabaseImage
  let description: TableDescription
  let columns: Set<String>
  /// The place of the column that holds the keys.
  let key: Int
  let keys: KeyIndex
  let filter: KeyFilter
  let runs: [LeafRun]
  let leaves: LeafReader

  func rows(of run: Int) throws(StoreError) -> FoundRows {
    let rows = runs[run].rows
    let reading = TableReading(description, rowCount: rows.count, database, only: columns)
    var found = FoundRows()
    var row = Int32(rows.lowerBound)
    try leaves.forEachRecord(of: run) { (record) throws(StoreError) in
      defer { row += 1 }
      guard let value = try text(record), filter.mayHold(value), let id = keys.find(value)
      else { return }
      try reading.add(record)
      found.numbers.append(row)
      found.ids.append(Int32(id))
    }
    found.table = reading.rows()
    return found
  }

  /// The key of a record; nil for null. O(columns before it).
  @inline(__always)
  private func text(_ record: ByteView) throws(StoreError) -> ByteView? {
    var header = 0
    guard let headerSize = Varint.read(record, &header), headerSize >= header,
      headerSize <= record.count
    else { throw database.damage }
    let head = record.slice(0, headerSize)
    var body = headerSize
    for place in 0...key {
      guard let serial = Varint.read(head, &header), serial >= 0 else { throw database.damage }
      let size = serial >= 12 ? (serial - 12) / 2 : Serial.width(UInt32(serial))
      guard size <= record.count - body else { throw database.damage }
      if place == key {
        return serial >= 13 && serial & 1 == 1 ? record.slice(body, body + size) : nil
      }
      body += size
    }
    return nil
  }
}
