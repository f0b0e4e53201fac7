/// A JSON value read from its text (RFC 8259). Objects keep the order of their members, numbers
/// their digits.
public enum JSONText: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case list([JSONText])
  case object([Member])

  /// A name and a value of an object.
  public struct Member: Equatable, Sendable {
    public let name: String
    public let value: JSONText

    public init(name: String, value: JSONText) {
      self.name = name
      self.value = value
    }
  }

  /// The value of all the bytes, or nil if they are not one JSON value. Nesting is read 64 deep.
  public init?(_ bytes: ByteView) {
    var reader = JSONReader(bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
    self = value
  }

  /// The member of an object, the first of its name.
  public subscript(name: String) -> JSONText? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// A single value as text, for machines and templates; null is empty.
  public var plainText: String {
    switch self {
    case .text(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: ""
    }
  }

  /// The text, if it is one.
  public var string: String? { if case .text(let text) = self { text } else { nil } }
  /// The members, if it is an object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  /// The elements, if it is a list.
  public var elements: [JSONText]? { if case .list(let elements) = self { elements } else { nil } }
}
