public import Table

/// A run of a table's rows as the records that its pages are filled with.
///
/// Making them needs no other rows, so several threads can each make a run; a `BulkStageWriter` then
/// takes them one after another. Memory: the bytes of the records.
public final class RowRecords: @unchecked Sendable {
  // Written by `init` alone.
  private let bytes: ByteBuffer
  private var ends: [Int] = []
  let description: TableDescription

  /// How many rows there are.
  public var count: Int { ends.count }

  /// O(bytes).
  /// - Throws: `unwritable` if the rows are not as described, or a day is outside the years 0 to
  ///   9999.
  public init(_ rows: Table, _ description: TableDescription) throws(StoreError) {
    try description.check(rows)
    self.description = description
    bytes = ByteBuffer(capacity: rows.rowCount * 64)
    ends.reserveCapacity(rows.rowCount)
    let block = RecordBlock(columnCount: rows.columns.count)
    for start in stride(from: 0, to: rows.rowCount, by: block.capacity) {
      let run = start..<min(start + block.capacity, rows.rowCount)
      try block.load(rows.columns, rows: run)
      for row in 0..<run.count {
        let size = block.recordSize(row)
        bytes.append(atMost: size) { place in
          block.write(row, to: place)
          return size
        }
        ends.append(bytes.count)
      }
    }
  }

  /// The record of a row of the run. Valid while the run lives.
  @inline(__always)
  func record(_ row: Int) -> ByteView {
    bytes.view.slice(row == 0 ? 0 : ends[row - 1], ends[row])
  }
}
