import Table

/// Walks from mark to mark (quote, delimiter or line feed) through a run of bytes, 64 at a time.
struct MarkCursor {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let delimiter: UInt8
  private var block: Int
  private var marks: UInt64 = 0
  private var unclean: UInt64 = 0
  /// Not zero if an unclean byte lies in the blocks left behind and was not asked for yet.
  private var carried: UInt64 = 0

  /// A cursor before the first mark at or after `start`.
  init(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int, delimiter: UInt8) {
    self.base = base
    self.end = end
    self.delimiter = delimiter
    block = start
    if start < end { load() }
  }

  /// The offset of the next mark, or the end if there is none left. O(1) amortised over the bytes.
  @inline(__always)
  mutating func next() -> Int {
    while marks == 0 {
      carried |= unclean
      unclean = 0
      guard block &+ 64 < end else { return end }
      block &+= 64
      load()
    }
    let offset = block &+ marks.trailingZeroBitCount
    marks &= marks &- 1
    return offset
  }

  /// Whether a byte between the last call's mark and this one (the mark given last) is unclean.
  @inline(__always)
  mutating func takeUnclean(before mark: Int) -> Bool {
    // At the end of the bytes nothing is left in `unclean`, so a shift by 64 does no harm.
    let below = (1 as UInt64) &<< UInt64(truncatingIfNeeded: mark &- block) &- 1
    let found = carried | unclean & below
    carried = 0
    unclean &= ~below
    return found != 0
  }

  @inline(__always)
  private mutating func load() {
    let mask =
      end &- block >= 64 ? StructureMask(base + block, delimiter: delimiter) : lastMask()
    marks = mask.marks
    unclean = mask.unclean
  }

  /// The mask of the last bytes, fewer than 64, filled up with spaces.
  @inline(never)
  private func lastMask() -> StructureMask {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
      padded.initialize(repeating: UInt8(ascii: " "))
      for index in 0..<(end - block) { padded[index] = base[block + index] }
      return StructureMask(UnsafePointer(padded.baseAddress!), delimiter: delimiter)
    }
  }
}
