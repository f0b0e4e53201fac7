import Testing

@Suite("Marts as SQLite makes them")
struct MartTests {
  static let people = """
    source: people
    files: "people*.csv"
    key: [id]
    event_time: since
    columns:
      - {name: id, header: id, type: id}
      - {name: mail, header: mail, type: email}
      - {name: other_mail, header: other_mail, type: email}
      - {name: family, header: family, type: person_key, reading: true}
      - {name: since, header: since, type: date}
    """

  static let orders = """
    source: orders
    files: "orders*.csv"
    key: [order]
    event_time: at
    columns:
      - {name: order, header: order, type: id}
      - {name: person, header: person, type: id}
      - {name: mail, header: mail, type: email}
      - {name: family, header: family, type: person_key, reading: true}
      - {name: at, header: at, type: timestamp}
      - {name: paid_at, header: paid_at, type: timestamp, as_of: true}
      - {name: yen, header: yen, type: money}
    links:
      buyer:
        source: people
        match:
          - {column: person, equals: id}
          - {column: mail, equals: mail, unless_differ: {family: family}}
          - {column: mail, equals: other_mail, and_equal: {family: family}}
    conditions:
      paid: paid_at is not null
      last_paid: is_latest(at within person) and paid
    """

  func world(_ mart: String) throws -> World {
    try World([
      "sources/people.yml": Self.people, "sources/orders.yml": Self.orders, "marts/m.yml": mart,
    ])
  }

  static let ordersMart = """
    mart: m
    rows: orders
    key: order
    columns:
      - {name: order, type: text}
      - {name: paid_at, type: timestamp}
      - {name: buyer, type: text, value: buyer.id}
      - {name: known, type: bool, value: linked(buyer)}
    """

