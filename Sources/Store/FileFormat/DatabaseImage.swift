import Table

/// The pages of an SQLite file that this program published and nobody has altered since.
///
/// Every number read from the file is checked against the file's size before it is used, so that a
/// damaged file ends in an error.
final class DatabaseImage: Sendable {
  private let file: MappedFile
  private let pageSize: Int
  private let pageCount: Int
  private let limit: PayloadLimit

  var path: String { file.path }
  var byteCount: Int { file.bytes.count }
  var damage: StoreError { StoreError(.damaged, "the file is damaged", path: path) }

  /// Nil if SQLite itself has to read the file, since it was altered after it was published.
  init?(_ file: MappedFile) throws(StoreError) {
    let notStageFile = StoreError(.damaged, "is not a stage file", path: file.path)
    guard file.bytes.count >= 512, let head = file.bytes.baseAddress,
      file.bytes.starts(with: DatabaseHeader.magic)
    else { throw notStageFile }
    func field(_ field: DatabaseHeader.Field) -> Int { DatabaseHeader.read(field, head) }
    try DatabaseImage.check(
      applicationID: field(.applicationID), userVersion: field(.userVersion), file.path)
    let size = field(.pageSize) == 1 ? 65536 : field(.pageSize)
    guard size >= 512, size & (size - 1) == 0 else { throw notStageFile }
    guard field(.changeCounter) == DatabaseHeader.untouchedCounter,
      field(.validFor) == DatabaseHeader.untouchedCounter, field(.freePages) == 0
    else { return nil }
    self.file = file
    pageSize = size
    pageCount = field(.pageCount)
    limit = .table(pageSize: size)
    guard file.bytes.count == pageCount * size else {
      throw StoreError(.damaged, "the file is not as long as it was written", path: file.path)
    }
  }

  /// Refuses a database of another program, or of a newer version of this one.
  static func check(
    applicationID: Int, userVersion: Int, _ path: String
  ) throws(StoreError) {
    guard applicationID == DatabaseHeader.applicationID else {
      throw StoreError(.damaged, "is not a stage file", path: path)
    }
    guard userVersion <= DatabaseHeader.partedLayoutVersion else {
      throw StoreError(.newer, "was written by a newer version of this program", path: path)
    }
  }

  /// Calls `body` with each record of a table, in the order of the row ids. The bytes are valid
  /// during the call. O(bytes).
  func forEachRecord(
    root: Int, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    let scratch = ByteBuffer()
    try forEachLeaf(root: root) { (page, pointers, cellCount) throws(StoreError) in
      for cell in 0..<cellCount {
        let start = BigEndian.read(pointers + 2 * cell, width: 2)
        try body(try record(page, start, scratch))
      }
    }
  }

  /// How many records a table has: as many as the heads of its leaves say. O(pages).
  func countRecords(root: Int) throws(StoreError) -> Int {
    var count = 0
    try forEachLeaf(root: root) { (_, _, cellCount) in count += cellCount }
    return count
  }

  /// Calls `body` with each leaf of a table in order: the page, its cell pointers, their number.
  private func forEachLeaf(
    root: Int, _ body: (ByteView, UnsafePointer<UInt8>, Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    // Pages still to be visited, the next last. Each page has one parent, so more than there are
    // means a circle.
    var waiting = [root]
    var visited = 0
    var released = 0
    while let number = waiting.popLast() {
      visited += 1
      guard visited <= pageCount else { throw damage }
      let page = try page(number)
      let (kind, cellCount, pointers) = try head(of: page, number)
      if kind == .tableLeaf {
        try body(page, pointers, cellCount)
        // Leaves lie one after another: of a large file only some are in memory at a time.
        if (number - released) * pageSize > 32 << 20 {
          if released < number { release(released + 1...number) }
          released = number
        }
        continue
      }
      waiting.append(BigEndian.read(pointers - 4, width: 4))
      for cell in stride(from: cellCount - 1, through: 0, by: -1) {
        let start = BigEndian.read(pointers + 2 * cell, width: 2)
        guard start + 4 <= pageSize else { throw damage }
        waiting.append(BigEndian.read(page.baseAddress! + start, width: 4))
      }
    }
  }

  /// The kind of a page of a table, how many cells it has, and where their pointers lie.
  func head(
    of page: ByteView, _ number: Int
  ) throws(StoreError) -> (kind: PageKind, cellCount: Int, pointers: UnsafePointer<UInt8>) {
    let header = number == 1 ? DatabaseHeader.size : 0
    let cellCount = BigEndian.read(page.baseAddress! + header + 3, width: 2)
    // A cell takes four bytes at least, and two for its pointer.
    guard let kind = PageKind(rawValue: page[header]),
      kind == .tableLeaf || kind == .tableInterior,
      header + kind.headerSize + 6 * cellCount <= pageSize
    else { throw damage }
    return (kind, cellCount, page.baseAddress! + header + kind.headerSize)
  }

  /// Lets go of the memory of pages that are not read again soon.
  func release(_ pages: ClosedRange<Int>) {
    file.release((pages.lowerBound - 1) * pageSize..<pages.upperBound * pageSize)
  }

  func page(_ number: Int) throws(StoreError) -> ByteView {
    guard number >= 1, number <= pageCount else { throw damage }
    return file.bytes.slice((number - 1) * pageSize, number * pageSize)
  }

  /// The record of a leaf's cell: in the page, or put together in `scratch`.
  @inline(__always)
  func record(
    _ page: ByteView, _ start: Int, _ scratch: ByteBuffer
  ) throws(StoreError) -> ByteView {
    var place = start
    guard let total = Varint.read(page, &place), Varint.read(page, &place) != nil, total >= 0,
      total <= longestRecord
    else { throw damage }
    let local = limit.local(total)
    guard local <= pageSize - place else { throw damage }
    if local == total { return page.slice(place, place + total) }
    guard local + 4 <= pageSize - place else { throw damage }
    scratch.removeAll()
    scratch.append(page.slice(place, place + local))
    var next = BigEndian.read(page.baseAddress! + place + local, width: 4)
    while scratch.count < total {
      let overflow = try self.page(next)
      let part = min(pageSize - 4, total - scratch.count)
      scratch.append(overflow.slice(4, 4 + part))
      next = BigEndian.read(overflow.baseAddress!, width: 4)
    }
    guard next == 0 else { throw damage }
    return scratch.view
  }
}
