import Table

/// A JSON value whose objects keep the order of their keys.
indirect enum SchemaText {
  case text(String)
  case int(Int)
  case number(Double)
  case bool(Bool)
  case list([SchemaText])
  case object([(String, SchemaText)])

  static func texts(_ texts: [String]) -> SchemaText { .list(texts.map(SchemaText.text)) }

  /// Indented by two blanks a level; a list of single values stands in one line.
  func written(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return Self.quoted(text)
    case .int(let number): return String(number)
    case .number(let number):
      return number == number.rounded() ? String(Int(number)) : String(number)
    case .bool(let value): return value ? "true" : "false"
    case .list(let items):
      if items.allSatisfy(\.isSingle) {
        return "[" + items.map { $0.written() }.joined(separator: ", ") + "]"
      }
      return "[\n" + items.map { inner + $0.written(indent: inner) }.joined(separator: ",\n")
        + "\n\(indent)]"
    case .object(let entries):
      return "{\n"
        + entries.map { "\(inner)\(Self.quoted($0)): \($1.written(indent: inner))" }
        .joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private var isSingle: Bool {
    switch self {
    case .text, .int, .number, .bool: true
    case .list, .object: false
    }
  }

  private static func quoted(_ text: String) -> String {
    let buffer = ByteBuffer()
    buffer.append(jsonText: text)
    return buffer.text
  }
}
