/// A scalar as it stands in its file: finds the place of a character of its value again, whatever
/// quotes, escapes and folded lines lie between.
struct WrittenScalar: Sendable {
  enum Style: Sendable { case plain, singleQuoted, doubleQuoted, block }

  let content: String
  let style: Style
  /// Where the scalar begins, its quote or block indicator included.
  let start: SourceLocation

  /// The place of the character at `offset` of `value`; past the last one, the place behind it.
  ///
  /// Folding changes only blanks, so the n-th visible character of the value is the n-th visible
  /// one of the file. O(size of the file): for messages.
  func place(ofCharacter offset: Int, in value: String) -> SourceLocation {
    let wanted = value.prefix(offset).unicodeScalars.count { !$0.properties.isWhitespace }
    let total = value.unicodeScalars.count { !$0.properties.isWhitespace }
    var cursor = Cursor(content)
    cursor.skip(toLine: start.line, column: start.column)
    cursor.skipProperties()
    switch style {
    case .block: cursor.skip(toLine: cursor.line + 1, column: 1)
    case .singleQuoted, .doubleQuoted: cursor.advance()
    case .plain: break
    }
    var seen = 0
    var last: (line: Int, column: Int) = (cursor.line, cursor.column)
    while seen < total, !cursor.isAtEnd {
      let place = (cursor.line, cursor.column)
      guard let scalar = next(&cursor), !scalar.properties.isWhitespace else { continue }
      if seen == wanted {
        return SourceLocation(file: start.file, line: place.0, column: place.1)
      }
      seen += 1
      last = (cursor.line, cursor.column)
    }
    return SourceLocation(file: start.file, line: last.line, column: last.column)
  }

  /// The next character of the value, or nil where the file has one that the value has not.
  private func next(_ cursor: inout Cursor) -> Unicode.Scalar? {
    guard let scalar = cursor.advance() else { return nil }
    if style == .singleQuoted, scalar == "'" {
      cursor.advance()
      return scalar
    }
    guard style == .doubleQuoted, scalar == "\\", let letter = cursor.advance() else {
      return scalar
    }
    switch letter {
    case "x": return cursor.hexadecimal(digits: 2)
    case "u": return cursor.hexadecimal(digits: 4)
    case "U": return cursor.hexadecimal(digits: 8)
    case "n", "t", "r", "v", "f", "N", "_", "L", "P": return " "
    default: return letter
    }
  }
}

/// Walks the characters of a file, counting lines and columns as YAML does.
private struct Cursor {
  private let scalars: String.UnicodeScalarView
  private var index: String.UnicodeScalarView.Index
  private(set) var line = 1
  private(set) var column = 1

  init(_ content: String) {
    scalars = content.unicodeScalars
    index = scalars.startIndex
    if scalars.first == "\u{FEFF}" { index = scalars.index(after: index) }
  }

  var isAtEnd: Bool { index == scalars.endIndex }

  @discardableResult
  mutating func advance() -> Unicode.Scalar? {
    guard !isAtEnd else { return nil }
    let scalar = scalars[index]
    index = scalars.index(after: index)
    switch scalar {
    case "\r" where !isAtEnd && scalars[index] == "\n": break
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      line += 1
      column = 1
    default: column += 1
    }
    return scalar
  }

  mutating func skip(toLine wantedLine: Int, column wantedColumn: Int) {
    while !isAtEnd, line < wantedLine || (line == wantedLine && column < wantedColumn) {
      advance()
    }
  }

  /// Skips an anchor or tag before the scalar.
  mutating func skipProperties() {
    while !isAtEnd, scalars[index] == "&" || scalars[index] == "!" {
      while !isAtEnd, !scalars[index].properties.isWhitespace { advance() }
      while !isAtEnd, scalars[index].properties.isWhitespace { advance() }
    }
  }

  mutating func hexadecimal(digits: Int) -> Unicode.Scalar? {
    var number: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = advance().flatMap({ Character($0).hexDigitValue }) else { return nil }
      number = number << 4 | UInt32(digit)
    }
    return Unicode.Scalar(number)
  }
}
