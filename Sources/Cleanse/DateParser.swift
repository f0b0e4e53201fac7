import Table

/// Reads dates and clock times from folded text, part by part.
///
/// Each method leaves `at` behind what it read; after nil the parser is of no more use.
struct DateParser {
  /// How the date was written: it decides which times may follow.
  enum Form {
    case hyphens, slashes, dots, kanji, digits
  }

  let text: ByteView
  var at = 0

  init(_ text: ByteView) { self.text = text }

  var isAtEnd: Bool { at == text.count }

  /// Skips spaces and tabs; true if there was one.
  @discardableResult
  mutating func skipBlanks() -> Bool {
    let start = at
    while at < text.count, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    return at > start
  }

  @inline(__always)
  mutating func accept(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  @inline(__always)
  mutating func accept(_ literal: StaticString) -> Bool {
    guard text.holds(literal, at: at) else { return false }
    at += literal.utf8CodeUnitCount
    return true
  }

  /// The whole run of digits here: its value and length, nil if there are none or more than 8.
  mutating func number() -> (value: Int, digits: Int)? {
    let start = at
    var value = 0
    while at < text.count, text[at] >= 0x30, text[at] <= 0x39 {
      guard at - start < 8 else { return nil }
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return at > start ? (value, at - start) : nil
  }

  /// A number of one or two digits.
  mutating func shortNumber() -> Int? {
    guard let (value, digits) = number(), digits <= 2 else { return nil }
    return value
  }
}
