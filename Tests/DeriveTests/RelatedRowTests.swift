import Table
import Testing

@Suite("Formulas over related rows")
struct RelatedRowTests {
  /// Ichiro has visits, Jiro has one whose values are null, Saburo none; one visit is nobody's.
  private static let world: [String: [Row]] = [
    "people": [
      ["person_id": "P1", "name": "一郎", "rank": "gold", "points": "5"],
      ["person_id": "P2", "name": "次郎", "rank": "none"],
      ["person_id": "P3", "name": "三郎", "born_on": "2000-01-01"],
    ],
    "visits": [
      [
        "visit_id": "V1", "person_id": "P1", "visited_on": "2026-11-02", "minutes": "30",
        "note": "ろ", "left_at": "2026-11-02 10:00:00", "is_open": "true",
      ],
      [
        "visit_id": "V2", "person_id": "P1", "visited_on": "2026-11-01", "minutes": "-10",
        "note": "い", "left_at": "2026-11-03 10:00:00",
      ],
      ["visit_id": "V3", "person_id": "P2"],
      [
        "visit_id": "V4", "person_id": "P9", "visited_on": "2026-01-01", "minutes": "1000",
        "note": "ん", "left_at": "2026-12-31 00:00:00",
      ],
      ["visit_id": "V5", "visited_on": "2026-01-01", "minutes": "1000"],
      ["visit_id": "V6", "person_id": "P1", "minutes": "40", "note": "", "is_open": "false"],
    ],
    "orders": [
      ["order_id": "O1", "person_id": "P3"], ["order_id": "O2", "person_id": "P1"],
      ["order_id": "O3", "person_id": "P9"], ["order_id": "O4"],
      ["order_id": "O5", "person_id": "P2"], ["order_id": "O6", "person_id": "P1"],
    ],
  ]

  @Test(
    "an aggregate folds the rows that lead here",
    arguments: [
      ("exists(visits)", .bool, ["true", "true", "false"]),
      ("exists(visits where is_open)", .bool, ["true", "false", "false"]),
      ("exists(visits where not is_open)", .bool, ["true", "false", "false"]),
      ("exists(visits where long)", .bool, ["true", "false", "false"]),
      ("exists(visits where minutes > 1000)", .bool, ["false", "false", "false"]),
      ("count(visits)", .int, ["3", "1", "0"]),
      ("count(visits where minutes is null)", .int, ["0", "1", "0"]),
      ("count(visits where visited_on <= today)", .int, ["2", "0", "0"]),
      ("sum(visits.minutes)", .int, ["60", "0", "0"]),
      ("sum(visits.minutes where long)", .int, ["70", "0", "0"]),
      ("min(visits.minutes)", .int, ["-10", nil, nil]),
      ("max(visits.minutes)", .int, ["40", nil, nil]),
      ("max(visits.minutes where minutes < 0)", .int, ["-10", nil, nil]),
      ("min(visits.visited_on)", .date, ["2026-11-01", nil, nil]),
      ("max(visits.visited_on)", .date, ["2026-11-02", nil, nil]),
      ("min(visits.left_at)", .timestamp, ["2026-11-02 10:00:00", nil, nil]),
      ("max(visits.left_at)", .timestamp, ["2026-11-03 10:00:00", nil, nil]),
      ("min(visits.note)", .text, ["", nil, nil]),
      ("max(visits.note)", .text, ["ろ", nil, nil]),
      ("min(visits.note where long)", .text, ["", nil, nil]),
      ("count(visits) + sum(visits.minutes)", .int, ["63", "1", "0"]),
    ] as [(String, ColumnType, [String?])])
  func aggregates(_ expression: String, _ type: ColumnType, _ expected: [String?]) throws {
    let result = try Shop.evaluate(
      expression, type, over: "people", key: "person_id", in: Self.world)
    #expect(result == expected)
  }

  @Test(
    "an aggregate by way of a shared row gives it to each that leads there",
    arguments: [
      ("exists(visits)", .bool, ["false", "true", "false", "false", "true", "true"]),
      ("count(visits)", .int, ["0", "3", "0", "0", "1", "3"]),
      ("sum(visits.minutes)", .int, ["0", "60", "0", "0", "0", "60"]),
      ("min(visits.minutes)", .int, [nil, "-10", nil, nil, nil, "-10"]),
      ("max(visits.note)", .text, [nil, "ろ", nil, nil, nil, "ろ"]),
      ("count(orders)", .int, ["1", "2", "0", "0", "1", "2"]),
    ] as [(String, ColumnType, [String?])])
  func sharedAggregates(_ expression: String, _ type: ColumnType, _ expected: [String?]) throws {
    let result = try Shop.evaluate(
      expression, type, over: "orders", key: "order_id", in: Self.world)
    #expect(result == expected)
  }

