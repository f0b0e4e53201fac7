import CVector
public import Table

/// Width folding, the base of nearly every type (docs/cleansing.md, "fold").
///
/// Less than NFKC on purpose: fullwidth ASCII, spaces, invisible signs, halfwidth katakana, company
/// marks, Roman numerals, circled numbers and unit squares become plain; compatibility ideographs,
/// era squares and everything else stay as they were written. `fold(fold(x)) = fold(x)`.
public enum Fold {
  /// The folded form of `raw`: single spaces between words, none at the ends.
  ///
  /// Gives a part of `raw` itself if there is nothing to change (no copy, mostly sixteen bytes at a
  /// time); otherwise a view of `buffer`, which is emptied first and must not hold `raw`.
  /// Bytes that are not UTF-8 are carried over. O(length).
  public static func fold(_ raw: ByteView, into buffer: ByteBuffer) -> ByteView {
    let plain = plainPrefix(raw)
    if plain == raw.count { return raw }
    buffer.removeAll()
    buffer.append(raw.slice(0, plain))
    var at = plain
    while at < raw.count {
      let (scalar, length) = raw.scalar(at: at)
      if !append(scalar, to: buffer) { buffer.append(raw.slice(at, at + length)) }
      at += length
    }
    return buffer.view.trimmed()
  }

  /// Calls `body` with the folded form of a definition's text. Not for loops.
  static func withFolded<Result>(_ text: String, _ body: (ByteView) -> Result) -> Result {
    var text = text
    let buffer = ByteBuffer()
    return withExtendedLifetime(buffer) {
      text.withUTF8 { body(fold($0, into: buffer)) }
    }
  }

  /// Adds what a code point becomes; false if it stays.
  @inline(__always)
  private static func append(_ scalar: UInt32, to buffer: ByteBuffer) -> Bool {
    switch scalar {
    case 0x20, 0xA0, 0x2000...0x200A, 0x3000:
      if buffer.count > 0, buffer[buffer.count - 1] != 0x20 { buffer.append(0x20) }
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: break
    case 0xFF01...0xFF5D: buffer.append(UInt8(truncatingIfNeeded: scalar - 0xFEE0))
    case 0x2100...0x24FF, 0x3200...0x33FF: return FoldTable.shared.append(scalar, to: buffer)
    case 0x3099, 0x309A, 0xFF61...0xFF9F: return KanaWidth.append(scalar, to: buffer)
    default: return false
    }
    return true
  }

  /// How many bytes from the start can stay for sure. All of them if nothing is to be changed or
  /// trimmed; otherwise a boundary between code points.
  private static func plainPrefix(_ raw: ByteView) -> Int {
    let count = raw.count
    guard let base = raw.baseAddress, count > 0, raw[0] > 0x20, raw[count - 1] > 0x20 else {
      return 0
    }
    if plain_holds(base, count) { return count }
    var at = 0
    while at < count {
      let step = raw.plainASCII(at: at)
      if step > 0 {
        at += step
        continue
      }
      let lead = raw[at]
      if lead < 0x80 {
        if lead == 0x20 && raw[at + 1] == 0x20 { return at + 1 }
        at += 1
      } else {
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard at + length <= count, isPlain(raw, at, lead) else { return at }
        at += length
      }
    }
    return count
  }

  /// True if the code point that begins with `lead` at `index` certainly stays.
  @inline(__always)
  private static func isPlain(_ raw: ByteView, _ index: Int, _ lead: UInt8) -> Bool {
    let second = raw[index + 1]
    switch lead {
    case 0xE4...0xEE, 0xF0...0xF4: return true  // ideographs first of all
    case 0xE3:
      if second >= 0x88 { return second > 0x8F }  // U+3200–33FF
      let third = raw[index + 2]
      if second == 0x80 { return third != 0x80 }  // U+3000
      return second != 0x82 || third != 0x99 && third != 0x9A  // U+3099, U+309A
    case 0xEF: return second < 0xBB || second == 0xBF  // U+FEC0–FFBF
    case 0xE2: return second >= 0x94  // U+2000–24FF
    case 0xC3...0xDF, 0xE0: return true
    default: return false  // U+0080–00BF, U+1000–1FFF, not UTF-8
    }
  }
}
