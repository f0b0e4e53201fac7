/// A name as SQL writes it: bare where it is a plain lower-case word, else in double quotes.
func identifier(_ name: String) -> String {
  let isPlain =
    name.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } ?? false
    && name.utf8.allSatisfy { byte in
      byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "_")
    }
  if isPlain && !sqlWords.contains(name) { return name }
  return "\""
    + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

/// A text as SQL writes it. A line break becomes `char(10)`, so that indenting a script never
/// changes a text.
func literal(_ text: String) -> String {
  let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
    line in
    let doubled = line.split(separator: "'", omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }.joined(separator: "''")
    return "'\(doubled)'"
  }
  return lines.count == 1 ? lines[0] : "(\(lines.joined(separator: " || char(10) || ")))"
}

/// A remark for the reader, on a line of its own.
func remark(_ text: String) -> String {
  "-- "
    + text.split(whereSeparator: \.isNewline)
    .map { line in line.drop { $0 == " " } }.joined(separator: " ")
}

extension String {
  /// The text with two spaces before every line that is not empty.
  var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? String($0) : "  " + $0 }.joined(separator: "\n")
  }

  /// The text with two spaces before every line but the first.
  var hanging: String { String(indented.dropFirst(isEmpty ? 0 : 2)) }
}
