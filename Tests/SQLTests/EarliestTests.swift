import Testing

@Suite("The earliest time after another as SQLite finds it")
struct EarliestTests {
  static let visits = """
    source: visits
    files: "visits*.csv"
    key: [id]
    columns:
      - {name: id, header: id, type: id}
      - {name: person, header: person, type: id}
      - {name: phone, header: phone, type: text}
      - {name: booked_at, header: booked_at, type: timestamp}
      - {name: left_at, header: left_at, type: timestamp}
    links:
      first: {source: visits, match: [{column: person, equals: id}]}
    conditions:
      rebooked: earliest_after(booked_at, left_at within phone) is not null
    """

  static let own = """
    - {name: who, type: text, value: person}
    - {name: number, type: text, value: phone}
    - {name: again, type: timestamp, value: "earliest_after(booked_at, left_at within who, number)"}
    """

  static let direct = """
    - {name: again, type: timestamp, value: "earliest_after(booked_at, left_at within person, phone)"}
    """

  static let wrapped = """
    - {name: who, type: text, value: person}
    - {name: again, type: timestamp, value: "if(who is null or true, earliest_after(booked_at, left_at within person, phone), null)"}
    """

  private func world(_ columns: String, _ rows: [String]) throws -> World {
    let indented = columns.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let world = try World([
      "sources/visits.yml": Self.visits,
      "marts/m.yml":
        "mart: m\nrows: visits\nkey: id\ncolumns:\n  - {name: id, type: text}\n\(indented)\n",
    ])
    for row in rows { try world.database.run("INSERT INTO visits VALUES (\(row))") }
    return world
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let first: String
    let others: [String]
    let again: String?
  }

  @Test(
    "of the other rows of the same person",
    arguments: [
      Case(
        testDescription: "the earliest of those after the limit",
        first: "'P', null, '2026-01-01', '2026-02-01'",
        others: [
          "'2', 'P', null, '2026-01-31', null", "'3', 'P', null, '2026-04-01', null",
          "'4', 'P', null, '2026-03-01', null",
        ], again: "2026-03-01"),
      Case(
        testDescription: "the limit itself is not after it",
        first: "'P', null, '2026-01-01', '2026-02-01'",
        others: ["'2', 'P', null, '2026-02-01', null"], again: nil),
      Case(
        testDescription: "the row itself does not count",
        first: "'P', null, '2026-03-01', '2026-02-01'",
        others: ["'2', 'P', null, '2026-04-01', null"], again: "2026-04-01"),
      Case(
        testDescription: "without a limit there is none", first: "'P', null, '2026-01-01', null",
        others: ["'2', 'P', null, '2026-04-01', null"], again: nil),
      Case(
        testDescription: "the first that is known tells who it is, alone",
        first: "'P', '090', '2026-01-01', '2026-02-01'",
        others: [
          "'2', null, '090', '2026-03-01', null", "'3', 'Q', '090', '2026-03-01', null",
          "'4', 'P', null, '2026-05-01', null",
        ], again: "2026-05-01"),
      Case(
        testDescription: "another row may know more of itself",
        first: "null, '090', '2026-01-01', '2026-02-01'",
        others: ["'2', 'Q', '090', '2026-03-01', null"], again: "2026-03-01"),
      Case(
        testDescription: "who is unknown has no other rows",
        first: "null, null, '2026-01-01', '2026-02-01'",
        others: ["'2', null, null, '2026-03-01', null"], again: nil),
    ])
  func rows(_ item: Case) throws {
    for columns in [Self.own, Self.direct, Self.wrapped] {
      let world = try world(columns, ["'1', \(item.first)"] + item.others)
      let row = try #require(try world.mart("m", on: "2026-11-19").first)
      #expect(row.last == item.again, "\(columns)")
    }
  }

  /// Rows 2, 3 and 4 lead to row 1, and only the second was booked again.
  @Test("over the related rows of another")
  func related() throws {
    let column = "- {name: again, type: int, value: count(visits where rebooked)}"
    let world = try world(
      column,
      [
        "'1', null, null, null, null", "'2', '1', '090', '2026-01-01', '2026-02-01'",
        "'3', '1', '090', '2026-03-01', null", "'4', '1', null, '2026-03-01', '2026-03-02'",
      ])
    #expect(
      try world.mart("m", on: "2026-11-19") == [["1", "1"], ["2", "0"], ["3", "0"], ["4", "0"]])
  }
}
