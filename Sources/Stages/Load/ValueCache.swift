import Cleanse
import Table

/// What a raw value became, so that a value that comes again is not cleansed again.
enum CachedValue {
  case null
  case issue(IssueCode)
  case number(Int64)
  case text(TextRef)
}

/// Remembers the latest raw values of one column by a slot of their hash. Turns itself off for a
/// column whose values hardly ever come again.
///
/// Only saves work: results are the same with and without it.
struct ValueCache {
  private var raws: [TextRef]
  private var values: [CachedValue]
  private let texts = TextArena()
  private var lookups = 0
  private var hits = 0
  private(set) var isOn: Bool

  /// Slots; a power of two.
  private static let size = 512
  /// Values longer than this are not looked for: they seldom come again.
  private static let longest = 64
  /// How often the hit rate is looked at, and the rate below which the cache turns itself off.
  private static let period = 4096
  private static let worthwhile = period / 4

  init(isOn: Bool) {
    self.isOn = isOn
    raws = isOn ? Array(repeating: .null, count: Self.size) : []
    values = isOn ? Array(repeating: .null, count: Self.size) : []
  }

  /// The slot of a raw value, and what it became when it is the value remembered there.
  mutating func find(_ raw: ByteView) -> (slot: Int, value: CachedValue?)? {
    guard isOn, raw.count <= Self.longest else { return nil }
    if lookups == Self.period {
      if hits < Self.worthwhile {
        isOn = false
        return nil
      }
      lookups = 0
      hits = 0
    }
    lookups += 1
    let slot = Int(truncatingIfNeeded: Bytes.hash(raw)) & (Self.size - 1)
    let known = raws[slot]
    guard !known.isNull, Bytes.equal(texts[known], raw) else { return (slot, nil) }
    hits += 1
    return (slot, values[slot])
  }

  mutating func remember(_ raw: ByteView, in slot: Int, _ value: CachedValue) {
    raws[slot] = texts.append(raw)
    values[slot] = value
  }
}
