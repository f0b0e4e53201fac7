/// How wide text is drawn, roughly: a picture must know before a browser has measured it.
enum TextWidth {
  /// In hundredths of the height of the letters: Japanese characters are as wide as they are high.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x3FFFD:
      100
    case 0x41...0x5A, 0x4D, 0x57, 0x6D, 0x77: 70
    default: 57
    }
  }

  /// In pixels at that size of letters.
  static func of(_ text: String, size: Int) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size / 100
  }

  /// The text, or as much of it as fits with an ellipsis.
  static func fitted(_ text: String, to room: Int, size: Int) -> String {
    guard of(text, size: size) > room else { return text }
    var kept = ""
    var used = of("…", size: size)
    for character in text {
      used += of(String(character), size: size)
      if used > room { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