  @Test("what happens after the business date is not known yet")
  func known() throws {
    let world = try world(Self.ordersMart)
    try world.add("people", ["id": "'P'", "since": "'2026-11-20'"])
    try world.add(
      "orders", ["order": "'1'", "at": "'2026-11-19T23:59:59'", "paid_at": "'2026-11-20T00:00:00'"])
    try world.add("orders", ["order": "'2'", "at": "'2026-11-20T00:00:00'"])
    try world.add("orders", ["order": "'3'", "paid_at": "'2026-11-19T23:59:59'", "person": "'P'"])
    #expect(
      try world.mart("m", on: "2026-11-19") == [
        ["1", nil, nil, "0"], ["3", "2026-11-19T23:59:59", nil, "0"],
      ])
    #expect(try world.mart("m", on: "2026-11-20").map { $0[2] } == [nil, nil, "P"])
  }

  struct LinkCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let people: [String]
    let order: String
    let buyer: String?
  }

  @Test(
    "a link takes the first step that leaves one candidate",
    arguments: [
      LinkCase(
        testDescription: "the identifier comes first",
        people: ["'A', 'a@x', null, 'X'", "'B', null, null, null"],
        order: "'B', 'a@x', 'X'", buyer: "B"),
      LinkCase(
        testDescription: "an unknown identifier is passed over", people: ["'A', 'a@x', null, 'X'"],
        order: "'Z', 'a@x', null", buyer: "A"),
      LinkCase(
        testDescription: "two candidates are none",
        people: ["'A', 'a@x', null, 'X'", "'B', 'a@x', null, 'X'"],
        order: "null, 'a@x', 'X'", buyer: nil),
      LinkCase(
        testDescription: "a contradicting name leaves the other candidate",
        people: ["'A', 'a@x', null, 'X'", "'B', 'a@x', null, 'Y'"], order: "null, 'a@x', 'Y'",
        buyer: "B"),
      LinkCase(
        testDescription: "an unknown name contradicts nobody",
        people: ["'A', 'a@x', null, null", "'B', 'a@x', null, 'Y'"], order: "null, 'a@x', 'Y'",
        buyer: nil),
      LinkCase(
        testDescription: "after two candidates the next step is tried",
        people: ["'A', 'a@x', null, 'X'", "'B', 'a@x', null, 'X'", "'C', null, 'a@x', 'X'"],
        order: "null, 'a@x', 'X'", buyer: "C"),
      LinkCase(
        testDescription: "names that must be equal must be known",
        people: ["'A', null, 'a@x', null"],
        order: "null, 'a@x', null", buyer: nil),
      LinkCase(
        testDescription: "nulls equal nothing", people: ["'A', null, null, null"],
        order: "null, null, null",
        buyer: nil),
    ])
  func links(_ item: LinkCase) throws {
    let world = try world(Self.ordersMart)
    for person in item.people {
      try world.database.run(
        "INSERT INTO people (id, mail, other_mail, family) VALUES (\(person))")
    }
    try world.database.run(
      "INSERT INTO orders (\"order\", person, mail, family) VALUES ('1', \(item.order))")
    #expect(
      try world.mart("m", on: "2026-11-19") == [
        ["1", nil, item.buyer, item.buyer == nil ? "0" : "1"]
      ])
  }

  @Test("aggregates fold the rows that belong to the same row")
  func aggregates() throws {
    let world = try world(
      """
      mart: m
      rows: people
      key: id
      columns:
        - {name: id, type: text}
        - {name: any, type: bool, value: exists(orders)}
        - {name: paid, type: bool, value: exists(orders where paid)}
        - {name: number, type: int, value: count(orders where yen > 100)}
        - {name: total, type: int, value: sum(orders.yen where paid)}
        - {name: first, type: date, value: date(min(orders.at))}
        - {name: dearest, type: int, value: max(orders.yen)}
        - {name: latest, type: text, value: max(orders.order where last_paid)}
        - {name: age, type: int, value: days_since(first)}
      """)
    for id in ["A", "B"] { try world.add("people", ["id": "'\(id)'", "mail": "'\(id)@x'"]) }
    try world.add(
      "orders",
      [
        "order": "'1'", "person": "'A'", "at": "'2026-11-01T10:00:00'",
        "paid_at": "'2026-11-02T00:00:00'", "yen": "100",
      ])
    try world.add(
      "orders",
      [
        "order": "'2'", "person": "'A'", "at": "'2026-11-09T10:00:00'",
        "paid_at": "'2026-11-10T00:00:00'", "yen": "900",
      ])
    try world.add(
      "orders", ["order": "'3'", "mail": "'A@x'", "at": "'2026-11-18T00:00:00'", "yen": "500"])
    try world.add("orders", ["order": "'4'", "at": "'2026-11-18T00:00:00'", "yen": "700"])
    #expect(
      try world.mart("m", on: "2026-11-19") == [
        ["A", "1", "1", "2", "1000", "2026-11-01", "900", "2", "18"],
        ["B", "0", "0", "0", "0", nil, nil, nil, nil],
      ])
  }

  @Test("a row sees the other rows of what it is linked to")
  func siblings() throws {
    let world = try world(
      """
      mart: m
      rows: orders
      key: order
      columns:
        - {name: order, type: text}
        - {name: number, type: int, value: count(orders)}
      """)
    try world.add("people", ["id": "'A'"])
    for order in ["1", "2"] { try world.add("orders", ["order": "'\(order)'", "person": "'A'"]) }
    try world.add("orders", ["order": "'3'"])
    #expect(try world.mart("m", on: "2026-11-19") == [["1", "2"], ["2", "2"], ["3", "0"]])
  }

  @Test("the latest is one row a group, null is the least, and the key breaks ties")
  func latest() throws {
    let world = try world(
      """
      mart: m
      rows: orders
      key: order
      columns:
        - {name: order, type: text}
        - {name: mail, type: text}
        - {name: latest, type: bool, value: is_latest(at within mail)}
        - {name: both, type: bool, value: "latest and is_latest(yen, order within mail)"}
      """)
    let rows = [
      ("'1'", "'a@x'", "null", "9"), ("'2'", "'a@x'", "'2026-11-01T00:00:00'", "1"),
      ("'3'", "'b@x'", "null", "5"), ("'4'", "'b@x'", "null", "5"), ("'5'", "null", "null", "1"),
    ]
    for (order, mail, at, yen) in rows {
      try world.add("orders", ["order": order, "mail": mail, "at": at, "yen": yen])
    }
    #expect(
      try world.mart("m", on: "2026-11-19").map { [$0[0], $0[2], $0[3]] } == [
        ["1", "0", "0"], ["2", "1", "0"], ["3", "0", "0"], ["4", "1", "1"], ["5", "0", "0"],
      ])
  }

  @Test("days that a row's place among others decides move a date")
  func movedByPlace() throws {
    let world = try world(
      """
      mart: m
      rows: orders
      key: order
      columns:
        - {name: order, type: text}
        - {name: later, type: date, value: "date(at) + if(is_latest(yen within mail), 1, 20000000)"}
      """)
    for (order, yen) in [("'1'", "1"), ("'2'", "2"), ("'3'", "0")] {
      try world.add(
        "orders", ["order": order, "mail": "'a@x'", "at": "'2026-11-01T00:00:00'", "yen": yen])
    }
    #expect(
      try world.mart("m", on: "2026-11-19") == [["1", nil], ["2", "2026-11-02"], ["3", nil]])
  }

  @Test("a table of the script steps aside for a source of its name")
  func names() throws {
    let world = try World([
      "sources/a.yml": """
      source: a
      files: a.csv
      key: [id]
      columns: [{name: id, header: id, type: id}]
      """,
      "sources/known_a.yml": """
      source: known_a
      files: b.csv
      key: [id]
      columns: [{name: id, header: id, type: id}]
      """,
      "marts/m.yml": """
      mart: m
      rows: a
      key: id
      columns: [{name: id, type: text}]
      """,
    ])
    try world.add("a", ["id": "'1'"])
    #expect(try world.mart("m", on: "2026-11-19") == [["1"]])
  }
}
