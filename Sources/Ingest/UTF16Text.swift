public import Table

/// UTF-16LE, which is turned into UTF-8 as a whole before it is read.
///
/// What cannot be turned stays visible as a byte that no UTF-8 has, so its record is found to be
/// undecodable, and the length of the source can be told from the result: 0xFF for a surrogate
/// without its partner (two bytes of source), 0xFE for an odd byte at the end (one byte).
public enum UTF16Text {
  /// The byte order mark.
  static let mark: [UInt8] = [0xFF, 0xFE]

  /// The UTF-8 of little-endian bytes. O(length).
  public static func utf8(of source: ByteView) -> ByteBuffer {
    let out = ByteBuffer(capacity: source.count + source.count / 2)
    let end = source.count & ~1
    var index = 0
    func unit(_ offset: Int) -> UInt32 {
      UInt32(source[offset]) | UInt32(source[offset + 1]) << 8
    }
    while index < end {
      let first = unit(index)
      index += 2
      guard first & 0xF800 == 0xD800 else {
        out.append(scalar: first)
        continue
      }
      if first < 0xDC00, index < end, unit(index) & 0xFC00 == 0xDC00 {
        out.append(scalar: 0x10000 + ((first - 0xD800) << 10) + (unit(index) - 0xDC00))
        index += 2
      } else {
        out.append(0xFF)
      }
    }
    if source.count != end { out.append(0xFE) }
    // Who looks at its fields may read some bytes behind the last.
    out.reserve(Bytes.ample)
    return out
  }

  /// How many bytes of source gave these bytes, which end where a character ends. O(length).
  static func sourceLength(of utf8: ByteView) -> Int {
    var length = 0
    for byte in utf8 {
      switch byte {
      case 0x80..<0xC0: break
      case 0xF0..<0xF8: length += 4
      case 0xFE: length += 1
      default: length += 2
      }
    }
    return length
  }
}

/// Where the bytes being read lie in the unpacked file. Asked in ascending order it costs O(bytes)
/// for UTF-16 in all, and nothing otherwise.
struct SourceOffsets {
  private let bytes: ByteView
  private let isUTF16: Bool
  private var at = 0
  private var source: Int

  /// `source` is the offset in the file of the first of `bytes`.
  init(_ bytes: ByteView, isUTF16: Bool, source: Int) {
    self.bytes = bytes
    self.isUTF16 = isUTF16
    self.source = source
  }

  /// The offset in the file of the byte at `offset`, not less than that of the last call.
  mutating func source(of offset: Int) -> Int {
    guard isUTF16 else { return source + offset }
    source += UTF16Text.sourceLength(of: bytes.slice(at, offset))
    at = offset
    return source
  }
}
