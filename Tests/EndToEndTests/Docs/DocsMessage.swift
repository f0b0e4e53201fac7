import Foundation

/// An error message as a page of the documentation shows it.
struct DocsMessage: Hashable, CustomStringConvertible {
  let page: String
  /// What stands there. In a table or a sentence some of it stands for what differs each time; the
  /// lines of a block are what a command prints, to the letter.
  let text: String
  let isBlock: Bool

  var description: String { "\(page): \(text)" }

  /// All messages of a page:
  /// - the quoted texts in the first column of a table that begins with `message` or `error`;
  /// - quoted texts in sentences that look like one;
  /// - blocks with one. Blocks of sessions, ```console, are left out: they are run as they stand.
  static func all(of page: String, _ markdown: String) -> [DocsMessage] {
    var messages: [DocsMessage] = []
    var fence: (kind: Substring, lines: [Substring])?
    var isInTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let (kind, lines) = fence, kind.isEmpty, lines.contains(where: isError) {
          messages.append(
            DocsMessage(page: page, text: lines.joined(separator: "\n"), isBlock: true))
        }
        fence = fence == nil ? (line.dropFirst(3), []) : nil
      } else if fence != nil {
        fence?.lines.append(line)
      } else if line.hasPrefix("| message |") || line.hasPrefix("| error |") {
        isInTable = true
      } else {
        isInTable = isInTable && line.hasPrefix("|")
        let quoted = isInTable ? line.split(separator: "|").first ?? "" : line
        messages += quoted.matches(of: /`([^`]+)`/).map(\.1)
          .filter { isInTable || isError($0) || looksLikeMessage($0) }
          .map { DocsMessage(page: page, text: String($0), isBlock: false) }
      }
    }
    return messages
  }

  private static func isError(_ text: Substring) -> Bool { text.contains("error: ") }

  /// A name in quotes among three words or more.
  private static func looksLikeMessage(_ text: Substring) -> Bool {
    text.contains(/'[\w.…]+'/)
      && text.split(separator: " ").count { $0.allSatisfy { $0.isASCII && $0.isLowercase } } >= 3
  }
}

extension DocsMessage {
  /// Whether a command that failed has said this.
  func isTold(in errors: String) throws -> Bool {
    if isBlock { return errors == text + "\n" }
    let pattern = try Regex(Self.pattern(text))
    return errors.split(separator: "\n").contains { line in
      line.wholeMatch(of: pattern) != nil
        || line.firstRange(of: "error: ").map {
          line[$0.upperBound...].wholeMatch(of: pattern) != nil
        } ?? false
    }
  }

  /// The message as an expression: one letter or an example of a file in quotes is any name, `12`
  /// any number, `D` any date, `…` anything. All else stands for itself.
  static func pattern(_ message: String) -> String {
    let mark = /'(?:[A-Za-z]|…|f\.[a-z.]+)'|\b(?:12|300)\b|\bD\d?\b| ?…/
    var pattern = ""
    var rest = message[...]
    while let match = rest.firstMatch(of: mark) {
      pattern += NSRegularExpression.escapedPattern(for: String(rest[..<match.range.lowerBound]))
      switch match.output.first {
      case " ", "…": pattern += ".*"
      case "'": pattern += "'[^\n]*?'"
      case "D": pattern += #"\d{4}-\d\d-\d\d"#
      default: pattern += #"\d+"#
      }
      rest = rest[match.range.upperBound...]
    }
    return pattern + NSRegularExpression.escapedPattern(for: String(rest))
  }
}
