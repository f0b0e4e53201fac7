public import Table

/// A run of a table's rows as the records that its pages are filled with.
///
/// Making them needs no other rows, so several threads can each make a run; a `BulkStageWriter` then
/// takes them one after another. Memory: the bytes of the records.
public final class RowRecords: Sendable {
  private let room: Region.Block
  /// Where each record ends.
  private let ends: [UInt32]
  let description: TableDescription

  /// How many rows there are.
  public var count: Int { ends.count }

  /// How many bytes they have in all.
  public var byteCount: Int { ends.last.map(Int.init) ?? 0 }

  /// The rows of a table, in runs. O(bytes).
  ///
  /// - Throws: as `RowRecordsBuilder.add`.
  public static func runs(
    of rows: Table, _ description: TableDescription
  ) throws(StoreError) -> [RowRecords] {
    let builder = RowRecordsBuilder(description)
    try builder.add(rows)
    return builder.finish()
  }

  fileprivate init(_ room: Region.Block, _ ends: [UInt32], _ description: TableDescription) {
    self.room = room
    self.ends = ends
    self.description = description
  }

  /// Calls `body` with the record of each row, or of each for which the condition holds; valid during
  /// the call.
  @inline(__always)
  func forEachRecord(
    where isKept: ((Int) -> Bool)? = nil, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    defer { withExtendedLifetime(room) {} }
    // Both fetched once: to ask an object for every row counts its references.
    let base = UnsafePointer(room.base)
    try ends.withUnsafeBufferPointer { (ends) throws(StoreError) in
      var start = 0
      for row in 0..<ends.count {
        let end = Int(ends[row])
        if isKept?(row) ?? true { try body(ByteView(start: base + start, count: end &- start)) }
        start = end
      }
    }
  }
}

/// The cells of a column where they were made: the bits of references to texts, or of numbers. Does not keep
/// them alive.
public struct CellColumn {
  let type: ColumnType
  let cells: UnsafeBufferPointer<UInt64>

  public init(_ type: ColumnType, _ cells: UnsafeBufferPointer<UInt64>) {
    self.type = type
    self.cells = cells
  }
}

/// Makes rows into records, which it gathers in runs of a quarter of a mebibyte: memory that is filled to the
/// brim, however many rows come at a time. For one thread.
public final class RowRecordsBuilder {
  private let description: TableDescription
  private let encoder: RecordEncoder
  // No overlapping access to these can be written, and checking for one at run time would cost more
  // than to make a short record.
  @exclusivity(unchecked) private var full: [RowRecords] = []
  @exclusivity(unchecked) private var room: Region.Block?
  /// The room's first byte, and how many it has.
  @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>?
  @exclusivity(unchecked) private var limit = 0
  @exclusivity(unchecked) private var ends: [UInt32] = []
  @exclusivity(unchecked) private var end = 0

  private static let roomSize = 1 << 18

  /// For the rows of a table.
  public init(_ description: TableDescription) {
    self.description = description
    encoder = RecordEncoder(columnCount: description.columns.count)
  }

  /// Adds rows after those before them. O(bytes).
  ///
  /// - Throws: `unwritable` if the rows are not as described, or a day is outside the years 0 to
  ///   9999.
  public func add(_ rows: Table) throws(StoreError) {
    try description.check(rows)
    try add(checked: rows)
  }

  /// Adds rows whose cells lie where they were made: of each column of the table, in their order, so
  /// many. O(bytes).
  ///
  /// - Throws: `unwritable` if a day is outside the years 0 to 9999.
  public func add(_ columns: [CellColumn], rowCount: Int) throws(StoreError) {
    precondition(
      columns.elementsEqual(description.columns) {
        $0.type == $1.type && $0.cells.count == rowCount
      },
      "columns of another table")
    for start in stride(from: 0, to: rowCount, by: encoder.capacity) {
      let run = start..<min(start + encoder.capacity, rowCount)
      try encoder.load(columns, of: description, rows: run)
      for row in 0..<run.count { encoder.write(row, to: place(of: encoder.recordSize(row))) }
    }
  }

  /// Adds rows that are as described.
  func add(checked rows: Table) throws(StoreError) {
    for start in stride(from: 0, to: rows.rowCount, by: encoder.capacity) {
      let run = start..<min(start + encoder.capacity, rows.rowCount)
      try encoder.load(rows.columns, rows: run)
      for row in 0..<run.count { encoder.write(row, to: place(of: encoder.recordSize(row))) }
    }
  }

  /// Adds a row that is a record already.
  func add(_ record: ByteView) {
    place(of: record.count).update(from: record.baseAddress!, count: record.count)
  }

  /// Where the next record, of that size, is to be written; `Bytes.ample` more may be written over.
  @inline(__always)
  private func place(of size: Int) -> UnsafeMutablePointer<UInt8> {
    if end &+ size > limit { turn(to: size) }
    guard let base else { fatalError("no addresses are left") }
    let place = base + end
    end &+= size
    ends.append(UInt32(truncatingIfNeeded: end))
    return place
  }

  /// All rows since it was last asked, in runs.
  public func finish() -> [RowRecords] {
    turn(to: 0)
    defer { full = [] }
    return full
  }

  /// Ends a run, and makes room for one that begins with a record of that size.
  private func turn(to size: Int) {
    if let room, !ends.isEmpty {
      room.trim(to: end)
      full.append(RowRecords(room, ends, description))
    }
    ends.removeAll(keepingCapacity: true)
    end = 0
    room = size > 0 ? Region.Block(size: max(size + Bytes.ample, Self.roomSize)) : nil
    base = room?.base
    limit = room.map { $0.size - Bytes.ample } ?? 0
  }
}
