import Foundation
import Testing

/// The session that README.md shows: commands after `$ `, and under each what it prints.
struct ReadmeSession {
  struct Step: CustomTestStringConvertible, Sendable {
    let command: String
    let output: [String]

    var testDescription: String { command }
  }

  let steps: [Step]

  /// Every block of a text that is fenced as `console`, in order. A command may go on in the next
  /// line after a backslash, and after `<<'EOF'` up to the line `EOF`; a line that is `...` or `…`
  /// alone stands for lines left out.
  init(markdown: String) {
    var steps: [Step] = []
    var isInside = false
    var isGoingOn = false
    var isHereDocument = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```"), !isHereDocument {
        isInside = !isInside && line == "```console"
        continue
      }
      guard isInside else { continue }
      if isHereDocument, let last = steps.popLast() {
        steps.append(Step(command: "\(last.command)\n\(line)", output: []))
        isHereDocument = line != "EOF"
        continue
      }
      if isGoingOn, let last = steps.popLast() {
        steps.append(Step(command: String(last.command.dropLast()) + line, output: []))
      } else if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), output: []))
      } else if let last = steps.popLast() {
        steps.append(Step(command: last.command, output: last.output + [String(line)]))
      }
      isGoingOn = steps.last.map { $0.output.isEmpty && $0.command.hasSuffix("\\") } ?? false
      isHereDocument =
        steps.last.map { $0.output.isEmpty && $0.command.hasSuffix("<<'EOF'") } ?? false
    }
    self.steps = steps
  }

  /// Whether the lines are what a command printed, durations left out of account.
  static func matches(_ shown: [String], _ printed: [String]) -> Bool {
    var rest = ArraySlice(printed.map(masked))
    var mayLeaveOut = false
    for line in trimmed(shown).map(masked) {
      if line == "..." || line == "…" {
        mayLeaveOut = true
      } else if mayLeaveOut {
        guard let found = rest.firstIndex(of: line) else { return false }
        rest = rest[(found + 1)...]
        mayLeaveOut = false
      } else {
        guard rest.popFirst() == line else { return false }
      }
    }
    return mayLeaveOut || rest.isEmpty
  }

  /// Without the blank lines at the end.
  private static func trimmed(_ lines: [String]) -> [String] {
    Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  /// With every duration as one mark: the blanks after it pad it to a column, and those at the end
  /// of a line cannot be seen.
  private static func masked(_ line: String) -> String {
    line.replacing(/\d+ ms */, with: "0 ms ").replacing(/\s+$/, with: "")
  }
}
