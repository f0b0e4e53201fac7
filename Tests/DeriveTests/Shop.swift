import Derive
import Pipeline
import Table

/// People, their orders and their visits: sources that lead to each other.
enum Shop {
  static let sources = [
    "sources/people.yml": """
    source: people
    files: people*.csv
    key: person_id
    event_time: registered_at
    columns:
      - {name: person_id, header: a, type: id}
      - {name: name, header: b, type: person}
      - {name: rank, header: c, type: choice, choices: {gold: [ゴールド], none: []}}
      - {name: born_on, header: d, type: date}
      - {name: points, header: e, type: int}
      - {name: registered_at, header: f, type: timestamp}
    """,
    "sources/orders.yml": """
    source: orders
    files: orders*.csv
    key: order_id
    event_time: ordered_at
    columns:
      - {name: order_id, header: a, type: id}
      - {name: person_id, header: b, type: id}
      - {name: email, header: c, type: email}
      - {name: ordered_at, header: d, type: timestamp}
      - {name: amount, header: e, type: money}
    links:
      person: {source: people, on: person_id}
    """,
    "sources/visits.yml": """
    source: visits
    files: visits*.csv
    key: visit_id
    columns:
      - {name: visit_id, header: a, type: id}
      - {name: person_id, header: b, type: id}
      - {name: visited_on, header: c, type: date}
      - {name: left_at, header: d, type: timestamp}
      - {name: minutes, header: e, type: int}
      - {name: note, header: f, type: text}
      - {name: is_open, header: g, type: bool}
    links:
      person: {source: people, on: person_id}
    conditions:
      long: minutes >= 30
    """,
    "channels.yml": """
    channels:
      email: {addresses: [email], permission: email_permission}
      line: {addresses: [line_id], permission: line_permission}
    """,
  ]

  /// The definitions with one mart, each column of it an expression over `rows`.
  static func plan(
    rows: String, key: String, _ columns: [(name: String, type: ColumnType, expression: String)]
  ) throws -> Plan {
    var mart = "mart: result\nrows: \(rows)\nkey: \(key)\ncolumns:"
    for column in [(key, .text, key)] + columns {
      mart += Definitions.column(column.0, column.1, column.2)
    }
    return try Definitions.plan(
      sources.merging(["pipeline.yml": "pipeline: shop", "marts/result.yml": mart]) { $1 })
  }

  /// An expression over the rows of a source, on a day with the rows given.
  static func evaluate(
    _ expression: String, _ type: ColumnType, over source: String, key: String,
    in world: [String: [Row]], permissions: FixedPermissions = FixedPermissions()
  ) throws -> [String?] {
    let plan = try plan(rows: source, key: key, [("result", type, expression)])
    return try plan.mart("result", plan.day(world), permissions: permissions)["result"].cells
  }
}
