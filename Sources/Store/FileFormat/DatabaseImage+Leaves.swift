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

  /// All leaves of a table as one run, however many rows they hold. O(leaves).
  ///
  /// - Parameter rowCount: how many rows the table should have.
  func wholeRun(root: Int, rowCount: Int) throws(StoreError) -> LeafRun {
    var run = LeafRun(rows: 0..<rowCount)
    try forEachLeaf(root: root, rowCount: rowCount) { (page, _) in run.pages.append(page) }
    return run
  }

  /// How many records a table has: as many as the heads of its leaves say. O(leaves).
  func countRecords(root: Int) throws(StoreError) -> Int {
    var count = 0
    try forEachLeaf(root: root, rowCount: 0) { (page, _) throws(StoreError) in
      let span = try span(Int(page))
      defer { withExtendedLifetime(span) {} }
      count += try head(of: span.page(Int(page)), Int(page)).cellCount
    }
    return count
  }

  /// How many rows a leaf holds, and whether all of them lie in it as a whole. O(rows).
  func content(
    ofLeaf number: Int, in span: PageSpan
  ) throws(StoreError) -> (cellCount: Int, isWhole: Bool) {
    let page = span.page(number)
    let (kind, cellCount, pointers) = try head(of: page, number)
    guard kind == .tableLeaf else { throw damage }
    var isWhole = true
    for cell in 0..<cellCount {
      var place = BigEndian.read(pointers + 2 * cell, width: 2)
      guard let total = Varint.read(page, &place), total >= 0, total <= longest else {
        throw damage
      }
      if total > limit.most { isWhole = false }
    }
    return (cellCount, isWhole)
  }

  /// What of a row's record lies in other pages than its leaf.
  func spilled(_ record: ByteView) -> ByteView {
    record.slice(limit.local(record.count), record.count)
  }

  /// Calls `body` with the page of each leaf and how many rows lie before its end.
  private func forEachLeaf(
    root: Int, rowCount: Int, _ body: (UInt32, Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    // All leaves lie equally deep, so the way to the first tells which pages are interior ones.
    var depth = 0
    var first = root
    while case let page = try children(of: first, end: rowCount), page.kind == .tableInterior {
      depth += 1
      guard depth < 20 else { throw damage }
      first = page.children[0].page
    }
    var visited = 0
    try visit(root, end: rowCount, depth: depth, &visited, body)
  }

  private func visit(
    _ page: Int, end: Int, depth: Int, _ visited: inout Int,
    _ body: (UInt32, Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    try count(&visited)
    guard depth > 0 else { return try body(UInt32(page), end) }
    let (kind, children) = try children(of: page, end: end)
    guard kind == .tableInterior else { throw damage }
    for child in children {
      try visit(child.page, end: child.end, depth: depth - 1, &visited, body)
    }
  }

  /// The kind of a page, and the pages below an interior one, each with the last row id below it;
  /// `end` is that of all.
  private func children(
    of number: Int, end: Int
  ) throws(StoreError) -> (kind: PageKind, children: [(page: Int, end: Int)]) {
    let span = try span(number)
    defer { withExtendedLifetime(span) {} }
    let page = span.page(number)
    let (kind, cellCount, pointers) = try head(of: page, number)
    guard kind == .tableInterior else { return (kind, []) }
    var children: [(page: Int, end: Int)] = []
    for cell in 0..<cellCount {
      let start = BigEndian.read(pointers + 2 * cell, width: 2)
      var place = start + 4
      guard place < page.count, let last = Varint.read(page, &place) else { throw damage }
      children.append((BigEndian.read(page.baseAddress! + start, width: 4), last))
    }
    children.append((BigEndian.read(pointers - 4, width: 4), end))
    return (kind, children)
  }
}
