/// The serial types of the SQLite record format that a stage file uses.
enum Serial {
  static let null: UInt32 = 0
  /// The empty blob; each byte adds two.
  static let blob: UInt32 = 12
  /// The empty text; each byte adds two.
  static let text: UInt32 = 13

  @inline(__always)
  static func text(_ length: Int) -> UInt32 { text + 2 * UInt32(truncatingIfNeeded: length) }

  /// The narrowest type that holds the number, as SQLite chooses it.
  @inline(__always)
  static func integer(_ number: Int64) -> UInt32 {
    // 0 and 1 have types of their own.
    if number &>> 1 == 0 { return 8 + UInt32(truncatingIfNeeded: number) }
    let bits = 64 &- (number ^ number &>> 63).leadingZeroBitCount
    // Counted, not decided: how long the next number is could not be foretold.
    return 1 &+ (bits > 7 ? 1 : 0) &+ (bits > 15 ? 1 : 0) &+ (bits > 23 ? 1 : 0)
      &+ (bits > 31 ? 1 : 0) &+ (bits > 47 ? 1 : 0)
  }

  /// How many bytes a null or a whole number takes in the body.
  @inline(__always)
  static func width(_ serial: UInt32) -> Int {
    // Four bits for each of the types 0 to 9: 1, 2, 3, 4, 6 and 8 bytes for 1 to 6.
    serial < 10 ? Int(truncatingIfNeeded: UInt64(0x864_3210) &>> (4 * UInt64(serial)) & 0xF) : 0
  }
}
