import Table

/// The checksum of some leaves, the same when they are written and when they are read.
struct LeafChecksum {
  /// So many leaves have a checksum together, and are read at a time.
  static let leavesAGroup = 64

  private(set) var value: UInt32 = 0
  /// Of what rows of the leaf that is coming have in other pages; nil if they have nothing there.
  private var spilled: UInt32?

  /// Goes on from that of the leaves before.
  init(after value: UInt32 = 0) { self.value = value }

  /// Adds what a row of the leaf that is coming has in other pages.
  mutating func add(spilled bytes: ByteView) {
    guard bytes.count > 0 else { return }
    spilled = Checksum.of(bytes, after: spilled ?? 0)
  }

  /// Adds the leaf. O(bytes).
  mutating func end(_ page: ByteView) {
    value = Checksum.of(page, after: value)
    guard let spilled else { return }
    withUnsafeBytes(of: spilled.bigEndian) {
      value = Checksum.of($0.bindMemory(to: UInt8.self), after: value)
    }
    self.spilled = nil
  }
}
