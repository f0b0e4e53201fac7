/// Reads one JSON value from bytes, by the letter of RFC 8259.
struct JSONReader {
  private let bytes: ByteView
  private var place = 0

  init(_ bytes: ByteView) { self.bytes = bytes }

  /// True if nothing but blanks is left.
  mutating func isAtEnd() -> Bool {
    skipBlanks()
    return place == bytes.count
  }

  mutating func value(depth: Int) -> JSONText? {
    skipBlanks()
    guard depth < 64, place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return list(depth)
    case UInt8(ascii: "\""): return string().map { .text($0) }
    case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSONText? {
    place += 1
    var members: [JSONText.Member] = []
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard let name = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append(JSONText.Member(name: name, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func list(_ depth: Int) -> JSONText? {
    place += 1
    var elements: [JSONText] = []
    if take("]") { return .list(elements) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .list(elements) : nil
  }

  private mutating func number() -> JSONText? {
    let start = place
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else { return nil }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      guard digits() > 0 else { return nil }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) {
        place += 1
      }
      guard digits() > 0 else { return nil }
    }
    return .number(bytes.slice(start, place).text)
  }

  private mutating func digits() -> Int {
    let start = place
    while place < bytes.count, bytes[place] >= 48, bytes[place] <= 57 { place += 1 }
    return place - start
  }

  private mutating func string() -> String? {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return nil }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\\") {
      if bytes[place] == UInt8(ascii: "\"") {
        place += 1
        return String(validating: bytes.slice(start, place - 1), as: UTF8.self)
      }
      place += 1
    }
    return string(after: start)
  }

  /// The rest of a string that holds something escaped.
  private mutating func string(after start: Int) -> String? {
    var text = Array(bytes.slice(start, place))
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text += UTF8.encode(scalar)?.map { $0 } ?? []
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What stands behind a backslash.
  private mutating func escape() -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: return nil
    }
    guard let unit = codeUnit() else { return nil }
    guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) }
    guard take("\\u", afterBlanks: false), let low = codeUnit(), (0xDC00..<0xE000).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func codeUnit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[place..<(place + 4)] {
      switch byte {
      case 48...57: unit = unit << 4 | UInt32(byte - 48)
      case 65...70, 97...102: unit = unit << 4 | UInt32((byte | 0x20) - 87)
      default: return nil
      }
    }
    place += 4
    return unit
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ word: StaticString, afterBlanks: Bool = true) -> Bool {
    if afterBlanks { skipBlanks() }
    let end = place + word.utf8CodeUnitCount
    let expected = ByteView(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard end <= bytes.count, Bytes.equal(bytes.slice(place, end), expected) else { return false }
    place = end
    return true
  }
}
