/// The serial types of the SQLite record format that a stage file uses.
enum Serial {
  static let null: UInt32 = 0
  /// The empty blob; each byte adds two.
  static let blob: UInt32 = 12
  /// The empty text; each byte adds two.
  static let text: UInt32 = 13

  @inline(__always)
  static func text(_ length: Int) -> UInt32 { text + 2 * UInt32(truncatingIfNeeded: length) }

  /// How many bytes a text or blob takes in the body.
  @inline(__always)
  static func size(_ serial: UInt32) -> Int { Int(serial - blob) / 2 }

  /// The narrowest type that holds the number, as SQLite chooses it.
  @inline(__always)
  static func integer(_ number: Int64) -> UInt32 {
    if number == 0 { return 8 }
    if number == 1 { return 9 }
    let magnitude = number < 0 ? ~number : number
    if magnitude < 1 << 7 { return 1 }
    if magnitude < 1 << 15 { return 2 }
    if magnitude < 1 << 23 { return 3 }
    if magnitude < 1 << 31 { return 4 }
    if magnitude < 1 << 47 { return 5 }
    return 6
  }

  /// How many bytes a null or a whole number takes in the body.
  @inline(__always)
  static func width(_ serial: UInt32) -> Int {
    switch serial {
    case 1: 1
    case 2: 2
    case 3: 3
    case 4: 4
    case 5: 6
    case 6: 8
    default: 0
    }
  }
}
