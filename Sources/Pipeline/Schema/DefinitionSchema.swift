/// What definition files may hold, as JSON Schema (draft-07, which editors read).
///
/// A file that meibo reads is valid but for numbers and booleans in quotes, which a schema takes
/// for texts. The reverse does not hold: what several keys or files say together is checked by
/// `meibo check` alone.
public enum DefinitionSchema {
  /// The schema of the files of a kind; nil: of a file of any kind. Ends in a line break; the same
  /// program gives the same bytes.
  public static func json(_ kind: DefinitionKind?) -> String {
    let kinds = kind.map { [$0] } ?? DefinitionKind.allCases
    var entries: [(String, SchemaText)] = [
      ("$schema", .text("http://json-schema.org/draft-07/schema#")),
      ("title", .text("meibo: " + (kind?.files ?? "any definition file"))),
    ]
    var parts: [DefinitionPart] = []
    for part in kinds.flatMap(\.parts) where !parts.contains(part) { parts.append(part) }
    if let kind {
      entries += mapping(kind.part)
      parts.removeAll { $0 == kind.part }
    } else {
      entries.append(("anyOf", .list(kinds.map { reference(to: $0.part) })))
    }
    let definitions = parts.map { part in
      (part.rawValue, SchemaText.object([("title", .text(part.title))] + mapping(part)))
    }
    if !definitions.isEmpty { entries.append(("definitions", .object(definitions))) }
    return SchemaText.object(entries).written() + "\n"
  }

  private static func mapping(_ part: DefinitionPart) -> [(String, SchemaText)] {
    var entries: [(String, SchemaText)] = [
      ("type", .text("object")), ("additionalProperties", .bool(false)),
      ("properties", .object(part.keys.map { ($0.name, property($0)) })),
    ]
    let required = part.keys.filter { $0.need == .required }.map(\.name)
    if !required.isEmpty { entries.append(("required", .texts(required))) }
    let alternatives = part.keys.filter { $0.need == .alternative }.map(\.name)
    if !alternatives.isEmpty {
      entries.append(
        (
          part.takesSeveralAlternatives ? "anyOf" : "oneOf",
          .list(alternatives.map { .object([("required", .texts([$0]))]) })
        ))
    }
    return entries
  }

  private static func property(_ key: DefinitionKey) -> SchemaText {
    var entries: [(String, SchemaText)] = []
    let words = plain(key.meaning)
    if !words.isEmpty { entries.append(("description", .text(words))) }
    if let value = standard(key) { entries.append(("default", value)) }
    return .object(entries + schema(key.value))
  }

  private static func schema(_ value: DefinitionValue) -> [(String, SchemaText)] {
    switch value {
    case .text: return [("type", .texts(["string", "number", "boolean"]))]
    case .matching(_, let pattern):
      return [("type", .text("string")), ("pattern", .text("^(?:\(pattern))$"))]
    case .bool: return [("enum", .list([.bool(true), .bool(false), .text("yes"), .text("no")]))]
    case .int(let range):
      return [("type", .text("integer"))]
        + (range.lowerBound == Int.min ? [] : [("minimum", .int(range.lowerBound))])
        + (range.upperBound == Int.max ? [] : [("maximum", .int(range.upperBound))])
    case .number(let range):
      return [
        ("type", .text("number")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
      ]
    case .word(let words): return [("enum", .texts(words))]
    case .list(let value):
      let item = SchemaText.object(schema(value))
      return either(item, list(item))
    case .mappings(let part):
      return [("type", .text("array")), ("items", reference(to: part))]
    case .mapping(let part): return [("allOf", .list([reference(to: part)]))]
    case .byName(let value):
      return [
        ("type", .text("object")), ("additionalProperties", .object(schema(value))),
      ]
    case .byChannel(let value):
      return [
        ("type", .text("object")), ("additionalProperties", .bool(false)),
        (
          "properties",
          .object(DefinitionValue.channelNames.map { ($0, .object(schema(value))) })
        ),
      ]
    case .either(let one, let other):
      return either(.object(schema(one)), .object(schema(other)))
    }
  }

  private static func either(_ one: SchemaText, _ other: SchemaText) -> [(String, SchemaText)] {
    [("anyOf", .list([one, other]))]
  }

  private static func list(_ item: SchemaText) -> SchemaText {
    .object([("type", .text("array")), ("items", item)])
  }

  private static func reference(to part: DefinitionPart) -> SchemaText {
    .object([("$ref", .text("#/definitions/\(part.rawValue)"))])
  }

  /// The default, if it is a value and not in words.
  private static func standard(_ key: DefinitionKey) -> SchemaText? {
    guard case .optional(let text) = key.need else { return nil }
    switch key.value {
    case .bool: return Bool(text).map(SchemaText.bool)
    case .int: return Int(text).map(SchemaText.int)
    case .number: return Double(text).map(SchemaText.number)
    case .word: return .text(text.filter { $0 != "`" })
    default: return nil
    }
  }

  /// Markdown without the marks of code and links.
  private static func plain(_ markdown: String) -> String {
    markdown.replacing(/\[([^\]]+)\]\([^)]+\)/) { $0.1 }.filter { $0 != "`" }
  }
}
