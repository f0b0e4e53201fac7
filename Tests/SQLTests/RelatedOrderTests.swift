import Testing

@Suite("Related rows in an order as SQLite reads them")
struct RelatedOrderTests {
  static let people = """
    source: people
    files: "people*.csv"
    key: [id]
    columns:
      - {name: id, header: id, type: id}
    """

  static let orders = """
    source: orders
    files: "orders*.csv"
    key: [order]
    columns:
      - {name: order, header: order, type: id}
      - {name: person, header: person, type: id}
      - {name: kind, header: kind, type: text}
      - {name: item, header: item, type: text}
      - {name: at, header: at, type: date}
      - {name: yen, header: yen, type: money}
    order: [kind, at]
    links:
      buyer: {source: people, match: [{column: person, equals: id}]}
    conditions:
      newest: is_latest(at within kind)
    """

  /// The answer of a formula for person A, who has these orders.
  private func answer(_ formula: String, _ type: String, _ orders: [String]) throws -> String? {
    let world = try World([
      "sources/people.yml": Self.people, "sources/orders.yml": Self.orders,
      "marts/m.yml": """
      mart: m
      rows: people
      key: id
      columns:
        - {name: id, type: text}
        - {name: other, type: list, value: "list(orders.kind)"}
        - {name: answer, type: \(type), value: "\(formula)"}
      """,
    ])
    for person in ["A", "B"] { try world.add("people", ["id": "'\(person)'"]) }
    for order in orders {
      try world.database.run(
        "INSERT INTO orders (\"order\", person, kind, item, at, yen) VALUES (\(order))")
    }
    let rows = try world.mart("m", on: "2026-11-19")
    #expect(rows.map { $0[0] } == ["A", "B"])
    #expect(rows[1][2] == nil, "a person without orders")
    return rows[0][2]
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let formula: String
    var type = "text"
    let orders: [String]
    let answer: String?
  }

  @Test(
    "a list holds each text once, at its first place in the source's order",
    arguments: [
      Case(
        testDescription: "by every column of the order", formula: "list(orders.item)",
        orders: [
          "'1', 'A', 'b', 'x', null, 1", "'2', 'A', 'a', 'y', '2026-01-02', 1",
          "'3', 'A', 'a', 'z', '2026-01-01', 1",
        ], answer: #"["z","y","x"]"#),
      Case(
        testDescription: "a repeated text stands where it came first", formula: "list(orders.item)",
        orders: [
          "'1', 'A', 'a', 'x', null, 1", "'2', 'A', 'b', 'y', null, 1",
          "'3', 'A', 'c', 'x', null, 1",
        ], answer: #"["x","y"]"#),
      Case(
        testDescription: "null sorts with the empty text, then comes the key",
        formula: "list(orders.item)",
        orders: [
          "'3', 'A', null, 'z', '2026-01-01', 1", "'1', 'A', '', 'x', '2026-01-02', 1",
          "'2', 'A', null, 'y', '2026-01-02', 1",
        ], answer: #"["z","x","y"]"#),
      Case(
        testDescription: "nulls are passed over", formula: "list(orders.item)",
        orders: ["'1', 'A', 'a', null, null, 1", "'2', 'A', 'b', 'y', null, 1"],
        answer: #"["y"]"#),
      Case(
        testDescription: "a list of nothing is null", formula: "list(orders.item where yen > 5)",
        orders: ["'1', 'A', 'a', 'x', null, 1", "'2', 'A', 'b', 'y', null, null"], answer: nil),
      Case(
        testDescription: "what the filter keeps out has no place",
        formula: "list(orders.item where yen > 5)",
        orders: [
          "'1', 'A', 'a', 'x', null, 1", "'2', 'A', 'b', 'y', null, 9",
          "'3', 'A', 'c', 'x', null, 9", "'4', null, 'a', 'w', null, 9",
        ], answer: #"["y","x"]"#),
      Case(
        testDescription: "the newest is sought among the rows of everyone",
        formula: "list(orders.item where newest)",
        orders: [
          "'1', 'A', 'a', 'x', '2026-01-01', 1", "'2', null, 'a', 'y', '2026-01-02', 1",
          "'3', 'A', 'b', 'z', '2026-01-01', 1",
        ], answer: #"["z"]"#),
      Case(
        testDescription: "quotes are escaped", formula: "list(orders.item)",
        orders: [#"'1', 'A', 'a', '"山/\', null, 1"#], answer: #"["\"山/\\"]"#),
    ])
  func lists(_ item: Case) throws {
    #expect(try answer(item.formula, "list", item.orders) == item.answer)
  }

  @Test(
    "the last row gives its value, even null",
    arguments: [
      Case(
        testDescription: "the greatest by the order", formula: "last(orders.item by at)",
        orders: [
          "'1', 'A', 'a', 'x', '2026-01-02', 1", "'2', 'A', 'a', 'y', '2026-01-01', 1",
          "'3', 'A', 'a', 'z', null, 1",
        ], answer: "x"),
      Case(
        testDescription: "the key breaks ties", formula: "last(orders.item by at)",
        orders: [
          "'2', 'A', 'a', 'y', '2026-01-02', 1", "'1', 'A', 'a', 'x', '2026-01-02', 1",
        ], answer: "y"),
      Case(
        testDescription: "by several columns", formula: "last(orders.item by kind, at)",
        orders: [
          "'1', 'A', 'b', 'x', '2026-01-01', 1", "'2', 'A', 'b', 'y', null, 1",
          "'3', 'A', 'a', 'z', '2026-01-09', 1",
        ], answer: "x"),
      Case(
        testDescription: "a null of the last row stays null", formula: "last(orders.item by at)",
        orders: ["'1', 'A', 'a', null, '2026-01-02', 1", "'2', 'A', 'a', 'y', '2026-01-01', 1"],
        answer: nil),
      Case(
        testDescription: "only rows for which the filter is true",
        formula: "last(orders.yen where yen > 5 by at)", type: "int",
        orders: ["'1', 'A', 'a', 'x', '2026-01-02', null", "'2', 'A', 'a', 'y', null, 9"],
        answer: "9"),
      Case(
        testDescription: "a filter over the rows of everyone",
        formula: "last(orders.item where newest by at)",
        orders: [
          "'1', 'A', 'a', 'x', '2026-01-01', 1", "'2', null, 'a', 'y', '2026-01-02', 1",
          "'3', 'A', 'b', 'z', null, 1",
        ], answer: "z"),
    ])
  func lasts(_ item: Case) throws {
    #expect(try answer(item.formula, item.type, item.orders) == item.answer)
  }
}
