import Glibc
import Table

/// The pages of a new SQLite file, written one after another in large pieces.
///
/// Page 1 is kept free and written last. The page that holds the lock byte (at 1 GiB) is left
/// empty, as the format wants. Memory: that of a `BlockWriter`.
///
/// Where the file system allows it the pages go to the disk without a copy in the page cache: a
/// stage file is written once and synced at once, and the copy would cost more than all the rest.
final class PageFile {
  let pageSize: Int
  /// The page that SQLite locks and never uses.
  let lockPage: Int
  /// How many pages there are so far.
  private(set) var pageCount = 0

  private let descriptor: Int32
  private let path: String
  private let writer: BlockWriter
  /// The block that is filled.
  private var buffer: UnsafeMutableRawBufferPointer
  private var used = 0
  /// Who fills the page behind these in the block itself, if somebody does.
  private var resident: PageBuilder?
  /// How many pages the file had before it was cut back.
  private var mostPages = 0

  /// The byte that the processes using a database lock.
  static let lockByte = 1 << 30

  /// - Parameters:
  ///   - lockByte: for tests, which cannot all write a gibibyte.
  ///   - isInBackground: whether pages go to the disk while the next are filled.
  init(
    descriptor: Int32, path: String, pageSize: Int, lockByte: Int = PageFile.lockByte,
    bufferSize: Int = 1 << 20, isInBackground: Bool = false
  ) throws(StoreError) {
    self.descriptor = descriptor
    self.path = path
    self.pageSize = pageSize
    lockPage = lockByte / pageSize + 1
    let size = max(bufferSize / pageSize, 1) * pageSize
    writer = BlockWriter(
      descriptor: descriptor, path: path, size: size, isInBackground: isInBackground)
    buffer = writer.block
    // Direct writes must begin, end and lie at multiples of the disk's blocks.
    if pageSize % 4096 == 0 { FileSystem.setDirect(true, descriptor) }
    _ = try appendEmpty()
  }

  deinit {
    // What failed there has nobody left to be told.
    try? writer.finish()
  }

  /// The number that the next page will have.
  var nextNumber: UInt32 {
    UInt32(pageCount + 1 == lockPage ? pageCount + 2 : pageCount + 1)
  }

  /// Adds a page and returns its number.
  func append(_ page: UnsafePointer<UInt8>) throws(StoreError) -> UInt32 {
    moveOut()
    if pageCount + 1 == lockPage { _ = try appendEmpty() }
    try flush(ifLessThan: pageSize)
    (buffer.baseAddress! + used).copyMemory(from: page, byteCount: pageSize)
    return advance()
  }

  /// Adds a filled page of a tree and empties the builder.
  ///
  /// - Parameter isGoingOn: whether the builder fills the next page where it will lie, so that it need not
  ///   be copied. If other pages are added before, it is moved out of their way.
  func append(
    _ builder: PageBuilder, rightmost: UInt32 = 0, isGoingOn: Bool = false
  ) throws(StoreError) -> UInt32 {
    builder.finish(rightmost: rightmost)
    let number: UInt32
    if builder === resident {
      resident = nil
      number = advance()
    } else {
      number = try append(builder.bytes)
    }
    // Whether a page follows that nobody may use is not known before the page behind it comes.
    if isGoingOn, pageCount + 1 != lockPage {
      try flush(ifLessThan: pageSize)
      builder.reset(at: (buffer.baseAddress! + used).assumingMemoryBound(to: UInt8.self))
      resident = builder
    } else {
      builder.reset()
    }
    return number
  }

  private func moveOut() {
    resident?.moveOut()
    resident = nil
  }

  /// Adds a chain of overflow pages and returns the number of the first.
  func appendOverflow(_ bytes: ByteView) throws(StoreError) -> UInt32 {
    moveOut()
    let first = nextNumber
    var start = 0
    while start < bytes.count {
      let end = min(start + pageSize - 4, bytes.count)
      if pageCount + 1 == lockPage { _ = try appendEmpty() }
      try flush(ifLessThan: pageSize)
      let page = buffer.baseAddress! + used
      _ = advance()
      let next = end < bytes.count ? nextNumber : 0
      page.storeBytes(of: next.bigEndian, as: UInt32.self)
      let part = bytes.slice(start, end)
      (page + 4).copyMemory(from: part.baseAddress!, byteCount: part.count)
      let rest = pageSize - 4 - part.count
      (page + 4 + part.count).initializeMemory(as: UInt8.self, repeating: 0, count: rest)
      start = end
    }
    return first
  }

  /// Cuts the file back to its first `count` pages. What lies behind them can still be read, until
  /// as many are added again.
  func cutBack(to count: Int) throws(StoreError) {
    try writeAll()
    guard lseek(descriptor, off_t(count * pageSize), SEEK_SET) >= 0 else {
      throw FileSystem.failure("write", path)
    }
    mostPages = max(mostPages, pageCount)
    pageCount = count
  }

  /// Reads pages that are in the file into `room`, which lies at a multiple of 4096 bytes.
  func read(
    _ page: UInt32, count pages: Int = 1, into room: UnsafeMutableRawPointer
  ) throws(StoreError) {
    var done = 0
    while done < pages * pageSize {
      let place = (Int(page) - 1) * pageSize + done
      let count = pread(descriptor, room + done, pages * pageSize - done, off_t(place))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileSystem.failure("read", path, count < 0 ? errno : EIO) }
      done += count
    }
  }

  /// Waits until all pages so far are in the file.
  private func writeAll() throws(StoreError) {
    moveOut()
    try flush(ifLessThan: buffer.count + 1)
    try writer.finish()
  }

  /// Writes what is left, then page 1.
  func finish(firstPage: UnsafePointer<UInt8>) throws(StoreError) {
    try writeAll()
    FileSystem.setDirect(false, descriptor)
    if mostPages > pageCount, ftruncate(descriptor, off_t(pageCount * pageSize)) != 0 {
      throw FileSystem.failure("write", path)
    }
    var done = 0
    while done < pageSize {
      let written = pwrite(descriptor, firstPage + done, pageSize - done, off_t(done))
      if written < 0 {
        if errno == EINTR { continue }
        throw FileSystem.failure("write", path)
      }
      done += written
    }
  }

  private func appendEmpty() throws(StoreError) -> UInt32 {
    try flush(ifLessThan: pageSize)
    (buffer.baseAddress! + used).initializeMemory(as: UInt8.self, repeating: 0, count: pageSize)
    return advance()
  }

  private func advance() -> UInt32 {
    used += pageSize
    pageCount += 1
    return UInt32(pageCount)
  }

  private func flush(ifLessThan room: Int) throws(StoreError) {
    guard buffer.count - used < room else { return }
    try writer.write(used)
    buffer = writer.block
    used = 0
  }
}
