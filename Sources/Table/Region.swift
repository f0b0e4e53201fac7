import Glibc
import Synchronization

/// Where everything large lives: the text of columns, the content of files, tables being built.
///
/// One range of addresses is reserved once and handed out in blocks of a power of two (a buddy
/// system). What is given back is handed out again before fresh memory is touched, so the system
/// clears each page once and not once a column. Every text reference is an offset from the beginning of
/// the range, so columns share text without copying.
///
/// Large blocks ask for huge pages. Small ones do not, unless that is wanted: a huge page is cleared
/// whole for the first small block in it, and takes longest where memory has long been idle.
public enum Region {
  /// Where offsets are counted from.
  public nonisolated(unsafe) static let base: UnsafeMutablePointer<UInt8> = reservation.base

  /// How far bytes lie from `base`; nil if they lie elsewhere.
  public static func offset(of bytes: ByteView) -> Int? {
    guard let start = bytes.baseAddress, start >= UnsafePointer(base),
      start < UnsafePointer(base + 1 << reservation.rank)
    else { return nil }
    return start - UnsafePointer(base)
  }

  /// A run of bytes of the region, not initialised. Given back when it is let go.
  public final class Block: @unchecked Sendable {
    /// How far it lies from `Region.base`.
    public let offset: Int
    /// How many bytes it has: a power of two until it is trimmed.
    public private(set) var size: Int

    /// At least `size` bytes, and at least 4 KiB; nil if the region has no such run left.
    ///
    /// - Parameter isHuge: of huge pages, whatever its size: for what the disk writes into by itself, which
    ///   it does in fewer and larger pieces then.
    public init?(size: Int, isHuge: Bool = false) {
      let rank = Region.rank(of: size)
      guard let found = Region.free.withLock({ $0.take(rank, isHuge: isHuge) }) else { return nil }
      offset = found
      self.size = 1 << rank
    }

    deinit { Region.free.withLock { $0.giveBack(offset..<offset + size) } }

    /// Gives back what lies behind the first `wanted` bytes, in whole 4 KiB: for a block that is
    /// filled and stays. Only before another thread is handed the block. O(log size).
    public func trim(to wanted: Int) {
      let least = 1 << Region.leastRank
      let kept = max(least, (wanted + least - 1) & ~(least - 1))
      guard kept < size, size < 1 << Halves.leastLarge else { return }
      Region.free.withLock { $0.giveBack(offset + kept..<offset + size) }
      size = kept
    }

    /// Its first byte. Valid while the block lives.
    public var base: UnsafeMutablePointer<UInt8> { Region.base + offset }
  }

  /// The size of the smallest block, as a power of two.
  private static let leastRank = 12

  /// The smallest power of two that holds `size` bytes.
  private static func rank(of size: Int) -> Int {
    size <= 1 << leastRank ? leastRank : Int.bitWidth - (size - 1).leadingZeroBitCount
  }

  /// 2^40 bytes, which is as far as text references reach, or as much of that as the process may
  /// reserve. Reserving takes no memory.
  private nonisolated(unsafe) static let reservation:
    (base: UnsafeMutablePointer<UInt8>, rank: Int) = {
      for rank in stride(from: 40, through: 30, by: -1) {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        // What `Bytes.copyAmply` reads behind the last text is there, too.
        let size = 1 << rank + Bytes.ample
        guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0),
          base != MAP_FAILED
        else { continue }
        let half = 1 << (rank - 1)
        madvise(base + half, half, MADV_HUGEPAGE)
        return (base.assumingMemoryBound(to: UInt8.self), rank)
      }
      fatalError("cannot reserve a gigabyte of addresses: \(String(cString: strerror(errno)))")
    }()

  /// Lets the system have the memory of all large free blocks, which is cleared again when it is next
  /// used: for the end of a stage, since the next wants other sizes. O(free blocks).
  public static func letGoOfFree() {
    free.withLock { halves in
      halves.forEachFree(least: leastReleased) { offset, size in
        madvise(base + offset, size, MADV_DONTNEED)
      }
    }
  }

  /// A huge page.
  private static let leastReleased = 21

  private static let free = Mutex(Halves(rank: reservation.rank))

  /// Small blocks come from the lower half of the range, those of huge pages and large ones from the
  /// upper, so that the many small ones do not cut up what the few others could use again.
  private struct Halves {
    static let leastLarge = 24
    private var small: Buddies
    private var large: Buddies
    private let middle: Int

    init(rank: Int) {
      small = Buddies(rank: rank - 1)
      large = small
      middle = 1 << (rank - 1)
    }

    mutating func take(_ rank: Int, isHuge: Bool) -> Int? {
      isHuge || rank >= Self.leastLarge ? large.take(rank).map { $0 + middle } : small.take(rank)
    }

    /// Calls `body` with the offset and size of each free block of a rank or more.
    func forEachFree(least rank: Int, _ body: (Int, Int) -> Void) {
      small.forEachFree(least: rank, body)
      large.forEachFree(least: rank) { body($0 + middle, $1) }
    }

    mutating func giveBack(_ range: Range<Int>) {
      if range.lowerBound < middle {
        small.giveBack(range)
      } else {
        large.giveBack(range.lowerBound - middle..<range.upperBound - middle)
      }
    }
  }
}

/// Which blocks of a range are free: of a block's two halves each is the other's buddy, and two
/// free buddies are one free block.
struct Buddies {
  /// By rank: where the free blocks of that size begin.
  private var free: [Set<Int>]

  /// A range of 2^rank bytes, all of it free.
  init(rank: Int) {
    free = Array(repeating: [], count: rank + 1)
    free[rank].insert(0)
  }

  /// Takes a block of 2^rank bytes: the lower part of the first of the smallest free blocks that
  /// hold it, for that is the likeliest to have been used before.
  mutating func take(_ rank: Int) -> Int? {
    guard rank < free.count,
      var found = (rank..<free.count).first(where: { !free[$0].isEmpty }),
      let offset = free[found].min()
    else { return nil }
    free[found].remove(offset)
    while found > rank {
      found -= 1
      free[found].insert(offset + 1 << found)
    }
    return offset
  }

  /// Calls `body` with the offset and size of each free block of 2^rank bytes or more.
  func forEachFree(least rank: Int, _ body: (Int, Int) -> Void) {
    for rank in rank..<max(rank, free.count) {
      for offset in free[rank] { body(offset, 1 << rank) }
    }
  }

  /// Gives back a part of a block that was taken, as blocks.
  mutating func giveBack(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let fitting = Int.bitWidth - 1 - (range.upperBound - offset).leadingZeroBitCount
      let rank = min(offset.trailingZeroBitCount, fitting)
      giveBack(offset, rank)
      offset += 1 << rank
    }
  }

  /// Gives back a block that was taken.
  mutating func giveBack(_ offset: Int, _ rank: Int) {
    var offset = offset
    var rank = rank
    while rank + 1 < free.count, free[rank].remove(offset ^ 1 << rank) != nil {
      offset &= ~(1 << rank)
      rank += 1
    }
    free[rank].insert(offset)
  }
}
