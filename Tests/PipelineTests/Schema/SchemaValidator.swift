import Foundation
import Yams

/// Checks YAML by a JSON Schema, as an editor does: the words of draft-07 that ours use, and
/// nothing of the program's own.
struct SchemaValidator {
  private let root: [String: Any]

  init(json: String) throws {
    root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
  }

  /// What is wrong with a file, each with the path of keys to it; empty if it is valid.
  func problems(yaml: String) throws -> [String] {
    problems(try Yams.load(yaml: yaml) ?? NSNull(), root, at: "")
  }

  private func problems(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    for (word, rule) in schema {
      switch word {
      case "$schema", "title", "description", "default", "definitions": break
      case "$ref": found += problems(value, definition(rule as? String ?? ""), at: path)
      case "type":
        let types = rule as? [String] ?? [rule as? String ?? ""]
        if !types.contains(where: { Self.isOf($0, value) }) {
          found.append("\(path): not of type \(types.joined(separator: ", "))")
        }
      case "enum":
        let words = (rule as? [Any] ?? []).map { ($0 as? Bool).map(String.init) ?? "\($0)" }
        if !words.contains("\(value)") { found.append("\(path): not one of the words") }
      case "pattern":
        let pattern = try? Regex(rule as? String ?? "")
        if let pattern, let text = value as? String, text.firstMatch(of: pattern) == nil {
          found.append("\(path): not of the form")
        }
      case "minimum", "maximum":
        guard let bound = (rule as? NSNumber)?.doubleValue, let number = Self.number(value) else {
          break
        }
        if word == "minimum" ? number < bound : number > bound {
          found.append("\(path): out of range")
        }
      case "items":
        for (index, item) in (value as? [Any] ?? []).enumerated() {
          found += problems(item, rule as? [String: Any] ?? [:], at: "\(path)/\(index)")
        }
      case "required":
        guard let entries = Self.entries(value) else { break }
        for key in rule as? [String] ?? [] where entries[key] == nil {
          found.append("\(path): \(key) is missing")
        }
      case "properties":
        let rules = rule as? [String: [String: Any]] ?? [:]
        for (key, value) in Self.entries(value) ?? [:] {
          guard let rule = rules[key] else { continue }
          found += problems(value, rule, at: "\(path)/\(key)")
        }
      case "additionalProperties":
        let known = schema["properties"] as? [String: Any] ?? [:]
        for (key, value) in Self.entries(value) ?? [:] where known[key] == nil {
          if let rule = rule as? [String: Any] {
            found += problems(value, rule, at: "\(path)/\(key)")
          } else {
            found.append("\(path)/\(key): unknown key")
          }
        }
      case "allOf", "anyOf", "oneOf":
        let failures = (rule as? [[String: Any]] ?? []).map { problems(value, $0, at: path) }
        let valid = failures.count(where: \.isEmpty)
        if word == "allOf" { found += failures.flatMap(\.self) }
        if word == "anyOf" && valid == 0 || word == "oneOf" && valid != 1 {
          found.append("\(path): \(valid) of \(failures.count) hold, \(word)")
        }
      default: found.append("unknown word \(word) in the schema")
      }
    }
    return found.sorted()
  }

  private func definition(_ reference: String) -> [String: Any] {
    let definitions = root["definitions"] as? [String: [String: Any]]
    return definitions?[String(reference.split(separator: "/").last ?? "")] ?? ["absent": reference]
  }

  private static func entries(_ value: Any) -> [String: Any]? {
    guard let mapping = value as? [AnyHashable: Any] else { return nil }
    return Dictionary(mapping.map { ("\($0.key)", $0.value) }) { first, _ in first }
  }

  private static func number(_ value: Any) -> Double? {
    (value as? Int).map(Double.init) ?? value as? Double
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": entries(value) != nil
    case "array": value is [Any]
    case "boolean": value is Bool
    case "integer": value is Int
    case "number": number(value) != nil
    // A day is a text to editors: YAML 1.2 has no dates.
    case "string": value is String || value is Date
    default: false
    }
  }
}
