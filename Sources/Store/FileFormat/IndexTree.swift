import Table

/// The tree of an index over some columns of a table, built from rows in the order of their keys.
enum IndexTree {
  /// Writes the index and returns the number of its root page.
  ///
  /// Order: the columns in turn, null first, then numbers, then text by bytes; the row id last.
  /// O(rows × log rows), or O(rows) if the table is in that order. Memory: 12 bytes a row and
  /// column.
  static func write(
    _ columns: [Column], rowCount: Int, into file: PageFile
  ) throws(StoreError) -> UInt32 {
    let sorted = KeyOrder.rows(of: columns, rowCount: rowCount)
    var keys = columns
    var rowIDs = (0..<max(rowCount, 0)).map { Int64($0 + 1) }
    if let sorted {
      keys = columns.map { Column($0.name, $0.type, $0.values.gather(sorted)) }
      rowIDs = sorted.map { Int64($0) + 1 }
    }
    keys.append(Column("rowid", .int, .numbers(rowIDs)))
    return try writeSorted(keys, rowCount: rowCount, into: file)
  }

  private static func writeSorted(
    _ keys: [Column], rowCount: Int, into file: PageFile
  ) throws(StoreError) -> UInt32 {
    let leaf = PageBuilder(.indexLeaf, size: file.pageSize)
    let cells = CellWriter(.indexLeaf, pageSize: file.pageSize)
    let encoder = RecordEncoder(columnCount: keys.count)
    // A page of its own for the one cell that goes up.
    let divider = PageBuilder(.indexLeaf, size: file.pageSize)
    var level = TreeLevel()
    for start in stride(from: 0, to: rowCount, by: encoder.capacity) {
      let rows = start..<min(start + encoder.capacity, rowCount)
      try encoder.load(keys, rows: rows)
      for row in 0..<rows.count {
        let cellSize = cells.cellSize(encoder.recordSize(row), rowID: 0)
        if leaf.fits(cellSize) {
          try cells.write(
            cells.record(row, of: encoder), rowID: 0, size: cellSize, to: leaf, pages: file)
          continue
        }
        // A cell that finds no room goes up and divides two leaves; but no leaf may stay empty:
        // in place of the last cell of all the one before it goes up.
        divider.reset()
        let isLast = start + row == rowCount - 1
        if isLast {
          let before = leaf.last
          divider.add(before.count).update(from: before.baseAddress!, count: before.count)
          leaf.removeLast()
        } else {
          try cells.write(
            cells.record(row, of: encoder), rowID: 0, size: cellSize, to: divider, pages: file)
        }
        level.add(try file.append(leaf, isGoingOn: true), divider: divider.last)
        if isLast {
          try cells.write(
            cells.record(row, of: encoder), rowID: 0, size: cellSize, to: leaf, pages: file)
        }
      }
    }
    level.finish(try file.append(leaf))
    return try level.build(.indexInterior, into: file) { (root, rightmost) throws(StoreError) in
      try file.append(root, rightmost: rightmost)
    }
  }
}
