import Table

/// Reads a record's key as bytes; several columns are joined by NUL, which no record holds. An object,
/// since to hand its columns around would count references for every key.
final class KeyReader: @unchecked Sendable {
  /// Keeps the cells alive.
  private let columns: [LoadedColumn]
  /// The cells of each column, and of the only one, as of most keys; and what they count from.
  private let parts: [UnsafePointer<UInt64>?]
  private let cells: UnsafePointer<UInt64>?
  private let base = UnsafePointer(Region.base)

  /// Of the columns that name a record, in the order of the definition.
  init(_ columns: [LoadedColumn]) {
    self.columns = columns
    parts = columns.map(\.textCells)
    cells = parts.count == 1 ? parts[0] : nil
  }

  /// Valid as long as the columns live and until the next call with the same buffer.
  @inline(__always)
  func key(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    if let cells {
      let ref = TextRef(bits: cells[row])
      if !ref.isNull { return ByteView(start: base + ref.offset, count: ref.length) }
    }
    return join(row, joined)
  }

  private func join(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    joined.removeAll()
    for place in parts.indices {
      if place > 0 { joined.append(0) }
      guard let ref = parts[place].map({ TextRef(bits: $0[row]) }), !ref.isNull else { continue }
      joined.append(ByteView(start: base + ref.offset, count: ref.length))
    }
    return joined.view
  }
}
