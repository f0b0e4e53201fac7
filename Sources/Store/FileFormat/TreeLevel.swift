import Table

/// The pages of one level of a tree that is built from the bottom up, and what divides them.
///
/// Between two neighbouring pages lies one divider: in a table the row id that ends the left one,
/// in an index a whole cell. Kept in memory: four bytes a page and the dividers.
struct TreeLevel {
  private(set) var pages: [UInt32] = []
  private let dividers = ByteBuffer()
  private var ends: [Int] = []

  /// Ends the page `page` with a divider after it; another page must follow.
  mutating func add(_ page: UInt32, divider: ByteView) {
    pages.append(page)
    dividers.append(divider)
    ends.append(dividers.count)
  }

  /// Adds the last page.
  mutating func finish(_ page: UInt32) { pages.append(page) }

  /// The first pages alone, to be followed by others.
  func prefix(_ count: Int) -> TreeLevel {
    var level = TreeLevel()
    for index in 0..<count { level.add(pages[index], divider: divider(index)) }
    return level
  }

  private func divider(_ index: Int) -> ByteView {
    dividers.view.slice(index == 0 ? 0 : ends[index - 1], ends[index])
  }

  /// Builds the levels above until one page remains, and returns that root.
  ///
  /// The root is put in place by `placeRoot`, which gets the filled builder and its rightmost
  /// child. A level of one page is the root already. O(pages).
  func build(
    _ kind: PageKind, into file: PageFile, spare: Int = 0,
    placeRoot: (PageBuilder, UInt32) throws(StoreError) -> UInt32
  ) throws(StoreError) -> UInt32 {
    var level = self
    while level.pages.count > 1 {
      let builder = PageBuilder(kind, size: file.pageSize, spare: spare)
      var above = TreeLevel()
      try level.fill(builder, &above, file)
      let rightmost = level.pages[level.pages.count - 1]
      guard !above.pages.isEmpty else { return try placeRoot(builder, rightmost) }
      above.finish(try file.append(builder, rightmost: rightmost))
      level = above
    }
    return level.pages[0]
  }

  /// Fills interior pages one after another; the last is left in the builder. A divider that finds
  /// no room goes up and ends the page, but no page may stay without a cell: in place of the last
  /// divider the one before it goes up.
  private func fill(
    _ builder: PageBuilder, _ above: inout TreeLevel, _ file: PageFile
  ) throws(StoreError) {
    for index in ends.indices {
      let divider = divider(index)
      let cellSize = 4 + divider.count
      if !builder.fits(cellSize) {
        guard index == ends.count - 1 else {
          above.add(try file.append(builder, rightmost: pages[index]), divider: divider)
          continue
        }
        builder.removeLast()
        let before = self.divider(index - 1)
        above.add(try file.append(builder, rightmost: pages[index - 1]), divider: before)
      }
      let cell = builder.add(cellSize)
      BigEndian.write(Int64(pages[index]), width: 4, cell)
      (cell + 4).update(from: divider.baseAddress!, count: divider.count)
    }
  }
}
