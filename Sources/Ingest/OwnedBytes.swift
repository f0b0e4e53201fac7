import Glibc
import Table

/// A large run of bytes on its own: the content of a file. Grown by one thread, then only read.
final class OwnedBytes: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// How many of the bytes are content.
  var count = 0

  /// Room for `capacity` bytes, at least one; nil if there is no memory.
  init?(capacity: Int) {
    self.capacity = max(1, capacity)
    guard let room = malloc(self.capacity) else { return nil }
    base = room.assumingMemoryBound(to: UInt8.self)
  }

  deinit { free(base) }

  var view: ByteView { ByteView(start: base, count: count) }

  /// Makes the room `newCapacity` bytes, which is more than now; false if there is no memory.
  func grow(to newCapacity: Int) -> Bool {
    guard let room = realloc(base, newCapacity) else { return false }
    base = room.assumingMemoryBound(to: UInt8.self)
    capacity = newCapacity
    return true
  }
}
