import Foundation
import Testing

@testable import Pipeline

/// Every key of the reference is one that the loader reads.
struct KeysReadTests {
  /// A place in a file, and the key that stands there.
  struct Place: CustomTestStringConvertible, Sendable {
    enum Step: Sendable {
      case key(String)
      case index(Int)
    }

    let file: String
    let path: [Step]
    let part: DefinitionPart
    let key: DefinitionKey

    var testDescription: String { "\(part.rawValue): \(key.name)" }
  }

  @Test("the definitions with every key are read")
  func whole() throws { _ = try DefinitionFolder(EveryKey.text).load() }

  @Test("they have every key of every mapping")
  func complete() {
    let found = Set(Self.places.map(\.testDescription))
    for part in DefinitionPart.allCases {
      for key in part.keys { #expect(found.contains("\(part.rawValue): \(key.name)")) }
    }
  }

  @Test("a value of the wrong kind is reported, so it was read", arguments: places)
  func read(_ place: Place) throws {
    let wrong: Any
    switch place.key.value {
    case .text, .matching, .bool, .int, .number, .word, .list, .mappings: wrong = ["a": "b"]
    case .mapping, .byName, .byChannel, .either: wrong = "a"
    }
    var files = EveryKey.files
    files[place.file] = Self.replacing(files[place.file] as Any, place.path[...], with: wrong)
    let errors = try DefinitionFolder(EveryKey.text(files)).errors()
    #expect(
      errors.contains { $0.contains("'\(place.key.name)' must be") }, "\(errors)")
  }

  /// Each key of each mapping, where it stands first.
  static let places: [Place] = {
    var places: [Place] = []
    func visit(_ value: Any, _ part: DefinitionPart, _ file: String, _ path: [Place.Step]) {
      guard let mapping = value as? [String: Any] else { return }
      for key in part.keys {
        guard let value = mapping[key.name] else { continue }
        let path = path + [.key(key.name)]
        let place = Place(file: file, path: path, part: part, key: key)
        if !places.contains(where: { $0.testDescription == place.testDescription }) {
          places.append(place)
        }
        switch key.value {
        case .mapping(let part): visit(value, part, file, path)
        case .mappings(let part):
          for (index, item) in (value as? [Any] ?? []).enumerated() {
            visit(item, part, file, path + [.index(index)])
          }
        case .byName(.mapping(let part)), .byChannel(.mapping(let part)):
          for (name, item) in (value as? [String: Any] ?? [:]).sorted(by: { $0.key < $1.key }) {
            visit(item, part, file, path + [.key(name)])
          }
        default: break
        }
      }
    }
    for (file, part) in EveryKey.kinds { visit(EveryKey.files[file] as Any, part, file, []) }
    return places
  }()

  private static func replacing(
    _ value: Any, _ path: ArraySlice<Place.Step>, with new: Any
  ) -> Any {
    guard let step = path.first else { return new }
    switch step {
    case .key(let key):
      var mapping = value as? [String: Any] ?? [:]
      mapping[key] = replacing(mapping[key] as Any, path.dropFirst(), with: new)
      return mapping
    case .index(let index):
      var list = value as? [Any] ?? []
      list[index] = replacing(list[index], path.dropFirst(), with: new)
      return list
    }
  }
}

/// Definitions in which every key of every mapping stands, as JSON, which is YAML as well.
enum EveryKey {
  static let kinds: [(file: String, part: DefinitionPart)] = [
    ("pipeline.yml", .pipeline), ("channels.yml", .channels), ("consent.yml", .consent),
    ("sources/people.yml", .source), ("marts/people.yml", .mart),
    ("scenarios/hello.yml", .scenario), ("scenarios/month.yml", .scenario),
    ("scenarios/week.yml", .scenario), ("messages/hello.yml", .messages),
  ]

  static var files: [String: Any] {
    json.compactMapValues { try? JSONSerialization.jsonObject(with: Data($0.utf8)) }
  }

  static var text: [String: String] { text(files) }

