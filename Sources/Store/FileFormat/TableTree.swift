import Table

/// The tree of a table, written leaf after leaf in the order of the row ids 1, 2, 3 ….
///
/// Rows come in any number of runs: the file is the same however they are cut.
final class TableTree {
  private let file: PageFile
  private let spare: Int
  private let leaf: PageBuilder
  private let cells: CellWriter
  private let encoder: RecordEncoder
  private var level = TreeLevel()
  /// How many rows have been added.
  private(set) var rowCount = 0
  /// How many rows there are up to the end of each leaf that is written.
  private(set) var leafEnds: [Int] = []
  /// The checksum up to the end of each leaf that is written, of the group that it is in, if wanted.
  private var leafSums: [UInt32] = []

  /// - Parameters:
  ///   - spare: room to leave in every page.
  ///   - isSummed: whether checksums are made.
  init(columnCount: Int, into file: PageFile, spare: Int = 0, isSummed: Bool = false) {
    self.file = file
    self.spare = spare
    leaf = PageBuilder(.tableLeaf, size: file.pageSize, spare: spare)
    cells = CellWriter(.tableLeaf, pageSize: file.pageSize)
    cells.checksum = isSummed ? LeafChecksum() : nil
    encoder = RecordEncoder(columnCount: columnCount)
  }

  /// Goes on behind the first leaves of another tree, none of which is its last.
  convenience init(
    after leaves: Int, of other: TableTree, columnCount: Int, into file: PageFile
  ) {
    self.init(columnCount: columnCount, into: file)
    level = other.level.prefix(leaves)
    leafEnds = Array(other.leafEnds[..<leaves])
    rowCount = leafEnds.last ?? 0
    guard other.cells.checksum != nil else { return }
    leafSums = Array(other.leafSums[..<leaves])
    let isGroupBegun = leaves % LeafChecksum.leavesAGroup > 0
    cells.checksum = LeafChecksum(after: isGroupBegun ? leafSums[leaves - 1] : 0)
  }

  /// The checksum of each group of leaves, once all are written; none if they were not wanted.
  var checksums: [UInt32] {
    leafSums.indices.filter { isLastOfGroup($0) || $0 + 1 == leafSums.count }.map { leafSums[$0] }
  }

  private func isLastOfGroup(_ leaf: Int) -> Bool { (leaf + 1) % LeafChecksum.leavesAGroup == 0 }

  /// Adds rows after those before them. O(bytes).
  func add(_ columns: [Column], rowCount count: Int) throws(StoreError) {
    for start in stride(from: 0, to: count, by: encoder.capacity) {
      let rows = start..<min(start + encoder.capacity, count)
      try encoder.load(columns, rows: rows)
      for row in 0..<rows.count {
        rowCount += 1
        let cellSize = cells.cellSize(encoder.recordSize(row), rowID: rowCount)
        if !leaf.fits(cellSize) { try endLeaf(before: rowCount) }
        try cells.write(
          cells.record(row, of: encoder), rowID: rowCount, size: cellSize, to: leaf, pages: file)
      }
    }
  }

  /// Adds the rows of a leaf of another table as it lies there, if as many rows come before it here
  /// and those that wait have filled a leaf; false if its rows must be added one by one.
  ///
  /// The row that is added next must be the one behind them in the other table: it is what found no
  /// room in the leaf. O(bytes).
  func add(leaf page: ByteView, rows: Range<Int>) throws(StoreError) -> Bool {
    guard rowCount == rows.lowerBound, page.count == file.pageSize, !rows.isEmpty else {
      return false
    }
    if leaf.count > 0 {
      // The first cell lies at the page's end.
      let first = BigEndian.read(page.baseAddress! + PageKind.tableLeaf.headerSize, width: 2)
      guard !leaf.fits(page.count - first) else { return false }
      try endLeaf(before: rowCount + 1)
    }
    let number = try file.append(page.baseAddress!)
    addSum(of: page)
    rowCount = rows.upperBound
    divide(after: number, lastRowID: rowCount)
    return true
  }

