import Table

/// A large run of bytes on its own: the content of a file. Grown by one thread, then only read.
final class OwnedBytes: @unchecked Sendable {
  private var block: Region.Block
  /// How many of the bytes are content.
  var count = 0

  /// Room for at least `capacity` bytes; nil if there is none.
  init?(capacity: Int) {
    guard let block = Region.Block(size: capacity) else { return nil }
    self.block = block
  }

  var base: UnsafeMutablePointer<UInt8> { block.base }
  var capacity: Int { block.size }
  var view: ByteView { ByteView(start: base, count: count) }
  /// The room behind the content.
  var free: UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: base + count, count: capacity - count)
  }

  /// Adds bytes, for which there must be room.
  func append(_ bytes: ByteView) {
    precondition(bytes.count <= capacity - count)
    if let source = bytes.baseAddress { (base + count).update(from: source, count: bytes.count) }
    count += bytes.count
  }

  /// Makes the room at least `newCapacity` bytes; false if there is none.
  func grow(to newCapacity: Int) -> Bool {
    guard let bigger = Region.Block(size: newCapacity) else { return false }
    bigger.base.update(from: base, count: count)
    block = bigger
    return true
  }
}
