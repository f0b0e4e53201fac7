import Testing

@Suite("Links by a value of another row as SQLite follows them")
struct CarriedLinkTests {
  static let views = """
    source: views
    files: "views*.csv"
    key: [id]
    event_time: at
    columns:
      - {name: id, header: id, type: id}
      - {name: visitor, header: visitor, type: id}
      - {name: person, header: person, type: id}
      - {name: family, header: family, type: text}
      - {name: at, header: at, type: date}
    links:
      viewer:
        source: people
        match:
          - {column: person, equals: id}
          - {column: person, equals: id, carried_within: visitor, latest_by: [at], unless_differ: {family: family}}
    """

  static let people = """
    source: people
    files: "people*.csv"
    key: [id]
    columns:
      - {name: id, header: id, type: id}
      - {name: family, header: family, type: text}
    """

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let first: String
    let others: [String]
    let viewer: String?
  }

  @Test(
    "a row without the column takes it from the latest row that has it",
    arguments: [
      Case(
        testDescription: "earlier or later than itself", first: "'V', null, null, '2026-01-01'",
        others: ["'2', 'V', 'P', null, '2026-02-01'"], viewer: "P"),
      Case(
        testDescription: "the latest of several", first: "'V', null, null, '2026-05-01'",
        others: ["'2', 'V', 'P', null, '2026-02-01'", "'3', 'V', 'Q', null, '2026-01-01'"],
        viewer: "P"),
      Case(
        testDescription: "a later one without it is passed over",
        first: "'V', null, null, '2026-01-01'",
        others: ["'2', 'V', 'P', null, '2026-02-01'", "'3', 'V', null, null, '2026-03-01'"],
        viewer: "P"),
      Case(
        testDescription: "null is the least", first: "'V', null, null, null",
        others: ["'2', 'V', 'P', null, null", "'3', 'V', 'Q', null, '1999-01-01'"], viewer: "Q"),
      Case(
        testDescription: "of equals the greatest key", first: "'V', null, null, null",
        others: ["'3', 'V', 'Q', null, null", "'2', 'V', 'P', null, null"], viewer: "Q"),
      Case(
        testDescription: "the latest decides though it leads nowhere",
        first: "'V', null, null, '2026-01-01'",
        others: ["'2', 'V', 'P', null, '2026-02-01'", "'3', 'V', 'Z', null, '2026-03-01'"],
        viewer: nil),
      Case(
        testDescription: "a row that has the column does not take another's",
        first: "'V', 'Z', null, '2026-01-01'", others: ["'2', 'V', 'P', null, '2026-02-01'"],
        viewer: nil),
      Case(
        testDescription: "what is not known yet lends nothing",
        first: "'V', null, null, '2026-01-01'",
        others: ["'2', 'V', 'P', null, '2026-02-01'", "'3', 'V', 'Q', null, '2026-11-20'"],
        viewer: "P"),
      Case(
        testDescription: "the row's own name may rule the candidate out",
        first: "'V', null, 'X', '2026-01-01'", others: ["'2', 'V', 'P', 'Y', '2026-02-01'"],
        viewer: nil),
      Case(
        testDescription: "unknown visitors are not the same", first: "null, null, null, null",
        others: ["'2', null, 'P', null, null"], viewer: nil),
    ])
  func carried(_ item: Case) throws {
    let world = try World([
      "sources/people.yml": Self.people, "sources/views.yml": Self.views,
      "marts/m.yml": """
      mart: m
      rows: views
      key: id
      columns:
        - {name: id, type: text}
        - {name: viewer, type: text, value: viewer.id}
      """,
    ])
    for (person, family) in [("P", "Y"), ("Q", "Y")] {
      try world.add("people", ["id": "'\(person)'", "family": "'\(family)'"])
    }
    for row in ["'1', \(item.first)"] + item.others {
      try world.database.run("INSERT INTO views VALUES (\(row))")
    }
    let row = try #require(try world.mart("m", on: "2026-11-19").first)
    #expect(row == ["1", item.viewer])
  }
}
