import Table

/// Some pages of a database file that lie one after another, in memory.
final class PageSpan: Sendable {
  /// The numbers of the pages.
  let numbers: Range<Int>
  private let pageSize: Int
  private let block: Region.Block

  /// Reads the pages, all of which the file must have had when it was opened.
  /// - Throws: `damaged` if the file is shorter by now; `io`.
  init(_ numbers: Range<Int>, of file: OpenFile, pageSize: Int) throws(StoreError) {
    let size = numbers.count * pageSize
    guard let block = Region.Block(size: size, isHuge: true) else {
      fatalError("no addresses are left")
    }
    self.numbers = numbers
    self.pageSize = pageSize
    self.block = block
    try file.read(
      (numbers.lowerBound - 1) * pageSize,
      into: UnsafeMutableRawBufferPointer(start: block.base, count: size))
  }

  /// The bytes of a page of the span. Valid while the span lives.
  @inline(__always)
  func page(_ number: Int) -> ByteView {
    precondition(numbers.contains(number), "a page of another span")
    return ByteView(start: block.base + (number - numbers.lowerBound) * pageSize, count: pageSize)
  }
}
