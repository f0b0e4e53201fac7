/// SplitMix64, one stream a case: equal seeds and case numbers give equal numbers everywhere.
struct Random {
  private var state: UInt64

  init(seed: UInt64, number: Int) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(state ^ UInt64(truncatingIfNeeded: number))
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

  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }

  /// True in `percent` of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// An element of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
