import Table
import Testing

@Suite("text for a terminal")
struct TerminalTextTests {
  @Test(
    "line ends, controls and marks of direction",
    arguments: [
      ("plain 山田 taro", "plain 山田 taro", "plain 山田 taro"),
      ("a\tb", "a\tb", "a\tb"),
      ("a\nb\n", "a b ", "a\nb\n"),
      ("a\r\nb", "a b", "a\nb"),
      ("a\rb", "a b", "a\u{FFFD}b"),
      ("a\u{85}b\u{2028}c\u{0B}", "a b c ", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
      ("\u{1B}[31mred", "\u{FFFD}[31mred", "\u{FFFD}[31mred"),
      ("\u{9B}31m\u{7F}\0", "\u{FFFD}31m\u{FFFD}\u{FFFD}", "\u{FFFD}31m\u{FFFD}\u{FFFD}"),
      ("e\u{301}\u{1B}", "e\u{301}\u{FFFD}", "e\u{301}\u{FFFD}"),
      ("“é” ©", "“é” ©", "“é” ©"),
    ])
  func taken(_ text: String, _ line: String, _ lines: String) {
    #expect(Array(text.onOneLine.utf8) == Array(line.utf8))
    #expect(Array(text.withoutControls.utf8) == Array(lines.utf8))
  }

  @Test("every mark of direction goes, and its neighbours stay")
  func direction() {
    for value: UInt32 in 0x2000...0x2070 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isMark = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
      let isLineEnd = value == 0x2028 || value == 0x2029
      let expected: Unicode.Scalar = isMark ? "\u{FFFD}" : isLineEnd ? " " : scalar
      #expect(Array(String(scalar).onOneLine.unicodeScalars) == [expected])
    }
  }

  /// What the bytes say of text without looking at its characters must not let anything through.
  @Test("no character of the first plane is told the terminal that is a control")
  func noControl() {
    for value: UInt32 in 0...0xFFFF {
      guard let scalar = Unicode.Scalar(value), scalar != "\t" else { continue }
      let shown = "x\(scalar)".onOneLine.unicodeScalars
      #expect(shown.allSatisfy { $0.properties.generalCategory != .control })
    }
  }
}
