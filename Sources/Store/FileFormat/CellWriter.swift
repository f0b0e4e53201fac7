import Table

/// Writes the records of an encoder into cells of a leaf, spilling long ones into overflow pages.
///
/// A cell is the payload's length, the row id (in tables), and the payload or its beginning with
/// the number of its first overflow page.
final class CellWriter {
  private let limit: PayloadLimit
  /// Of the leaves that are filled with the cells, if it is wanted.
  var checksum: LeafChecksum?
  private let hasRowID: Bool
  /// Room for a record of an encoder, which writes more than its bytes.
  @exclusivity(unchecked) private var room = UnsafeMutableBufferPointer<UInt8>(
    start: nil, count: 0)

  init(_ kind: PageKind, pageSize: Int) {
    hasRowID = kind == .tableLeaf
    limit = hasRowID ? .table(pageSize: pageSize) : .index(pageSize: pageSize)
  }

  deinit { room.deallocate() }

  /// The size of the cell of a payload of `total` bytes.
  @inline(__always)
  func cellSize(_ total: Int, rowID: Int) -> Int {
    let local = limit.local(total)
    let head = Varint.length(total) + (hasRowID ? Varint.length(rowID) : 0)
    return head + local + (local < total ? 4 : 0)
  }

  /// The record of a row that an encoder has taken in. Valid until the next is asked for.
  @inline(__always)
  func record(_ row: Int, of encoder: RecordEncoder) -> ByteView {
    let size = encoder.recordSize(row)
    if room.count < size + Bytes.ample {
      room.deallocate()
      room = .allocate(capacity: 2 * size + Bytes.ample)
    }
    let bytes = room.baseAddress.unsafelyUnwrapped
    encoder.write(row, to: bytes)
    return ByteView(start: bytes, count: size)
  }

  /// Adds the cell of a record, of `cellSize`, to a page in which it finds room.
  @inline(__always)
  func write(
    _ record: ByteView, rowID: Int, size cellSize: Int, to page: PageBuilder, pages: PageFile
  ) throws(StoreError) {
    guard record.count <= limit.most else {
      return try spill(record, rowID: rowID, size: cellSize, to: page, pages)
    }
    head(record, rowID, page.add(cellSize))
      .update(from: record.baseAddress.unsafelyUnwrapped, count: record.count)
  }

  /// Writes what comes before the payload and says where that belongs.
  @inline(__always)
  private func head(
    _ record: ByteView, _ rowID: Int, _ to: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let place = Varint.write(record.count, to)
    return hasRowID ? Varint.write(rowID, place) : place
  }

  private func spill(
    _ record: ByteView, rowID: Int, size cellSize: Int, to page: PageBuilder, _ pages: PageFile
  ) throws(StoreError) {
    let local = limit.local(record.count)
    let rest = record.slice(local, record.count)
    checksum?.add(spilled: rest)
    // Before there is a cell: other pages may move the one that is being filled.
    let first = try pages.appendOverflow(rest)
    let place = head(record, rowID, page.add(cellSize))
    place.update(from: record.baseAddress.unsafelyUnwrapped, count: local)
    BigEndian.write(Int64(first), width: 4, place + local)
  }
}
