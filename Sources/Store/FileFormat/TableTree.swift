import Table

/// The tree of a table, written leaf after leaf in the order of the row ids 1, 2, 3 ….
enum TableTree {
  /// Writes the rows of the columns and returns the number of the root page. O(bytes).
  static func write(
    _ columns: [Column], rowCount: Int, into file: PageFile
  ) throws(StoreError) -> UInt32 {
    try write(columns, rowCount: rowCount, into: file, spare: 0) {
      (root, rightmost) throws(StoreError) in
      try file.append(root, rightmost: rightmost)
    }
  }

  /// Writes a table of two rows or more with its root as the first page, and returns the bytes of
  /// that page, in which the head of the file is still empty.
  static func writeSchema(
    _ columns: [Column], rowCount: Int, into file: PageFile
  ) throws(StoreError) -> PageBuilder {
    var first: PageBuilder?
    _ = try write(columns, rowCount: rowCount, into: file, spare: DatabaseHeader.size) {
      (root, rightmost) throws(StoreError) in
      precondition(root.fitsFirstPage, "a schema of one long row")
      root.finish(at: DatabaseHeader.size, rightmost: rightmost)
      first = root
      return 1
    }
    return first!
  }

  private static func write(
    _ columns: [Column], rowCount: Int, into file: PageFile, spare: Int,
    placeRoot: (PageBuilder, UInt32) throws(StoreError) -> UInt32
  ) throws(StoreError) -> UInt32 {
    let leaf = PageBuilder(.tableLeaf, size: file.pageSize, spare: spare)
    let cells = CellWriter(.tableLeaf, pageSize: file.pageSize)
    let block = RecordBlock(columnCount: columns.count)
    var level = TreeLevel()
    for start in stride(from: 0, to: rowCount, by: block.capacity) {
      let rows = start..<min(start + block.capacity, rowCount)
      try block.load(columns, rows: rows)
      for row in 0..<rows.count {
        let rowID = start + row + 1
        let cellSize = cells.cellSize(block.recordSize(row), rowID: rowID)
        if !leaf.fits(cellSize) { try end(leaf, lastRowID: rowID - 1, &level, file) }
        try cells.write(block, row, rowID: rowID, to: leaf.add(cellSize), pages: file)
      }
    }
    guard !level.pages.isEmpty else { return try placeRoot(leaf, 0) }
    level.finish(try file.append(leaf))
    return try level.build(.tableInterior, into: file, spare: spare, placeRoot: placeRoot)
  }

  private static func end(
    _ leaf: PageBuilder, lastRowID: Int, _ level: inout TreeLevel, _ file: PageFile
  ) throws(StoreError) {
    let page = try file.append(leaf)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 9) { divider in
      let start = divider.baseAddress!
      level.add(
        page, divider: ByteView(start: start, count: Varint.write(lastRowID, start) - start))
    }
  }
}
