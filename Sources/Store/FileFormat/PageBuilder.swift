import Table

/// The kinds of pages of a tree, by the byte that begins them.
enum PageKind: UInt8 {
  case indexInterior = 0x02
  case tableInterior = 0x05
  case indexLeaf = 0x0A
  case tableLeaf = 0x0D

  var headerSize: Int { self == .indexInterior || self == .tableInterior ? 12 : 8 }
}

/// One page of a tree being filled: cells grow down from the end, their pointers up from the head.
final class PageBuilder {
  let kind: PageKind
  let size: Int
  /// Where it is filled: in memory of its own, or where the page will lie in a block of a `PageFile`.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private let own: UnsafeMutablePointer<UInt8>
  /// The page that was finished last. Valid until a cell is added.
  private(set) var finished: ByteView
  /// Room left free in every page, so that each can also be the first page of a file.
  let spare: Int
  private(set) var count = 0
  /// Where the lowest cell begins.
  private(set) var content: Int
  private let pointers: UnsafeMutablePointer<UInt16>

  init(_ kind: PageKind, size: Int, spare: Int = 0) {
    self.kind = kind
    self.size = size
    self.spare = spare
    content = size
    own = .allocate(capacity: size)
    own.initialize(repeating: 0, count: size)
    bytes = own
    finished = ByteView(start: own, count: size)
    pointers = .allocate(capacity: size / 2)
  }

  deinit {
    own.deallocate()
    pointers.deallocate()
  }

  /// True if one more cell of that many bytes finds room. An empty page spares nothing.
  @inline(__always)
  func fits(_ cellSize: Int) -> Bool {
    let kept = count == 0 ? 0 : spare
    return kind.headerSize + kept + 2 * count + 2 + cellSize <= content
  }

  /// True if the cells also fit behind the header of a database file.
  var fitsFirstPage: Bool {
    DatabaseHeader.size + kind.headerSize + 2 * count <= content
  }

  /// Makes room for a cell that fits, after those before it, and says where it is to be written.
  @inline(__always)
  func add(_ cellSize: Int) -> UnsafeMutablePointer<UInt8> {
    content -= cellSize
    pointers[count] = UInt16(truncatingIfNeeded: content).bigEndian
    count += 1
    return bytes + content
  }

  /// The bytes of the last cell.
  var last: UnsafeBufferPointer<UInt8> {
    let end = count == 1 ? size : Int(UInt16(bigEndian: pointers[count - 2]))
    return UnsafeBufferPointer(start: bytes + content, count: end - content)
  }

  /// Takes the last cell away.
  func removeLast() {
    content += last.count
    count -= 1
  }

  /// Writes the header at `offset` and the pointers behind it, and clears what lies between them
  /// and the cells, so that equal cells give equal pages.
  func finish(at offset: Int = 0, rightmost: UInt32 = 0) {
    let header = bytes + offset
    let headerSize = kind.headerSize
    header[0] = kind.rawValue
    BigEndian.write(0, width: 2, header + 1)  // no free blocks
    BigEndian.write(Int64(count), width: 2, header + 3)
    BigEndian.write(Int64(content & 0xFFFF), width: 2, header + 5)
    header[7] = 0  // no fragments
    if headerSize == 12 { BigEndian.write(Int64(rightmost), width: 4, header + 8) }
    let pointerBytes = UnsafeRawPointer(pointers).assumingMemoryBound(to: UInt8.self)
    (header + headerSize).update(from: pointerBytes, count: 2 * count)
    let used = offset + headerSize + 2 * count
    (bytes + used).update(repeating: 0, count: content - used)
    finished = ByteView(start: bytes, count: size)
  }

  /// Empties the page for the next.
  ///
  /// - Parameter place: where that is filled; nil: in memory of its own.
  func reset(at place: UnsafeMutablePointer<UInt8>? = nil) {
    bytes = place ?? own
    count = 0
    content = size
  }

  /// Goes on in memory of its own with what has been filled elsewhere.
  func moveOut() {
    own.update(from: bytes, count: size)
    bytes = own
  }
}
