import Table

extension DatabaseImage {
  /// The leaves of a table in runs of at least `least` rows, the last excepted. Only interior pages
  /// are read: they say where each leaf's rows end. O(leaves).
  ///
  /// - Parameter rowCount: how many rows the table has, with the row ids 1, 2, 3 ….
  func leafRuns(
    root: Int, rowCount: Int, least: Int
  ) throws(StoreError) -> [LeafRun] {
    guard rowCount > 0 else { return [LeafRun(rows: 0..<0)] }
    var runs: [LeafRun] = []
    var run = LeafRun(rows: 0..<0)
    try forEachLeaf(root: root, rowCount: rowCount) { (page, end) throws(StoreError) in
      guard end > run.rows.upperBound, end <= rowCount else { throw damage }
      run.pages.append(page)
      run.rows = run.rows.lowerBound..<end
      guard run.rows.count >= least || end == rowCount else { return }
      runs.append(run)
      run = LeafRun(rows: end..<end)
    }
    guard runs.last?.rows.upperBound == rowCount else { throw damage }
    return runs
  }

  /// Calls `body` with the page of each leaf and how many rows lie before its end.
  private func forEachLeaf(
    root: Int, rowCount: Int, _ body: (UInt32, Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    // All leaves lie equally deep, so the way to the first tells which pages are interior ones.
    var depth = 0
    var first = root
    while try kind(of: first) == .tableInterior {
      depth += 1
      guard depth < 20 else { throw damage }
      first = try children(of: first, end: rowCount)[0].page
    }
    try visit(root, end: rowCount, depth: depth, body)
  }

  private func visit(
    _ page: Int, end: Int, depth: Int, _ body: (UInt32, Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    guard depth > 0 else { return try body(UInt32(page), end) }
    for child in try children(of: page, end: end) {
      try visit(child.page, end: child.end, depth: depth - 1, body)
    }
  }

  /// The pages below an interior one, each with the last row id below it; `end` is that of all.
  private func children(
    of number: Int, end: Int
  ) throws(StoreError) -> [(page: Int, end: Int)] {
    let page = try page(number)
    let (kind, cellCount, pointers) = try head(of: page, number)
    guard kind == .tableInterior else { throw damage }
    var children: [(page: Int, end: Int)] = []
    for cell in 0..<cellCount {
      var place = BigEndian.read(pointers + 2 * cell, width: 2) + 4
      guard place < page.count, let last = Varint.read(page, &place) else { throw damage }
      let start = BigEndian.read(pointers + 2 * cell, width: 2)
      children.append((BigEndian.read(page.baseAddress! + start, width: 4), last))
    }
    let rightmost = BigEndian.read(pointers - 4, width: 4)
    return children + [(rightmost, end)]
  }

  private func kind(of number: Int) throws(StoreError) -> PageKind {
    try head(of: page(number), number).kind
  }

  /// Calls `body` with each record of some leaves, as `forEachRecord` does. Their memory is let go
  /// of after that.
  func forEachRecord(
    of leaves: some Collection<UInt32>, _ body: (ByteView) throws(StoreError) -> Void
  ) throws(StoreError) {
    let scratch = ByteBuffer()
    for number in leaves {
      let page = try page(Int(number))
      let (kind, cellCount, pointers) = try head(of: page, Int(number))
      guard kind == .tableLeaf else { throw damage }
      for cell in 0..<cellCount {
        let start = BigEndian.read(pointers + 2 * cell, width: 2)
        try body(try record(page, start, scratch))
      }
    }
    if let first = leaves.min(), let last = leaves.max() { release(Int(first)...Int(last)) }
  }
}
