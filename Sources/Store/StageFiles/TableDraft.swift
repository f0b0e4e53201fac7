import Table

/// A table of a stage file that is being written, a run of records after another.
///
/// Rows that have been added can be taken out again, so that they need not wait in memory until it
/// is known whether they stay: the file is the same as if they had never been added. Not safe to use
/// from two threads at once.
public final class TableDraft {
  let description: TableDescription
  private let pages: PageFile
  /// How many pages the file has before the table.
  private let pagesBefore: Int
  private(set) var tree: TableTree

  /// How many rows the table has.
  public var rowCount: Int { tree.rowCount }

  /// - Parameter isSummed: whether checksums are made.
  init(_ description: TableDescription, into pages: PageFile, isSummed: Bool = false) {
    self.description = description
    self.pages = pages
    pagesBefore = pages.pageCount
    tree = TableTree(columnCount: description.columns.count, into: pages, isSummed: isSummed)
  }

  /// The checksum of each group of leaves, by which `StoredTable` finds that they are as they were
  /// written: once the table is ended, if it was begun so that they are made.
  public var checksums: [UInt32] { tree.checksums }

  /// Adds records after those before them, or those of them for whose place among them the condition
  /// holds. O(bytes).
  ///
  /// - Throws: `noSpace` or `io`.
  public func add(
    _ records: RowRecords, where isKept: ((Int) -> Bool)? = nil
  ) throws(StoreError) {
    precondition(records.description == description, "records of another table")
    try tree.add(records, where: isKept)
  }

  /// Adds some rows of another table: whole leaves as they lie there, if the table has had as many
  /// rows so far, else one by one. The file is the same either way.
  ///
  /// - Parameter rows: rows of the other table, which may go on behind these leaves: then those that
  ///   follow there must be added next. O(bytes).
  /// - Throws: `damaged`, `noSpace` or `io`.
  public func add(_ leaves: StoredLeaves, rows: Range<Int>) throws(StoreError) {
    precondition(leaves.description == description, "rows of another table")
    for leaf in leaves.leaves where leaf.rows.overlaps(rows) {
      // What found no room in the last one may be a row that is not added.
      if leaf.isWhole, rows.lowerBound <= leaf.rows.lowerBound,
        leaf.rows.upperBound < rows.upperBound,
        try leaf.withPage({ (page) throws(StoreError) in
          try tree.add(leaf: page, rows: leaf.rows)
        })
      {
        continue
      }
      try leaves.forEachRecord(of: leaf, rows) { (record) throws(StoreError) in
        try tree.add(record)
      }
    }
  }

  /// Takes rows out again, by their places among all, from 0, in ascending order.
  ///
  /// From the leaf before the first of them on the table is read back and written anew where it lies.
  /// A row never comes to lie behind the place where it lay, for there is no more before it than
  /// there was: so no page is overwritten before it is read. O(bytes from there on); memory: a
  /// mebibyte and the longest record.
  /// - Throws: `noSpace` or `io`; `damaged` if the disk gives back other bytes than it was given.
  public func remove(_ places: some Sequence<Int>) throws(StoreError) {
    var places = places.makeIterator()
    var next = places.next()
    guard let first = next else { return }
    let leaves = try tree.endLeaves()
    let written = WrittenRows(pages, upTo: pages.pageCount)
    // The leaf before is written anew, too: its rows may turn out to be the last.
    let kept = max(0, (tree.leafEnds.firstIndex { $0 > first } ?? leaves.count - 1) - 1)
    try pages.cutBack(to: kept == 0 ? pagesBefore : Int(leaves[kept - 1]))
    tree = TableTree(
      after: kept, of: tree, columnCount: description.columns.count, into: pages)
    var row = tree.rowCount
    for leaf in leaves[kept...] {
      try written.forEachRecord(of: leaf) { (record) throws(StoreError) in
        if row == next { next = places.next() } else { try tree.add(record) }
        row += 1
      }
    }
  }
}

/// Reads rows back from pages of a file that is being written.
private final class WrittenRows {
  private let pages: PageFile
  private let limit: PayloadLimit
  /// Pages one after another, and which they are.
  private let ahead: UnsafeMutableRawBufferPointer
  private var held: Range<Int> = 0..<0
  private let pageCount: Int
  private let overflow: UnsafeMutableRawBufferPointer
  private let record = ByteBuffer()

  /// - Parameter pageCount: how many pages were written.
  init(_ pages: PageFile, upTo pageCount: Int) {
    self.pages = pages
    self.pageCount = pageCount
    limit = .table(pageSize: pages.pageSize)
    // As reading past the page cache wants it.
    ahead = .allocate(
      byteCount: max(1, (1 << 20) / pages.pageSize) * pages.pageSize, alignment: 4096)
    overflow = .allocate(byteCount: pages.pageSize, alignment: 4096)
  }

  deinit {
    ahead.deallocate()
    overflow.deallocate()
  }

  /// The record of each cell of a leaf, valid during the call.
  func forEachRecord(
    of number: UInt32, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    let page = try readAhead(Int(number))
    guard page[0] == PageKind.tableLeaf.rawValue, let base = page.baseAddress else { throw damage }
    let pointers = base + PageKind.tableLeaf.headerSize
    for cell in 0..<BigEndian.read(base + 3, width: 2) {
      try body(try payload(page, BigEndian.read(pointers + 2 * cell, width: 2)))
    }
  }

  private func payload(_ page: ByteView, _ start: Int) throws(StoreError) -> ByteView {
    var place = start
    guard let total = Varint.read(page, &place), Varint.read(page, &place) != nil else {
      throw damage
    }
    let local = limit.local(total)
    guard place + local + (local < total ? 4 : 0) <= page.count else { throw damage }
    if local == total { return page.slice(place, place + total) }
    record.removeAll()
    record.append(page.slice(place, place + local))
    var next = BigEndian.read(page.baseAddress! + place + local, width: 4)
    while record.count < total {
      guard next > 0 else { throw damage }
      let part = try read(UInt32(next), into: overflow)
      record.append(part.slice(4, 4 + min(part.count - 4, total - record.count)))
      next = BigEndian.read(part.baseAddress!, width: 4)
    }
    return record.view
  }

  /// A page, and with it those behind it: leaves lie one after another.
  private func readAhead(_ number: Int) throws(StoreError) -> ByteView {
    if !held.contains(number) {
      let count = min(ahead.count / pages.pageSize, pageCount + 1 - number)
      guard count > 0 else { throw damage }
      held = 0..<0
      try pages.read(UInt32(number), count: count, into: ahead.baseAddress!)
      held = number..<number + count
    }
    let start = (number - held.lowerBound) * pages.pageSize
    return UnsafeRawBufferPointer(rebasing: ahead[start..<start + pages.pageSize])
      .assumingMemoryBound(to: UInt8.self)
  }

  private func read(
    _ number: UInt32, into room: UnsafeMutableRawBufferPointer
  ) throws(StoreError) -> ByteView {
    try pages.read(number, into: room.baseAddress!)
    return ByteView(room.bindMemory(to: UInt8.self))
  }

  private var damage: StoreError {
    StoreError(.damaged, "what was written is read back otherwise")
  }
}
