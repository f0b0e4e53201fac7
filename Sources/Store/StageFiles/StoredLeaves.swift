public import Table

/// Some leaves of a table of a published file, one after another, in memory: with what their rows have
/// in other pages, and never read from the file again.
public struct StoredLeaves: Sendable {
  /// The rows of the table, from 0, that lie in them.
  public let rows: Range<Int>
  /// Of the leaves and what their rows have in other pages.
  public let checksum: UInt32
  let description: TableDescription
  let leaves: [Leaf]
  private let database: DatabaseImage

  struct Leaf: Sendable {
    /// The rows of the table that lie in it.
    let rows: Range<Int>
    private let span: PageSpan
    private let page: Int
    /// If some of them go on in other pages: all of them, so that what is added is what was summed.
    private let records: [RowRecords]?

    /// False if some of its rows go on in other pages.
    var isWhole: Bool { records == nil }

    fileprivate init(
      _ page: Int, _ rows: Range<Int>, in span: PageSpan, of database: DatabaseImage,
      _ description: TableDescription, _ sum: inout LeafChecksum
    ) throws(StoreError) {
      self.rows = rows
      self.span = span
      self.page = page
      defer { withExtendedLifetime(span) {} }
      let (cellCount, isWhole) = try database.content(ofLeaf: page, in: span)
      guard cellCount == rows.count else { throw database.damage }
      if isWhole {
        records = nil
      } else {
        let builder = RowRecordsBuilder(description)
        try database.forEachRecord(of: page, in: span, ByteBuffer()) { (record) in
          sum.add(spilled: database.spilled(record))
          builder.add(record)
        }
        records = builder.finish()
      }
      sum.end(span.page(page))
    }

    /// Calls `body` with the page. O(1) and what `body` takes.
    func withPage<Result>(
      _ body: (ByteView) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
      defer { withExtendedLifetime(span) {} }
      return try body(span.page(page))
    }

    /// Calls `body` with each row and its record, valid during the call. O(bytes).
    fileprivate func forEachRecord(
      of database: DatabaseImage, _ body: (Int, ByteView) throws(StoreError) -> Void
    ) throws(StoreError) {
      var row = rows.lowerBound
      if let records {
        for run in records {
          try run.forEachRecord { (record) throws(StoreError) in
            try body(row, record)
            row += 1
          }
        }
      } else {
        try database.forEachRecord(of: page, in: span, ByteBuffer()) {
          (record) throws(StoreError) in
          try body(row, record)
          row += 1
        }
      }
    }
  }

  /// Reads the leaves, which are not none. O(bytes).
  init(
    _ runs: ArraySlice<LeafRun>, of description: TableDescription, _ database: DatabaseImage
  ) throws(StoreError) {
    self.description = description
    self.database = database
    rows = runs[runs.startIndex].rows.lowerBound..<runs[runs.endIndex - 1].rows.upperBound
    let pages = runs.map { Int($0.pages[0]) }
    let all = runs.map(\.rows)
    let most = LeafChecksum.leavesAGroup
    var leaves: [Leaf] = []
    var sum = LeafChecksum()
    while leaves.count < pages.count {
      let first = leaves.count
      var end = first + 1
      // Those that lie near each other are read at once, with what lies between them.
      while end < pages.count, pages[end] > pages[end - 1], pages[end] < pages[first] + most {
        end += 1
      }
      let span = try database.span(pages[first]..<pages[end - 1] + 1)
      for place in first..<end {
        leaves.append(
          try Leaf(pages[place], all[place], in: span, of: database, description, &sum))
      }
    }
    self.leaves = leaves
    checksum = sum.value
  }

  /// Calls `body` with the record of each of some rows of a leaf, valid during the call. O(bytes).
  func forEachRecord(
    of leaf: Leaf, _ rows: Range<Int>, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    try leaf.forEachRecord(of: database) { (row, record) throws(StoreError) in
      if rows.contains(row) { try body(record) }
    }
  }

  /// The columns of those names of some of its rows. O(bytes).
  ///
  /// - Throws: `damaged`.
  public func table(of rows: Range<Int>, columns: Set<String>) throws(StoreError) -> Table {
    precondition(rows.isEmpty || self.rows.contains(rows), "rows of other leaves")
    let reading = TableReading(description, rowCount: rows.count, database, only: columns)
    for leaf in leaves where leaf.rows.overlaps(rows) {
      try forEachRecord(of: leaf, rows) { (record) throws(StoreError) in try reading.add(record) }
    }
    return try reading.table()
  }
}
