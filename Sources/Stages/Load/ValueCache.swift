import Table

/// What the latest raw values of a column became, so that a value that comes again is not cleansed
/// again. Turns itself off for a column whose values hardly ever come again.
///
/// Only saves work: results are the same with and without it. Not safe to use from two threads.
final class ValueCache {
  struct Slot {
    var offset: Int
    /// −1: nothing yet.
    var length: Int
    var cell: CleansedCell
  }

  /// Slots; a power of two.
  private static let size = 512
  /// Values longer than this seldom come again.
  private static let longest = 64
  /// How often the hit rate is looked at, and the rate below which the cache turns itself off.
  private static let period = 4096
  private static let worthwhile = period / 4

  private let slots: UnsafeMutablePointer<Slot>
  private let raws = ByteBuffer()
  @exclusivity(unchecked) private var lookups = 0
  @exclusivity(unchecked) private var hits = 0
  @exclusivity(unchecked) private(set) var isOn: Bool

  init(isOn: Bool) {
    self.isOn = isOn
    slots = .allocate(capacity: Self.size)
    slots.initialize(
      repeating: Slot(offset: 0, length: -1, cell: CleansedCell(null: 0)), count: Self.size)
  }

  deinit { slots.deallocate() }

  /// The slot of a raw value, or nil for one that is not looked for.
  @inline(__always)
  func slot(of raw: ByteView) -> UnsafeMutablePointer<Slot>? {
    guard isOn, raw.count <= Self.longest else { return nil }
    lookups &+= 1
    return slots + Int(truncatingIfNeeded: Bytes.hash(raw)) & (Self.size &- 1)
  }

  /// What the value became, if it is the one remembered in its slot.
  @inline(__always)
  func cell(in slot: UnsafeMutablePointer<Slot>, of raw: ByteView) -> CleansedCell? {
    let length = slot.pointee.length
    guard length == raw.count else { return nil }
    let offset = slot.pointee.offset
    guard Bytes.equal(raws.view.slice(offset, offset &+ length), raw) else { return nil }
    hits &+= 1
    return slot.pointee.cell
  }

  func remember(_ raw: ByteView, in slot: UnsafeMutablePointer<Slot>, _ cell: CleansedCell) {
    slot.pointee = Slot(offset: raws.count, length: raw.count, cell: cell)
    raws.append(raw)
  }

  /// Forgets all values.
  func removeAll() {
    slots.update(
      repeating: Slot(offset: 0, length: -1, cell: CleansedCell(null: 0)), count: Self.size)
    raws.removeAll()
  }

  /// Turns the cache off when it has not been worth its keep. Called now and then.
  func review() {
    guard lookups >= Self.period else { return }
    if hits < Self.worthwhile { isOn = false }
    lookups = 0
    hits = 0
  }
}
