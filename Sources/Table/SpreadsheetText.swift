/// What a spreadsheet makes of text in comma-separated values.
public enum SpreadsheetText {
  /// Whether a spreadsheet may take text for a formula: it begins with `=`, `+`, `-`, `@`, the wide
  /// form of one of these, a tab or a line end. Files for people have a `'` before it. O(1).
  public static func isFormula(_ text: ByteView) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
      0x0D:
      return true
    case 0xEF:
      // U+FF1D, FF0B, FF0D and FF20.
      return text.count > 2 && text[1] == 0xBC && [0x9D, 0x8B, 0x8D, 0xA0].contains(text[2])
    default: return false
    }
  }
}
