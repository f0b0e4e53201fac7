import Table

/// How wide text stands in a terminal.
public enum DisplayWidth {
  /// Columns: East Asian wide and fullwidth characters take two (UAX #11), marks that stand on the
  /// character before them and characters that only say how to join others none. O(n log ranges),
  /// O(n) for ASCII.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The text with blanks to that width.
  public static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// The text, or as much of its beginning as fits into that width with an ellipsis after it.
  public static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    var cut = ""
    var left = width - 1
    for character in text {
      left -= of(String(character))
      guard left >= 0 else { break }
      cut.append(character)
    }
    return width > 0 ? cut + "…" : ""
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    // The vowels and finals of Hangul stand in the syllable that is begun before them.
    if scalar.value < 0x300 || (0x1160...0x11FF).contains(scalar.value) {
      return scalar.value < 0x300 ? 1 : 0
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let place = BinarySearch.first(of: wide.count) { wide[$0].upperBound >= scalar.value }
    return place < wide.count && wide[place].contains(scalar.value) ? 2 : 1
  }
}