  @Test(
    "a sum beyond the numbers of a column is the last of them, not one of the other sign",
    arguments: [
      (["9223372036854775807", "1"], "9223372036854775807"),
      (["-9223372036854775807", "-1"], "-9223372036854775807"),
      (["9223372036854775807", "-1"], "9223372036854775806"),
      (["-9223372036854775807", "-2", "-3"], "-9223372036854775807"),
    ])
  func sumBeyond(_ minutes: [String], _ expected: String) throws {
    let visits = minutes.enumerated().map { number, minutes -> Row in
      ["visit_id": "V\(number)", "person_id": "P1", "minutes": minutes]
    }
    let result = try Shop.evaluate(
      "sum(visits.minutes)", .int, over: "people", key: "person_id",
      in: ["people": [["person_id": "P1"]], "visits": visits])
    #expect(result == [expected])
  }

  @Test(
    "a filter may follow the links of the related rows",
    arguments: [
      ("count(visits where person.rank = 'gold')", ["3", "0", "0"]),
      ("count(visits where linked(person) and person.points is null)", ["0", "1", "0"]),
      ("sum(visits.minutes where label(person.rank) = 'ゴールド')", ["60", "0", "0"]),
    ])
  func linkedFilter(_ expression: String, _ expected: [String?]) throws {
    let result = try Shop.evaluate(
      expression, .int, over: "people", key: "person_id", in: Self.world)
    #expect(result == expected)
  }

  @Test(
    "aggregates of no rows at all have their value for none",
    arguments: [
      ("exists(visits)", .bool, "false"), ("count(visits)", .int, "0"),
      ("sum(visits.minutes)", .int, "0"), ("max(visits.minutes)", .int, nil),
      ("min(visits.note)", .text, nil),
    ] as [(String, ColumnType, String?)])
  func noRows(_ expression: String, _ type: ColumnType, _ expected: String?) throws {
    var world = Self.world
    world["visits"] = []
    #expect(
      try Shop.evaluate(expression, type, over: "people", key: "person_id", in: world)
        == [expected, expected, expected])
    world["people"] = []
    #expect(
      try Shop.evaluate(expression, type, over: "people", key: "person_id", in: world) == [])
    #expect(
      try Shop.evaluate(expression, type, over: "orders", key: "order_id", in: world)
        == Array(repeating: expected, count: 6))
  }

  @Test(
    "a column of the row a link leads to is null without one",
    arguments: [
      ("person.name", .text, ["三郎", "一郎", nil, nil, "次郎", "一郎"]),
      ("person.points", .int, [nil, "5", nil, nil, nil, "5"]),
      ("person.born_on", .date, ["2000-01-01", nil, nil, nil, nil, nil]),
      ("linked(person)", .bool, ["true", "true", "false", "false", "true", "true"]),
      ("label(person.rank)", .text, [nil, "ゴールド", nil, nil, nil, "ゴールド"]),
      ("if(linked(person), person.name, order_id)", .text, ["三郎", "一郎", "O3", "O4", "次郎", "一郎"]),
      ("coalesce(person.name, person_id)", .text, ["三郎", "一郎", "P9", nil, "次郎", "一郎"]),
    ] as [(String, ColumnType, [String?])])
  func linked(_ expression: String, _ type: ColumnType, _ expected: [String?]) throws {
    let result = try Shop.evaluate(
      expression, type, over: "orders", key: "order_id", in: Self.world)
    #expect(result == expected)
  }

  @Test("a permission is asked for the mart's source and channel, row by row")
  func permission() throws {
    let permissions = FixedPermissions(values: [
      "people email": [1, 0, 1], "people line": [0, 0, 1],
    ])
    for (expression, expected) in [
      ("permission(email)", ["true", "false", "true"]),
      ("permission(line)", ["false", "false", "true"]),
      ("permission(email) and not permission(line)", ["true", "false", "false"]),
    ] {
      let result = try Shop.evaluate(
        expression, .bool, over: "people", key: "person_id", in: Self.world,
        permissions: permissions)
      #expect(result == expected)
    }
  }
}
