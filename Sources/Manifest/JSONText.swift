import Table

/// A JSON value read back from what was published (RFC 8259). Objects keep the order of their
/// members, numbers their digits.
enum JSONText: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case list([JSONText])
  case object([Member])

  struct Member: Equatable, Sendable {
    let name: String
    let value: JSONText
  }

  /// The value of all the bytes, or nil if they are not one JSON value. Nesting is read 64 deep.
  init?(_ bytes: ByteView) {
    var reader = JSONReader(bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
    self = value
  }

  /// The member of an object, the first of its name.
  subscript(name: String) -> JSONText? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// A single value as text, for machines and templates; null is empty.
  var plainText: String {
    switch self {
    case .text(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: ""
    }
  }

  var string: String? { if case .text(let text) = self { text } else { nil } }
  var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  var elements: [JSONText]? { if case .list(let elements) = self { elements } else { nil } }
}

extension JSONWriter {
  /// A value as it was read, compact.
  func value(_ value: JSONText) {
    switch value {
    case .null: raw("null")
    case .bool(let bool): self.bool(bool)
    case .number(let digits): buffer.append(text: digits)
    case .text(let text): string(text)
    case .list(let elements):
      raw("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { raw(",") }
        self.value(element)
      }
      raw("]")
    case .object(let members): object(members)
    }
  }

  /// An object of these members, compact.
  func object(_ members: [JSONText.Member]) {
    raw("{")
    for (index, member) in members.enumerated() {
      if index > 0 { raw(",") }
      string(member.name)
      raw(":")
      value(member.value)
    }
    raw("}")
  }
}
