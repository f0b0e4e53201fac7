import Foundation
import Testing

/// An error that the docs quote is one that a test provokes.
struct QuotedMessageTests {
  @Test(
    "each message of the page's table of errors is one that a test looks for",
    arguments: [
      ("operating.md", "| message | cause |"), ("definitions.md", "| error | what to do |"),
    ])
  func provoked(_ page: String, _ header: String) throws {
    let messages = try Self.messages(page, under: header)
    #expect(messages.count >= 10)
    let tests = try Self.testSources()
    for message in messages {
      let pattern = try Regex(Self.pattern(message))
      #expect(
        tests.contains { $0.firstMatch(of: pattern) != nil }, "no test provokes: \(message)")
    }
  }

  @Test("what stands for names, dates and numbers is found as any of them")
  func patterns() throws {
    let pattern = try Regex(Self.pattern("source 'x': 12 of 300 records of D2 cannot be read …"))
    for text in [
      "source 'line_members': 11 of 153 records of 2026-11-21 cannot be read (field_count)",
      #"source '\(name)': \(count) of 3 records of \(day) cannot be read x"#,
    ] {
      #expect(text.firstMatch(of: pattern) != nil)
    }
    #expect("source 'x': all of 3 records of D cannot".firstMatch(of: pattern) == nil)
  }

  /// The texts in the first column of the table that begins with a header row.
  private static func messages(_ page: String, under header: String) throws -> [String] {
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/\(page)"), encoding: .utf8)
    let table = text.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0 != header }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.flatMap { row -> [String] in
      row.split(separator: "|").first?.matches(of: /`([^`]+)`/).map { String($0.1) } ?? []
    }
  }

  /// The message as an expression: `'x'` is any name in quotes, `12` any number, `D` any date, `…`
  /// anything; a test may have an interpolation in their place.
  private static func pattern(_ message: String) -> String {
    let mark = /'[^']*'|\d+|\bD\d?\b| ?…/
    var pattern = ""
    var rest = message[...]
    while let match = rest.firstMatch(of: mark) {
      pattern += NSRegularExpression.escapedPattern(for: String(rest[..<match.range.lowerBound]))
      switch match.output.first {
      case " ", "…": pattern += ".*"
      case "'": pattern += #"'[^'\n]*'"#
      case "D": pattern += #"(?:\\\(\w+\)|[-0-9]+)"#
      default: pattern += #"(?:\\\(\w+\)|\d+)"#
      }
      rest = rest[match.range.upperBound...]
    }
    return pattern + NSRegularExpression.escapedPattern(for: String(rest))
  }

  /// The tests but for this one; a string that goes on in another line is made one.
  private static func testSources() throws -> [String] {
    let root = Repository.root.appending(path: "Tests")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.file)
    return try paths.filter { $0.hasSuffix(".swift") && !$0.contains("QuotedMessageTests") }
      .map {
        try String(contentsOf: root.appending(path: $0), encoding: .utf8)
          .replacing(/\\\n\s*|"\n\s*\+ "/, with: "")
      }
  }
}
