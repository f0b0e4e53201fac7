import Table

/// What the latest raw values of a column became, so that a value that comes again is not cleansed
/// again. Turns itself off for a column whose values hardly ever come again.
///
/// Only saves work: results are the same with and without it. Not safe to use from two threads.
final class ValueCache {
  /// Half a line of the processor's cache.
  struct Slot {
    /// What a raw value is known by besides its length: see `Place`.
    var first: UInt64
    var last: UInt64
    var cell: CleansedCell
    /// −1: nothing yet.
    var length: Int32
  }

  /// Where a raw value is looked for, and by what: its first and its last eight bytes, which are all
  /// of one of up to sixteen.
  struct Place {
    let slot: Int
    let first: UInt64
    let last: UInt64
  }

  /// Slots; a power of two.
  private static let size = 512
  /// Values longer than this seldom come again.
  private static let longest = 64
  /// How often the hit rate is looked at, and the rate below which the cache turns itself off.
  private static let period = 4096
  private static let worthwhile = period / 4

  private let slots: UnsafeMutablePointer<Slot>
  /// What longer values have between their first and last eight bytes, so many bytes a slot.
  private let middles: UnsafeMutablePointer<UInt8>
  private static let middle = longest - 16
  @exclusivity(unchecked) private var lookups = 0
  @exclusivity(unchecked) private var misses = 0
  @exclusivity(unchecked) private(set) var isOn: Bool

  private static let empty = Slot(first: 0, last: 0, cell: CleansedCell(null: 0), length: -1)

  init(isOn: Bool) {
    self.isOn = isOn
    slots = .allocate(capacity: Self.size)
    slots.initialize(repeating: Self.empty, count: Self.size)
    middles = .allocate(capacity: Self.size * Self.middle)
  }

  deinit {
    slots.deallocate()
    middles.deallocate()
  }

  /// Where to look for a raw value, or nil for one that is not looked for. Behind the value there must
  /// be `Bytes.ample` more bytes, as there are in the region.
  @inline(__always)
  func place(of raw: ByteView) -> Place? {
    // One comparison for the shortest and the longest.
    guard isOn, UInt(bitPattern: raw.count &- 1) < UInt(bitPattern: Self.longest) else {
      return nil
    }
    lookups &+= 1
    let (first, last) = Bytes.amplyReadEnds(raw)
    let hash =
      raw.count <= 16 ? Bytes.hash(first, last, count: raw.count) : Bytes.hash(raw)
    return Place(
      slot: Int(truncatingIfNeeded: hash) & (Self.size &- 1), first: first, last: last)
  }

  /// What the value became, if it is the one remembered there.
  @inline(__always)
  func cell(at place: Place, of raw: ByteView) -> CleansedCell? {
    let slot = slots + place.slot
    guard slot.pointee.first == place.first, slot.pointee.last == place.last,
      Int(slot.pointee.length) == raw.count
    else { return nil }
    if raw.count > 16, !Bytes.equal(middle(of: raw), remembered(place, raw.count)) { return nil }
    return slot.pointee.cell
  }

  /// Remembers what a value became that was looked for and not found there.
  func remember(_ raw: ByteView, at place: Place, _ cell: CleansedCell) {
    misses &+= 1
    slots[place.slot] = Slot(
      first: place.first, last: place.last, cell: cell, length: Int32(raw.count))
    guard raw.count > 16, let source = middle(of: raw).baseAddress else { return }
    (middles + place.slot * Self.middle).update(from: source, count: raw.count - 16)
  }

  private func middle(of raw: ByteView) -> ByteView { raw.slice(8, raw.count - 8) }

  private func remembered(_ place: Place, _ count: Int) -> ByteView {
    ByteView(start: middles + place.slot * Self.middle, count: count - 16)
  }

  /// Forgets all values.
  func removeAll() { slots.update(repeating: Self.empty, count: Self.size) }

  /// Turns the cache off when it has not been worth its keep. Called now and then.
  func review() {
    guard lookups >= Self.period else { return }
    if lookups - misses < Self.worthwhile { isOn = false }
    lookups = 0
    misses = 0
  }
}
