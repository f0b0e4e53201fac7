extension String {
  /// As a terminal may be given it: one line, and nothing in it that would tell the terminal
  /// something or turn the direction of what follows. Line ends become a blank each, control
  /// characters but tabs and the marks of direction U+FFFD. O(n); text without any is not copied.
  public var onOneLine: String { isForTerminal(" ") ? self : forTerminal(lineEnd: " ") }

  /// The same, with its line ends: `\n`, also in the place of `\r\n`.
  public var withoutControls: String { isForTerminal("\n") ? self : forTerminal(lineEnd: "\n") }

  /// Whether all is as it must be; may say no of text that is. Bytes tell it: U+0080 to U+009F begin
  /// with C2, all that is neither ASCII nor these and must not stay with E2 80 or E2 81.
  private func isForTerminal(_ lineEnd: Unicode.Scalar) -> Bool {
    utf8.allSatisfy { byte in
      byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xE2
        || byte == 0x09 || byte == 0x0A && lineEnd == "\n"
    }
  }

  private func forTerminal(lineEnd: Unicode.Scalar) -> String {
    var result = UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A:
        // One line end with the carriage return before it.
        if last == "\r" { result.removeLast() }
        result.append(lineEnd)
      case 0x0B...0x0D, 0x85, 0x2028, 0x2029:
        result.append(lineEnd == " " ? " " : "\u{FFFD}")
      case 0x09: result.append(scalar)
      case 0x00..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
      last = scalar
    }
    return String(result)
  }
}