  static func text(_ files: [String: Any]) -> [String: String] {
    files.compactMapValues { value in
      (try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys))
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static let json = [
    "pipeline.yml": """
    {"pipeline": "p", "label": "l", "schema": 1, "time_zone": "Asia/Tokyo",
     "parameters": {"starts": {"type": "text", "value": "v", "label": "l"}}}
    """,
    "channels.yml": """
    {"channels": {"email": {"label": "l", "addresses": ["email"], "permission": "ok",
       "caps": [{"sends": 1, "days": 1}]}},
     "sender": {"name": "n", "postal_address": "a", "contact": "c",
       "unsubscribe_url": "https://u.example"}}
    """,
    "consent.yml": """
    {"people": {"source": "people", "key": "id", "updated_at": "at", "handling": "id",
       "addresses": {"email": ["id"]}, "permissions": {"email": "ok"}, "origin": "id",
       "frequency": {"email": {"column": "c", "caps": {"a": {"sends": 1, "days": 7}}}}},
     "forms": [{"source": "people", "link": "self", "key": "id", "at": "at", "mart": "m",
       "answers": {"email": {"address": "id", "permission": "ok"}}}],
     "line_members": {"source": "people", "link": "self"}, "events": "e", "suppressions": "s",
     "delivery_events": "d", "suppress_handling": ["a"], "cleared_handling": ["a"],
     "harmless_handling": ["a"]}
    """,
    "sources/people.yml": """
    {"source": "people", "label": "l", "files": "p*", "encoding": "cp932", "delimiter": "tab",
     "skip_lines": 1, "mode": "append", "optional": true, "key": ["id"], "newest_by": "at",
     "event_time": "at", "max_quarantined": 0.5, "order": ["id"],
     "freshness": {"warn_after": "1d", "error_after": "3d"},
     "columns": [
       {"name": "id", "header": "h", "type": "id", "optional": false, "reading": false,
        "null_words": ["x"], "header_synonyms": ["y"]},
       {"name": "at", "header": "h", "type": "timestamp", "as_of": true},
       {"name": "ok", "header": "h", "type": "bool", "true_words": ["t"], "false_words": ["f"],
        "inverted": false},
       {"name": "c", "header": "h", "type": "choice", "choices": {"a": ["A"]}},
       {"name": "firm", "header": "h", "type": "company", "legal_forms": {"(x)": "y"}}],
     "links": {"self": {"source": "people", "on": "id", "match": [
       {"column": "id", "equals": "id", "unless_differ": {"id": "id"}, "and_equal": {"id": "id"},
        "carried_within": "id", "latest_by": ["at"]}]}},
     "conditions": {"yes": "true"}, "values": {"one": {"type": "int", "value": "1"}}}
    """,
    "marts/people.yml": """
    {"mart": "people", "label": "l", "rows": "people", "key": "id",
     "columns": [{"name": "id", "label": "l", "type": "text", "roles": ["key"], "value": "id"}],
     "helpers": [{"name": "helper", "type": "text", "value": "id"}]}
    """,
    "scenarios/hello.yml": """
    {"scenario": "hello", "number": 1, "name": "n", "mart": "people", "topic": "t",
     "transactional": false, "trigger": {"on": "starts", "at": "10:00"}, "reentry": "never",
     "catch_up_days": 0, "holdout": 0, "entry": ["true"], "subject": "id", "latest_by": ["id"],
     "guards": [{"require": "true", "else": "left"}], "fields": ["id"],
     "messages": {"A": {"label": "l", "channel": ["email"]}, "B": {"resend_of": "A"}},
     "flow": [{"send": "A"}, {"wait": "1 day after A"},
       {"if": "open(A)", "then": [{"end": "done"}], "else": [{"send": "B"}]}]}
    """,
    "messages/hello.yml": """
    {"scenario": "hello", "fields": {"id": {"fallback": "x"}},
     "sender": {"name": "id", "address": "id"},
     "messages": {"A": {"fields": {"ok": {"required": false}},
       "preview": {"subject": "s", "body": "{{id}}"}}, "B": {}}}
    """,
    "scenarios/month.yml": """
    {"scenario": "month", "number": 2, "mart": "people", "topic": "t", "reentry": "never",
     "trigger": {"every": "month", "day": 1, "at": "10:00"}, "entry": ["true"],
     "messages": {"A": {}}, "flow": [{"send": "A"}]}
    """,
    "scenarios/week.yml": """
    {"scenario": "week", "number": 3, "mart": "people", "topic": "t", "reentry": "never",
     "trigger": {"every": "monday", "nth": [1], "at": "10:00"}, "entry": ["true"],
     "messages": {"A": {}}, "flow": [{"send": "A"}]}
    """,
  ]
}
