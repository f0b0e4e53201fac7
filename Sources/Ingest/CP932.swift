public import Table

/// CP932, the Shift_JIS of Windows, as the WHATWG Encoding Standard decodes it ("shift_jis").
///
/// 0x5C is `\`, 0x7E `~`, 0x80 U+0080, A1…DF the halfwidth katakana. Lead bytes are 81…9F and
/// E0…FC, trail bytes 40…7E and 80…FC; F040…F9FC is the private use area from U+E000. Rows 13
/// (NEC), 89–92 (NEC selected) and 115–119 (IBM extensions) are in. 0xA0, 0xFD…0xFF, a lead byte
/// without a trail byte and a pair without a character are undecodable.
///
/// A trail byte is never a quote, a delimiter or a line break, so structure is found first.
public struct CP932: Sendable {
  private static let sharedPairs = PairTable()
  private static let sharedQuickCheck = CP932QuickCheck(sharedPairs)
  private let pairs = CP932.sharedPairs
  private let quickCheck = CP932.sharedQuickCheck

  /// The decoder; its tables of 25 KB are made once a process.
  public init() {}

  /// The characters of the pairs, 192 a lead byte (trail bytes 40…FF); 0 is none. Never freed.
  struct PairTable: @unchecked Sendable {
    let base: UnsafePointer<UInt16>
  }

  /// The row of a lead byte, 0..<60; any other number means that `byte` is none.
  @inline(__always)
  static func row(_ byte: UInt8) -> Int { Int(byte ^ 0x20) - 0xA1 }

  /// The code point of a single byte over 0x7F, or 0.
  @inline(__always)
  private static func single(_ byte: UInt8) -> UInt32 {
    if byte >= 0xA1 && byte <= 0xDF { return 0xFF61 + UInt32(byte) - 0xA1 }
    return byte == 0x80 ? 0x80 : 0
  }

  /// True if every byte can be decoded and none is NUL. O(length).
  public func isText(_ bytes: ByteView) -> Bool {
    quickCheck.isText(bytes) || isTextExactly(bytes)
  }

  /// The same, a character at a time.
  private func isTextExactly(_ bytes: ByteView) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let table = pairs.base
    let end = bytes.count
    var index = 0
    while index < end {
      let byte = base[index]
      if byte < 0x80 {
        if byte == 0 { return false }
        index += 1
        continue
      }
      let row = Self.row(byte)
      if row >= 0 && row < 60 {
        guard index + 1 < end, base[index + 1] >= 0x40,
          table[row * 192 + Int(base[index + 1]) - 0x40] != 0
        else { return false }
        index += 2
      } else {
        if Self.single(byte) == 0 { return false }
        index += 1
      }
    }
    return true
  }

  /// Adds the UTF-8 of decodable `bytes` to `out`; what cannot be decoded becomes U+FFFD.
  /// With `undoublingQuotes` each `""` becomes one quote; all quotes must come so. O(length).
  public func decode(_ bytes: ByteView, undoublingQuotes: Bool = false, into out: ByteBuffer) {
    guard let base = bytes.baseAddress else { return }
    let table = pairs.base
    let end = bytes.count
    // A single byte gives three at most, and so does a pair.
    out.append(atMost: end * 3) { room in
      var to = room
      var index = 0
      while index < end {
        let byte = base[index]
        index += 1
        if byte < 0x80 {
          to[0] = byte
          to += 1
          if undoublingQuotes && byte == quote { index += 1 }
          continue
        }
        let row = Self.row(byte)
        var scalar: UInt32 = 0
        if row >= 0 && row < 60 {
          if index < end, base[index] >= 0x40 {
            scalar = UInt32(table[row * 192 + Int(base[index]) - 0x40])
            // An ASCII byte that does not complete a pair is read again on its own.
            if scalar != 0 || base[index] >= 0x80 { index += 1 }
          }
        } else {
          scalar = Self.single(byte)
        }
        to += Self.encode(scalar == 0 ? 0xFFFD : scalar, to)
      }
      return to - room
    }
  }

  /// Writes the UTF-8 of a code point from U+0080 to U+FFFF; returns its length.
  @inline(__always)
  private static func encode(_ scalar: UInt32, _ to: UnsafeMutablePointer<UInt8>) -> Int {
    let last = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
    if scalar < 0x800 {
      to[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      to[1] = last
      return 2
    }
    to[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
    to[1] = UInt8(truncatingIfNeeded: 0x80 | (scalar >> 6) & 0x3F)
    to[2] = last
    return 3
  }
}
