/// A key of a mapping: what may stand under it, and what it means.
public struct DefinitionKey: Sendable {
  /// Whether a mapping needs it.
  public enum Need: Sendable, Equatable {
    case required
    /// What holds without it, in words.
    case optional(String)
    /// One of the mapping's keys that have this need must be given.
    case alternative
  }

  /// As it is written in the file, such as `latest_by`.
  public let name: String
  /// The kind of value and its range; what keys say together is checked when files are read.
  public let value: DefinitionValue
  /// Whether a file may do without it.
  public let need: Need
  /// In words, as Markdown with links relative to `docs/`; may be empty where the name says it.
  public let meaning: String

  init(_ name: String, _ value: DefinitionValue, _ need: Need, _ meaning: String = "") {
    self.name = name
    self.value = value
    self.need = need
    self.meaning = meaning
  }
}

/// What may stand under a key.
public indirect enum DefinitionValue: Sendable {
  /// A single value, and what it is: a name, an expression, a column.
  case text(String)
  /// A text of a form that an expression (ECMA 262) tells, given as a whole.
  case matching(String, pattern: String)
  case bool
  case int(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// One of some words.
  case word([String])
  /// A list, or a single one of its values.
  case list(DefinitionValue)
  /// A list of mappings.
  case mappings(DefinitionPart)
  case mapping(DefinitionPart)
  /// A mapping whose keys are names of one's own, or of the channels that there are.
  case byName(DefinitionValue)
  case byChannel(DefinitionValue)
  case either(DefinitionValue, DefinitionValue)

  /// The mappings that it holds.
  var parts: [DefinitionPart] {
    switch self {
    case .text, .matching, .bool, .int, .number, .word: []
    case .list(let value), .byName(let value), .byChannel(let value): value.parts
    case .mappings(let part), .mapping(let part): [part]
    case .either(let one, let other): one.parts + other.parts
    }
  }
}

extension DefinitionValue {
  /// The words of a closed set.
  static func word<T: RawRepresentable & CaseIterable>(of type: T.Type) -> Self
  where T.RawValue == String {
    .word(T.allCases.map(\.rawValue))
  }

  /// The ways to reach people that consent is kept for.
  static let channelNames = ["email", "line", "sms", "push", "phone", "ads"]

  static let column = text("column")
  static let columns = list(.text("column"))
  static let expression = text("expression")
}
