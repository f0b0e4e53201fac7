import Derive
import Pipeline
import Table
import Testing

@Suite("Known rows")
struct KnownRowsTests {
  private func source(eventTime: String?) throws -> SourceDefinition {
    let plan = try Definitions.plan([
      "pipeline.yml": "pipeline: test",
      "sources/bookings.yml": """
      source: bookings
      files: bookings*.csv
      key: id
      \(eventTime.map { "event_time: \($0)" } ?? "label: 予約")
      columns:
        - {name: id, header: a, type: id}
        - {name: booked_on, header: b, type: date}
        - {name: booked_at, header: c, type: timestamp}
        - {name: used_on, header: d, type: date, as_of: true}
        - {name: visited_at, header: e, type: timestamp, as_of: true}
        - {name: due_at, header: f, type: timestamp}
      """,
    ])
    return plan.definition.sources[0]
  }

  @Test(
    "rows whose event lies after the end of the date are left out",
    arguments: [
      ("booked_on", ["2026-11-20", "2026-11-21", "2026-11-22", "2099-01-01"]),
      (
        "booked_at",
        [
          "2026-11-20 00:00:00", "2026-11-21 23:59:59", "2026-11-22 00:00:00",
          "2099-01-01 09:00:00",
        ]
      ),
    ])
  func future(_ column: String, _ times: [String]) throws {
    let source = try source(eventTime: column)
    let rows = times.enumerated().map { ["id": "\($0)", column: $1] } + [["id": "null"]]
    let known = KnownRows(Table(source, rows), of: source, on: today)
    #expect(known.table["id"].cells == ["0", "1", "null"])
    #expect(known.table[column].cells == [times[0], times[1], nil])
    #expect(known.future == 2)
    #expect(known.table.name == "bookings")
  }

  @Test("a source without an event time is known whole")
  func noEventTime() throws {
    let source = try source(eventTime: nil)
    let rows = [["id": "1", "booked_on": "2099-01-01", "booked_at": "2099-01-01 00:00"]]
    let known = KnownRows(Table(source, rows), of: source, on: today)
    #expect(known.table.rowCount == 1)
    #expect(known.future == 0)
  }

  @Test("a time inside a known row that lies after the date is null, a plan for later is not")
  func asOf() throws {
    let source = try source(eventTime: "booked_on")
    let rows: [Row] = [
      ["id": "1", "used_on": "2026-11-21", "visited_at": "2026-11-21 23:59:59"],
      [
        "id": "2", "used_on": "2026-11-22", "visited_at": "2026-11-22 00:00:00",
        "due_at": "2027-01-01 00:00:00",
      ],
      ["id": "3"],
      ["id": "4", "booked_on": "2026-11-22", "used_on": "2026-11-20"],
      ["id": "5", "used_on": "2026-11-20", "visited_at": "2099-01-01 00:00:00"],
    ]
    let known = KnownRows(Table(source, rows), of: source, on: today)
    #expect(known.table["id"].cells == ["1", "2", "3", "5"])
    #expect(known.table["used_on"].cells == ["2026-11-21", nil, nil, "2026-11-20"])
    #expect(known.table["visited_at"].cells == ["2026-11-21 23:59:59", nil, nil, nil])
    #expect(known.table["due_at"].cells == [nil, "2027-01-01 00:00:00", nil, nil])
  }

  @Test(
    "an earlier date knows less of the same table, a later one more",
    arguments: [
      ("2026-11-19", 1), ("2026-11-20", 2), ("2026-11-21", 3), ("1969-12-31", 1), ("2200-12-31", 4),
    ])
  func dates(_ date: String, _ expected: Int) throws {
    let source = try source(eventTime: "booked_at")
    let rows: [Row] = [
      ["id": "0"], ["id": "1", "booked_at": "2026-11-20 12:00"],
      ["id": "2", "booked_at": "2026-11-21 12:00"], ["id": "3", "booked_at": "2026-11-22 12:00"],
    ]
    let known = KnownRows(Table(source, rows), of: source, on: day(date))
    #expect(known.table.rowCount == expected)
    #expect(known.future == 4 - expected)
  }

  @Test("links and aggregates see known rows only")
  func throughTheDay() throws {
    let world: [String: [Row]] = [
      "people": [
        ["person_id": "P1", "name": "一郎", "registered_at": "2026-11-22 00:00"],
        ["person_id": "P2", "name": "次郎", "registered_at": "2026-11-21 23:59"],
      ],
      "orders": [
        ["order_id": "O1", "person_id": "P1"], ["order_id": "O2", "person_id": "P2"],
        ["order_id": "O3", "person_id": "P2", "ordered_at": "2026-11-22 00:00"],
      ],
    ]
    #expect(
      try Shop.evaluate("person.name", .text, over: "orders", key: "order_id", in: world)
        == [nil, "次郎"])
    #expect(
      try Shop.evaluate("count(orders)", .int, over: "people", key: "person_id", in: world)
        == ["1"])
  }
}
