import Table

/// What the latest raw values of a column became, so that a value that comes again is not cleansed
/// again. Turns itself off for a column whose values hardly ever come again.
///
/// Only saves work: results are the same with and without it. Not safe to use from two threads.
final class ValueCache {
  /// Slots; a power of two.
  private static let size = 512
  /// How often the hit rate is looked at, and the rate below which the cache turns itself off.
  private static let period = 4096
  private static let worthwhile = period / 4

  /// The values, to be held in a local variable while many are looked for: what an object holds would be
  /// read again for each.
  let known: Known
  @exclusivity(unchecked) private var lookups = 0
  @exclusivity(unchecked) private var misses = 0
  @exclusivity(unchecked) private(set) var isOn: Bool

  init(isOn: Bool) {
    self.isOn = isOn
    known = Known(slots: .allocate(capacity: Self.size), middles: .allocate(capacity: Self.size))
    known.slots.initialize(repeating: .empty, count: Self.size)
    known.middles.initialize(repeating: .zero, count: Self.size)
  }

  deinit {
    known.slots.deallocate()
    known.middles.deallocate()
  }

  /// The values of a cache. Valid while it lives.
  ///
  /// Behind a value that is looked for there must be `Bytes.ample` more bytes, as there are in the region.
  struct Known {
    fileprivate let slots: UnsafeMutablePointer<Slot>
    /// Of values of more than sixteen bytes.
    fileprivate let middles: UnsafeMutablePointer<Middle>

    /// Where the value is remembered if it is, below 0 if it is not looked for; and what it became, if it
    /// is the one remembered there: else a cell of no meaning, as for one of no bytes.
    ///
    /// Nothing is called in here, and nothing decided but whether the value is long.
    @inline(__always)
    func find(_ raw: ByteView) -> (slot: Int32, cell: CleansedCell, difference: UInt64) {
      let (first, last) = Bytes.amplyReadEnds(raw)
      let hash = Bytes.hash(first, last, count: raw.count)
      guard raw.count > 16 else {
        let slot = slot(hash)
        let difference = slots[slot].difference(first, last, raw.count)
        return (Int32(slot), slots[slot].cell, difference)
      }
      guard raw.count <= Middle.longest else { return (-1, Slot.empty.cell, 1) }
      let middle = Middle(raw)
      let slot = slot(hash ^ middle.hash)
      let difference =
        slots[slot].difference(first, last, raw.count) | middle.difference(from: middles[slot])
      return (Int32(slot), slots[slot].cell, difference)
    }

    @inline(__always)
    private func slot(_ hash: UInt64) -> Int {
      Int(truncatingIfNeeded: hash) & (ValueCache.size &- 1)
    }
  }

  /// Half a line of the processor's cache.
  fileprivate struct Slot {
    /// The first and the last eight bytes of a raw value, which are all of one of up to sixteen.
    var first: UInt64
    var last: UInt64
    var cell: CleansedCell
    /// −1: nothing yet.
    var length: Int32

    static let empty = Slot(first: 0, last: 0, cell: CleansedCell(null: 0), length: -1)

    /// 0 if they are the same.
    @inline(__always)
    func difference(_ first: UInt64, _ last: UInt64, _ count: Int) -> UInt64 {
      let lengths = UInt64(truncatingIfNeeded: Int(length) ^ count)
      return (self.first ^ first) | (self.last ^ last) | lengths
    }
  }

  /// What 17 to 64 bytes have between the first and the last eight: the same six words wherever the
  /// value ends, some of which overlap, so that no length is to be decided about.
  fileprivate struct Middle {
    /// Values longer than this seldom come again.
    static let longest = 64

    let second, third, fourth, fourthLast, thirdLast, secondLast: UInt64

    static let zero = Middle()

    private init() {
      (second, third, fourth, fourthLast, thirdLast, secondLast) = (0, 0, 0, 0, 0, 0)
    }

    @inline(__always)
    init(_ raw: ByteView) {
      let base = UnsafeRawPointer(raw.baseAddress.unsafelyUnwrapped)
      let count = raw.count
      func word(_ offset: Int) -> UInt64 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      }
      second = word(8)
      third = word(min(16, count &- 8))
      fourth = word(min(24, count &- 8))
      fourthLast = word(max(32, count) &- 32)
      thirdLast = word(max(24, count) &- 24)
      secondLast = word(count &- 16)
    }

    @inline(__always)
    var hash: UInt64 {
      Bytes.hash(second, secondLast, count: 1) ^ Bytes.hash(third, thirdLast, count: 2)
        ^ Bytes.hash(fourth, fourthLast, count: 3)
    }

    /// 0 if they are the same.
    @inline(__always)
    func difference(from other: Middle) -> UInt64 {
      (second ^ other.second) | (third ^ other.third) | (fourth ^ other.fourth)
        | (fourthLast ^ other.fourthLast) | (thirdLast ^ other.thirdLast)
        | (secondLast ^ other.secondLast)
    }
  }

  /// Remembers what a value became that was looked for and not found.
  func remember(_ raw: ByteView, at slot: Int32, _ cell: CleansedCell) {
    misses &+= 1
    let (first, last) = Bytes.amplyReadEnds(raw)
    known.slots[Int(slot)] = Slot(first: first, last: last, cell: cell, length: Int32(raw.count))
    if raw.count > 16 { known.middles[Int(slot)] = Middle(raw) }
  }

  /// Forgets all values.
  func removeAll() { known.slots.update(repeating: .empty, count: Self.size) }

  /// Counts values that are being looked for.
  func note(lookups count: Int) { lookups &+= count }

  /// Turns the cache off when it has not been worth its keep. Called now and then.
  func review() {
    guard lookups >= Self.period else { return }
    if lookups - misses < Self.worthwhile { isOn = false }
    lookups = 0
    misses = 0
  }
}
