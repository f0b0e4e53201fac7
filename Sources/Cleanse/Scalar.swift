import Table

/// What `ByteView.scalar(at:)` gives for a byte that is not UTF-8: no code point, so no rule
/// matches it and every rule carries it over as it is or drops it.
let brokenScalar = UInt32.max

extension ByteView {
  /// The code point that begins at `index` and how many bytes it takes. A byte that does not begin
  /// one gives `brokenScalar` and 1. Overlong forms are not looked for: ingest lets none through.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(self[index])
    if lead < 0x80 { return (lead, 1) }
    let left = count - index
    if lead >= 0xE0 && lead < 0xF0 && left >= 3 {
      let second = UInt32(self[index + 1])
      let third = UInt32(self[index + 2])
      if second & 0xC0 == 0x80 && third & 0xC0 == 0x80 {
        return ((lead & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F, 3)
      }
    } else if lead >= 0xC2 && lead < 0xE0 && left >= 2 {
      let second = UInt32(self[index + 1])
      if second & 0xC0 == 0x80 { return ((lead & 0x1F) << 6 | second & 0x3F, 2) }
    } else if lead >= 0xF0 && lead < 0xF5 && left >= 4 {
      let second = UInt32(self[index + 1])
      let third = UInt32(self[index + 2])
      let fourth = UInt32(self[index + 3])
      if second & third & fourth & 0xC0 == 0x80 && (second | third | fourth) & 0x40 == 0 {
        return (
          (lead & 7) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F, 4
        )
      }
    }
    return (brokenScalar, 1)
  }

  /// True if there are eight bytes at `index` and all are ASCII above the space.
  @inline(__always)
  func holdsEightVisibleASCII(at index: Int) -> Bool {
    guard index + 8 <= count, let base = baseAddress else { return false }
    let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    // A byte below 0x21 borrows into its top bit.
    return (word | (word &- 0x2121_2121_2121_2121)) & 0x8080_8080_8080_8080 == 0
  }

  /// True if all bytes are ASCII above the space. O(length), eight bytes at a time.
  @inline(__always)
  var isVisibleASCII: Bool {
    guard count >= 8, let base = baseAddress else {
      return allSatisfy { $0 > 0x20 && $0 < 0x80 }
    }
    var outside: UInt64 = 0
    var at = 0
    while at &+ 8 < count {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      outside |= word | (word &- 0x2121_2121_2121_2121)
      at &+= 8
    }
    // The last eight, some of them for the second time.
    let word = UnsafeRawPointer(base + (count &- 8)).loadUnaligned(as: UInt64.self)
    outside |= word | (word &- 0x2121_2121_2121_2121)
    return outside & 0x8080_8080_8080_8080 == 0
  }

  /// How many of the eight bytes at `index` are ASCII without two spaces side by side: all, or all
  /// but a last space, or for the last bytes of a longer text those that are left; otherwise, or if
  /// there are not eight, 0.
  @inline(__always)
  func plainASCII(at index: Int) -> Int {
    guard count >= 8, let base = baseAddress else { return 0 }
    let start = Swift.min(index, count - 8)
    let word = UInt64(
      littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
    guard word & 0x8080_8080_8080_8080 == 0 else { return 0 }
    // The top bit of each byte that is a space.
    let spaces =
      ~((word ^ 0x2020_2020_2020_2020) &+ 0x7F7F_7F7F_7F7F_7F7F) & 0x8080_8080_8080_8080
    guard spaces & spaces &>> 8 == 0 else { return 0 }
    return start + 8 - Int(spaces &>> 63) - index
  }

  /// True if the bytes from `index` on begin with `literal`.
  @inline(__always)
  func holds(_ literal: StaticString, at index: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where self[index + offset] != literal.utf8Start[offset] {
      return false
    }
    return true
  }

  /// True if the bytes end with `literal`.
  func ends(with literal: StaticString) -> Bool {
    holds(literal, at: count - literal.utf8CodeUnitCount)
  }

  /// Without the white space (Unicode's) at both ends. Copies nothing.
  func trimmed() -> ByteView {
    var start = 0
    while start < count {
      let (value, length) = scalar(at: start)
      guard isWhiteSpace(value) else { break }
      start += length
    }
    var end = count
    while end > start {
      var lead = end - 1
      while lead > start, self[lead] & 0xC0 == 0x80 { lead -= 1 }
      let (value, length) = scalar(at: lead)
      guard lead + length == end, isWhiteSpace(value) else { break }
      end = lead
    }
    return slice(start, end)
  }
}

/// True for the code points that Unicode calls White_Space.
@inline(__always)
func isWhiteSpace(_ scalar: UInt32) -> Bool {
  if scalar <= 0x20 { return scalar == 0x20 || scalar >= 0x09 && scalar <= 0x0D }
  if scalar < 0x85 { return false }
  switch scalar {
  case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
  default: return false
  }
}
