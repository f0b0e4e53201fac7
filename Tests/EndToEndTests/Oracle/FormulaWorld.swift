import Foundation
import Table
import TestSupport
import Testing

/// People, their things and their visits, whose values are those at which formulas go wrong: leap days,
/// ends of years, the last numbers of a column, nothing.
struct FormulaWorld: Sendable, CustomTestStringConvertible {
  let seed: UInt64

  static let dates = ["2024-02-29", "2026-02-28", "2027-11-21", "2100-03-01"]

  var testDescription: String { "seed \(seed)" }

  /// The definitions and the exports, below a folder.
  func write(to folder: URL) throws {
    var files = Self.sources
    files["pipeline/pipeline.yml"] = "pipeline: formulas\nlabel: 式\n"
    files["pipeline/consent.yml"] = "people: {source: people, key: person_id}\n"
    files["pipeline/marts/things.yml"] = mart
    files.merge(exports) { $1 }
    for (path, content) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
  }

  private var mart: String {
    var writer = FormulaWriter(seed: seed)
    var mart = "mart: things\nlabel: 物\nrows: things\nkey: thing_id\ncolumns:\n"
    mart += "  - {name: thing_id, type: text, roles: [key]}\n"
    for (name, type, expression) in writer.columns(80) {
      mart += "  - name: \(name)\n    type: \(type.rawValue)\n    roles: [segment]\n"
      mart += "    value: |-\n      \(expression)\n"
    }
    return mart
  }

  private var exports: [String: String] {
    var random = SeededGenerator(seed: seed &+ 1)
    func rows(_ header: String, _ count: Int, _ cells: [[String]]) -> String {
      let lines = (1...count).map { number in
        ["K\(number)"] + cells.map { random.chance(0.2) ? "" : random.pick($0) }
      }
      return ([header] + lines.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n"
    }
    let people = (1...13).map { "K\($0)" }
    let moments = Self.days.map { $0 + " 23:59:59" } + ["2026-11-21 00:00:00"]
    return [
      "exports/people.csv": rows("key,born,joined,points", 12, [Self.days, moments, Self.numbers]),
      "exports/things.csv": rows(
        "key,person,n,m,d,e,at,t,u,b", 60,
        [
          people, Self.numbers, Self.numbers, Self.days, Self.days, moments, Self.texts, Self.texts,
          ["1", "0"],
        ]),
      "exports/visits.csv": rows(
        "key,person,pages,seen,page", 40, [people, ["1", "2", "3"], Self.days, Self.texts]),
    ]
  }

  private static let days = [
    "1896-02-29", "1900-02-28", "1900-03-01", "1996-02-28", "1996-02-29", "1996-03-01",
    "1999-12-31", "2000-01-01", "2000-02-29", "2001-02-28", "2023-03-01", "2024-02-28",
    "2024-02-29", "2024-03-01", "2026-02-27", "2026-02-28", "2026-03-01", "2026-11-21",
    "2027-11-20", "2027-11-21", "2027-11-22", "2096-02-29", "2100-02-28", "2100-03-01",
    "2100-12-31",
  ]
  private static let numbers = [
    "0", "1", "-1", "2", "7", "365", "-3000", "4294967296", "9007199254740992", "-9007199254740992",
  ]
  private static let texts = ["a", "b", "ab", "B", "C9", "C10", "é", "保険", "😀"]

  private static let sources = [
    "pipeline/sources/people.yml": """
    source: people
    files: people*.csv
    key: person_id
    columns:
      - {name: person_id, header: key, type: id}
      - {name: born_on, header: born, type: date}
      - {name: joined_at, header: joined, type: timestamp}
      - {name: points, header: points, type: int}
    """,
    "pipeline/sources/things.yml": """
    source: things
    files: things*.csv
    key: thing_id
    columns:
      - {name: thing_id, header: key, type: id}
      - {name: person_id, header: person, type: id}
      - {name: n, header: n, type: int}
      - {name: m, header: m, type: int}
      - {name: d, header: d, type: date}
      - {name: e, header: e, type: date}
      - {name: at, header: at, type: timestamp}
      - {name: t, header: t, type: text}
      - {name: u, header: u, type: text}
      - {name: b, header: b, type: bool}
    links:
      person: {source: people, on: person_id}
    """,
    "pipeline/sources/visits.yml": """
    source: visits
    files: visits*.csv
    key: visit_id
    columns:
      - {name: visit_id, header: key, type: id}
      - {name: person_id, header: person, type: id}
      - {name: pages, header: pages, type: int}
      - {name: seen_on, header: seen, type: date}
      - {name: page, header: page, type: text}
    links:
      person: {source: people, on: person_id}
    """,
  ]
}
