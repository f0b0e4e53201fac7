import Table

/// Writes text in CP932, the way back from what `CP932` reads.
///
/// Of several pairs for a character the one is written that Windows and the WHATWG Encoding
/// Standard write: JIS X 0208 first, then NEC's row 13, then IBM's extensions, never NEC's
/// selection of those.
public struct CP932Encoder: Sendable {
  private let codes: [UInt32: UInt16]

  /// Makes the table of 11,000 characters.
  public init() {
    let decoder = CP932()
    let out = ByteBuffer(capacity: 8)
    // What many programs write for characters that CP932 has under another code point.
    var codes: [UInt32: UInt16] = [
      0x00A2: 0x8191, 0x00A3: 0x8192, 0x00A5: 0x5C, 0x00AC: 0x81CA, 0x2014: 0x815C,
      0x2016: 0x8161, 0x203E: 0x7E, 0x2212: 0x817C, 0x301C: 0x8160,
    ]
    for lead in UInt8(0x81)...0xFC where lead < 0xA0 || lead >= 0xE0 {
      if lead == 0xED || lead == 0xEE { continue }
      for trail in UInt8(0x40)...0xFC {
        out.removeAll()
        [lead, trail].withUnsafeBufferPointer { decoder.decode($0, into: out) }
        let scalars = Array(out.text.unicodeScalars)
        guard scalars.count == 1, scalars[0] != "\u{FFFD}", codes[scalars[0].value] == nil else {
          continue
        }
        codes[scalars[0].value] = UInt16(lead) << 8 | UInt16(trail)
      }
    }
    self.codes = codes
  }

  /// Hands the bytes of a text to `append`. False if CP932 has not every character; then what came
  /// before is written. O(length).
  public func encode(_ text: String, _ append: (UInt8) -> Void) -> Bool {
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        append(UInt8(scalar.value))
      } else if (0xFF61...0xFF9F).contains(scalar.value) {
        append(UInt8(scalar.value - 0xFF61 + 0xA1))
      } else if let code = codes[scalar.value] {
        if code > 0xFF { append(UInt8(code >> 8)) }
        append(UInt8(truncatingIfNeeded: code))
      } else {
        return false
      }
    }
    return true
  }
}