  /// Adds rows that are records already, or those of them for which the condition holds. O(bytes).
  func add(_ records: RowRecords, where isKept: ((Int) -> Bool)? = nil) throws(StoreError) {
    let (leaf, cells, file) = (leaf, cells, file)
    try records.forEachRecord(where: isKept) { (record) throws(StoreError) in
      try add(record, to: leaf, cells, file)
    }
  }

  /// Adds a row that is a record already.
  func add(_ record: ByteView) throws(StoreError) { try add(record, to: leaf, cells, file) }

  /// As `add(_:)`; the tree's own leaf, cells and file.
  @inline(__always)
  private func add(
    _ record: ByteView, to leaf: PageBuilder, _ cells: CellWriter, _ file: PageFile
  ) throws(StoreError) {
    rowCount += 1
    let cellSize = cells.cellSize(record.count, rowID: rowCount)
    if !leaf.fits(cellSize) { try endLeaf(before: rowCount) }
    try cells.write(record, rowID: rowCount, size: cellSize, to: leaf, pages: file)
  }

  /// Writes the last leaf and says where all are, in the order of the rows. No row can be added
  /// after that.
  func endLeaves() throws(StoreError) -> [UInt32] {
    if leaf.count > 0 {
      level.finish(try file.append(leaf))
      addSum(of: leaf.finished)
    }
    return level.pages
  }

  /// Writes what is left and the interior pages, and returns the number of the root page.
  func finish() throws(StoreError) -> UInt32 {
    try finish { (root, rightmost) throws(StoreError) in
      try file.append(root, rightmost: rightmost)
    }
  }

  /// Writes a table of two rows or more with its root as the first page, and returns the bytes of
  /// that page, in which the head of the file is still empty.
  static func writeSchema(
    _ columns: [Column], rowCount: Int, into file: PageFile
  ) throws(StoreError) -> PageBuilder {
    let tree = TableTree(columnCount: columns.count, into: file, spare: DatabaseHeader.size)
    try tree.add(columns, rowCount: rowCount)
    var first: PageBuilder?
    _ = try tree.finish { (root, rightmost) throws(StoreError) in
      precondition(root.fitsFirstPage, "a schema of one long row")
      root.finish(at: DatabaseHeader.size, rightmost: rightmost)
      first = root
      return 1
    }
    return first!
  }

  private func finish(
    placeRoot: (PageBuilder, UInt32) throws(StoreError) -> UInt32
  ) throws(StoreError) -> UInt32 {
    let isEmpty = leaf.count == 0
    let root: UInt32?
    if level.pages.isEmpty {
      root = try placeRoot(leaf, 0)
    } else {
      level.finish(try file.append(leaf))
      root = nil
    }
    if !isEmpty { addSum(of: leaf.finished) }
    if let root { return root }
    return try level.build(.tableInterior, into: file, spare: spare, placeRoot: placeRoot)
  }

  /// Writes the leaf, which has no room for the row with that id.
  private func endLeaf(before rowID: Int) throws(StoreError) {
    let page = try file.append(leaf, isGoingOn: true)
    addSum(of: leaf.finished)
    divide(after: page, lastRowID: rowID - 1)
  }

  /// Ends a leaf that is written; another must follow.
  private func divide(after page: UInt32, lastRowID: Int) {
    leafEnds.append(lastRowID)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 9) { divider in
      let start = divider.baseAddress!
      level.add(
        page, divider: ByteView(start: start, count: Varint.write(lastRowID, start) - start))
    }
  }

  /// Adds a leaf that has just been written to the checksum of its group.
  private func addSum(of page: ByteView) {
    guard var checksum = cells.checksum else { return }
    checksum.end(page)
    leafSums.append(checksum.value)
    cells.checksum = isLastOfGroup(leafSums.count - 1) ? LeafChecksum() : checksum
  }
}
