import Table

/// Reads a record's key as bytes; several columns are joined by NUL, which no record holds. An object,
/// since to hand its columns around would count references for every key.
final class KeyReader: @unchecked Sendable {
  private let columns: [LoadedColumn]
  /// The cells of the only column, as of most keys, and what they count from.
  private let cells: UnsafePointer<UInt64>?
  private let base = UnsafePointer(Region.base)

  /// Of the columns that name a record, in the order of the definition.
  init(_ columns: [LoadedColumn]) {
    self.columns = columns
    cells = columns.count == 1 ? columns[0].textCells : nil
  }

  convenience init(_ source: CompiledSource, _ batch: RecordBatch) {
    self.init(source.keyColumns.compactMap { batch.columns[$0] })
  }

  /// Valid as long as the columns live and until the next call with the same buffer.
  @inline(__always)
  func key(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    if let cells {
      let ref = TextRef(bits: cells[row])
      if !ref.isNull { return ByteView(start: base + ref.offset, count: ref.length) }
    }
    return join(row, joined, separator: 0)
  }

  /// As people write it: the parts joined by a hyphen.
  func shown(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    join(row, joined, separator: UInt8(ascii: "-"))
  }

  private func join(_ row: Int, _ joined: ByteBuffer, separator: UInt8) -> ByteView {
    joined.removeAll()
    for (place, column) in columns.enumerated() {
      if place > 0 { joined.append(separator) }
      if let part = column.text(row) { joined.append(part) }
    }
    return joined.view
  }
}
