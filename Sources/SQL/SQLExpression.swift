/// A piece of SQL and how strongly it holds together, for leaving out needless brackets.
struct SQLExpression {
  enum Strength: Int, Comparable {
    case or, and, not, comparison, sum, product, atom

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  let text: String
  let strength: Strength

  init(_ text: String, _ strength: Strength = .atom) {
    self.text = text
    self.strength = strength
  }

  /// The text, in brackets if it holds together less strongly than asked for.
  func bracketed(below wanted: Strength) -> String {
    strength < wanted ? "(\(text.hanging))" : text
  }

  /// `a AND b`, on one line each if that is long; what is joined by OR is bracketed for the eye.
  static func joined(_ parts: [SQLExpression], by strength: Strength) -> SQLExpression {
    let word = strength == .and ? "AND" : "OR"
    let texts = parts.map { $0.bracketed(below: strength == .or ? .not : strength) }
    let line = texts.joined(separator: " \(word) ")
    return SQLExpression(isShort(line) ? line : texts.joined(separator: "\n\(word) "), strength)
  }

  /// `a || b`, null if one is null.
  static func concatenated(_ texts: [SQLExpression]) -> SQLExpression {
    let parts = texts.map { $0.bracketed(below: .sum) }
    let line = parts.joined(separator: " || ")
    return SQLExpression(isShort(line) ? line : parts.joined(separator: "\n|| "), .sum)
  }

  /// `CASE WHEN … THEN … ELSE … END`, over several lines if it is long.
  static func cases(
    of subject: String? = nil, _ branches: [(when: String, then: String)], else other: String?
  ) -> SQLExpression {
    let head = "CASE" + (subject.map { " \($0)" } ?? "")
    let tail = other.map { ["ELSE \($0.hanging)"] } ?? []
    let short = branches.map { "WHEN \($0.when) THEN \($0.then)" }
    let line = ([head] + short + tail + ["END"]).joined(separator: " ")
    if isShort(line) { return SQLExpression(line) }
    let parts = zip(branches, short).map { branch, line in
      isShort(line) ? line : "WHEN \(branch.when.hanging)\nTHEN \(branch.then.hanging)"
    }
    return SQLExpression(
      ([head] + (parts + tail).map(\.indented) + ["END"]).joined(separator: "\n"))
  }

  /// `COALESCE(…)` of two or more values.
  static func coalesce(_ values: [String]) -> SQLExpression {
    let line = "COALESCE(\(values.joined(separator: ", ")))"
    if isShort(line) { return SQLExpression(line) }
    return SQLExpression("COALESCE(\n\(values.joined(separator: ",\n").indented)\n)")
  }

  private static func isShort(_ line: String) -> Bool { line.count <= 76 && !line.contains("\n") }
}

/// `ROW_NUMBER() OVER (…)`: the place of a row among those that agree in `groups`.
func rowNumber(of groups: [String], by order: [String]) -> String {
  "ROW_NUMBER() OVER (\n\(window(of: groups, by: order).indented)\n)"
}

/// What stands in the brackets of a window.
func window(of groups: [String], by order: [String]) -> String {
  "PARTITION BY \(groups.joined(separator: ", "))\nORDER BY \(order.joined(separator: ", "))"
}
