import Foundation

/// JSON that a command printed.
enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object(JSONObject)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode(JSONObject.self))
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [JSONValue]? { if case .list(let list) = self { list } else { nil } }
  var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
}

typealias JSONObject = [String: JSONValue]

extension JSONObject {
  init(json text: String) throws {
    self = try JSONDecoder().decode(JSONObject.self, from: Data(text.utf8))
  }

  /// One object a line.
  static func lines(_ text: String) throws -> [JSONObject] {
    try text.split(separator: "\n").map { try JSONObject(json: String($0)) }
  }

  func text(_ key: String) -> String? { self[key]?.text }

  /// A whole number, 0 if there is none.
  func number(_ key: String) -> Int {
    if case .number(let value)? = self[key] { Int(value) } else { 0 }
  }
}
