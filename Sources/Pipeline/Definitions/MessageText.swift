/// A text with places for fields, `{{family_name}}`.
public struct MessageText: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case text(String)
    case field(String)
  }

  let parts: [Part]

  /// The text with every field replaced.
  public func filled(_ value: (_ field: String) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let name): value(name)
      }
    }.joined()
  }

  /// Reads a text; fields other than `known` are reported where they stand.
  init?(_ text: Located<String>, known: [String], sink: DiagnosticSink) {
    var parts: [Part] = []
    var isWhole = true
    var rest = Substring(text.value)
    while let open = rest.firstRange(of: "{{") {
      if open.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<open.lowerBound]))) }
      let place = text.place(
        ofCharacter: text.value.distance(from: text.value.startIndex, to: open.lowerBound))
      let inner = rest[open.upperBound...]
      guard let close = inner.firstRange(of: "}}") else {
        sink.error(at: place, "'{{' without '}}'")
        return nil
      }
      let name = inner[..<close.lowerBound].trimmingBlanks
      if !known.contains(name) {
        sink.error(
          at: place, "'\(name)' is not among the message's fields",
          help: Suggestion.help(for: name, in: known) ?? "add it to 'fields'")
        isWhole = false
      }
      parts.append(.field(name))
      rest = inner[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    guard isWhole else { return nil }
    self.parts = parts
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
