import Table

/// Halfwidth katakana to fullwidth, and voicing marks joined to the letter before.
enum KanaWidth {
  /// U+FF61–FF9D in order, three bytes each.
  private static let fullwidth: StaticString = """
    。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン
    """

  /// Adds what rule 2 of `Fold` makes of a code point; false if the rule does not concern it.
  @inline(__always)
  static func append(_ scalar: UInt32, to buffer: ByteBuffer) -> Bool {
    switch scalar {
    case 0xFF61...0xFF9D:
      buffer.append(ByteView(start: fullwidth.utf8Start + Int(scalar - 0xFF61) * 3, count: 3))
    case 0xFF9E, 0x3099: appendMark(to: buffer, distance: 1, alone: 0x309B)
    case 0xFF9F, 0x309A: appendMark(to: buffer, distance: 2, alone: 0x309C)
    default: return false
    }
    return true
  }

  /// Turns the last letter into its voiced form (`distance` 1) or its p-form (2), or adds the mark.
  private static func appendMark(to buffer: ByteBuffer, distance: UInt32, alone: UInt32) {
    let count = buffer.count
    if count >= 3, buffer[count - 3] == 0xE3 {
      let letter = buffer.view.scalar(at: count - 3).value
      if let joined = distance == 1 ? voiced(letter) : pForm(letter) {
        buffer.truncate(to: count - 3)
        return buffer.append(scalar: joined)
      }
    }
    buffer.append(scalar: alone)
  }

  private static func voiced(_ letter: UInt32) -> UInt32? {
    switch letter {
    case 0x30A6: return 0x30F4  // ウ
    case 0x30EF...0x30F2: return letter + 8  // ワヰヱヲ
    default: break
    }
    let hiragana = letter >= 0x30A0 ? letter - 0x60 : letter
    switch hiragana {
    case 0x3046: return 0x3094  // う
    case 0x304B...0x3062: return hiragana & 1 == 1 ? letter + 1 : nil  // か…ち
    case 0x3064...0x3069: return hiragana & 1 == 0 ? letter + 1 : nil  // つてと
    case 0x306F...0x307D: return hiragana % 3 == 0 ? letter + 1 : nil  // はひふへほ
    case 0x309D: return letter + 1  // ゝ
    default: return nil
    }
  }

  private static func pForm(_ letter: UInt32) -> UInt32? {
    let hiragana = letter >= 0x30A0 ? letter - 0x60 : letter
    return (0x306F...0x307D).contains(hiragana) && hiragana % 3 == 0 ? letter + 2 : nil
  }
}
