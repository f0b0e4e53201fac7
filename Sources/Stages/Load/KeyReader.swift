import Table

/// Reads a record's key as bytes; several columns are joined by NUL, which no record holds.
struct KeyReader {
  private let columns: [LoadedColumn]

  /// Of the columns that name a record, in the order of the definition.
  init(_ columns: [LoadedColumn]) { self.columns = columns }

  init(_ source: CompiledSource, _ batch: RecordBatch) {
    self.init(source.keyColumns.compactMap { batch.columns[$0] })
  }

  /// Valid as long as the columns live and until the next call with the same buffer.
  func key(_ row: Int, _ joined: ByteBuffer) -> ByteView { join(row, joined, separator: 0) }

  /// As people write it: the parts joined by a hyphen.
  func shown(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    join(row, joined, separator: UInt8(ascii: "-"))
  }

  private func join(_ row: Int, _ joined: ByteBuffer, separator: UInt8) -> ByteView {
    if columns.count == 1, let key = columns[0].text(row) { return key }
    joined.removeAll()
    for (place, column) in columns.enumerated() {
      if place > 0 { joined.append(separator) }
      if let part = column.text(row) { joined.append(part) }
    }
    return joined.view
  }
}
