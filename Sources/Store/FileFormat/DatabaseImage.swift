import Table

/// The pages of an SQLite file that this program published and nobody has altered since.
///
/// Every number read from the file is checked against the file's size before it is used, so that a
/// damaged file ends in an error. Nothing of the file is kept: pages are read when they are asked
/// for.
final class DatabaseImage: Sendable {
  private let file: OpenFile
  let pageSize: Int
  private let pageCount: Int
  let limit: PayloadLimit
  /// No record has more bytes.
  let longest: Int

  var path: String { file.path }
  var byteCount: Int { file.size }
  var damage: StoreError { StoreError(.damaged, "the file is damaged", path: path) }

  /// Nil if SQLite itself has to read the file, since it was altered after it was published.
  init?(_ file: OpenFile) throws(StoreError) {
    let notStageFile = StoreError(.damaged, "is not a stage file", path: file.path)
    guard file.size >= 512 else { throw notStageFile }
    let first = try PageSpan(1..<2, of: file, pageSize: 512)
    defer { withExtendedLifetime(first) {} }
    let head = first.page(1)
    guard head.starts(with: DatabaseHeader.magic) else { throw notStageFile }
    func field(_ field: DatabaseHeader.Field) -> Int {
      DatabaseHeader.read(field, head.baseAddress!)
    }
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
    longest = min(longestRecord, file.size)
    guard file.size == pageCount * size else {
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

  /// Some pages that lie one after another.
  func span(_ numbers: Range<Int>) throws(StoreError) -> PageSpan {
    guard numbers.lowerBound >= 1, numbers.upperBound - 1 <= pageCount else { throw damage }
    return try PageSpan(numbers, of: file, pageSize: pageSize)
  }

  /// One page.
  func span(_ number: Int) throws(StoreError) -> PageSpan {
    guard number >= 1, number <= pageCount else { throw damage }
    return try span(number..<number + 1)
  }

  /// Tells of each page that is visited, and throws if there are more than the file has: each page
  /// has one parent, so that means a circle.
  func count(_ visited: inout Int) throws(StoreError) {
    visited += 1
    guard visited <= pageCount else { throw damage }
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

  /// Calls `body` with each record of a leaf, in the order of the row ids. The bytes are valid during
  /// the call. O(bytes).
  ///
  /// - Parameters:
  ///   - span: holds the leaf, and perhaps other pages that its records go on in.
  ///   - scratch: where records that do not fit a page are put together.
  func forEachRecord(
    of leaf: Int, in span: PageSpan, _ scratch: ByteBuffer,
    _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    let page = span.page(leaf)
    let (kind, cellCount, pointers) = try head(of: page, leaf)
    guard kind == .tableLeaf else { throw damage }
    for cell in 0..<cellCount {
      let start = BigEndian.read(pointers + 2 * cell, width: 2)
      try body(try record(page, start, span, scratch))
    }
  }

  /// The record of a leaf's cell: in the page, or put together in `scratch`.
  @inline(__always)
  private func record(
    _ page: ByteView, _ start: Int, _ span: PageSpan, _ scratch: ByteBuffer
  ) throws(StoreError) -> ByteView {
    var place = start
    guard let total = Varint.read(page, &place), Varint.read(page, &place) != nil, total >= 0,
      total <= longest
    else { throw damage }
    let local = limit.local(total)
    guard local <= pageSize - place else { throw damage }
    if local == total { return page.slice(place, place + total) }
    guard local + 4 <= pageSize - place else { throw damage }
    try putTogether(page.slice(place, place + local + 4), total, span, scratch)
    return scratch.view
  }

  /// Puts a record together from what lies in its leaf, with the number of the next page at the end,
  /// and a chain of overflow pages.
  private func putTogether(
    _ local: ByteView, _ total: Int, _ span: PageSpan, _ scratch: ByteBuffer
  ) throws(StoreError) {
    scratch.removeAll()
    scratch.append(local.slice(0, local.count - 4))
    var next = BigEndian.read(local.baseAddress! + local.count - 4, width: 4)
    while scratch.count < total {
      // It was written just before its leaf, so mostly it is there.
      let holder = span.numbers.contains(next) ? span : try self.span(next)
      defer { withExtendedLifetime(holder) {} }
      let overflow = holder.page(next)
      let part = min(pageSize - 4, total - scratch.count)
      scratch.append(overflow.slice(4, 4 + part))
      next = BigEndian.read(overflow.baseAddress!, width: 4)
    }
    guard next == 0 else { throw damage }
  }
}
