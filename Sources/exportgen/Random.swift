/// SplitMix64: a small, fast generator with the same numbers on every machine.
///
/// Every record has its own stream, made from the seed, what the stream is for and the record's
/// index, so that any record can be made without those before it.
struct Random {
  private var state: UInt64

  init(seed: UInt64, stream: Stream, index: Int) {
    state = Self.mix(seed &+ UInt64(stream.rawValue) &* 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(state ^ UInt64(truncatingIfNeeded: index))
  }

  /// What a stream of numbers is for.
  enum Stream: Int {
    case person, household, row, dirt
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, `bound` (1 or more).
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of the closed range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in `percent` of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// An element of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
