import Derive
import Pipeline
import Table
import Testing

@Suite("Segments")
struct SegmentTests {
  private static let rest = [
    "pipeline.yml": "pipeline: shop\nparameters:\n  least: {type: int, value: 100}",
    "consent.yml": """
    people:
      source: people
      key: person_id
      permissions: {}
    """,
    "marts/orders.yml": """
    mart: orders
    rows: orders
    key: order_id
    columns:
      - {name: order_id, type: text}
      - {name: amount, type: int}
      - {name: ordered_on, type: date, value: date(ordered_at)}
      - {name: is_open, type: bool, value: "false"}
      - {name: line_permission, type: bool, value: "true"}
      - {name: tags, type: list, value: "null"}
      - {name: email, type: text}
    helpers:
      - {name: person_id, type: text, value: person.person_id}
    """,
  ]

  private func plan(_ scenario: String) throws -> SegmentPlan {
    let whole = """
      scenario: thanks
      number: 1
      mart: orders
      topic: campaign
      trigger: {every: day, at: "19:00"}
      reentry: never
      messages: {A: {channel: line}}
      flow: [{send: A}]
      \(scenario)
      """
    let files = Shop.sources.merging(Self.rest) { $1 }
      .merging(["scenarios/1.yml": whole]) { $1 }
    return try #require(try Definitions.plan(files).segment("thanks"))
  }

  /// A mart as its definition says, made by hand.
  private func mart(_ rows: [Row]) -> Table {
    let columns: [(String, ColumnType)] = [
      ("order_id", .text), ("amount", .int), ("ordered_on", .date), ("is_open", .bool),
      ("line_permission", .bool), ("tags", .list), ("email", .text), ("person_id", .text),
    ]
    return Table(
      "orders", columns.map { name, type in Column(name, type, cells: rows.map { $0[name] }) },
      rowCount: rows.count)
  }

  private static let rows: [Row] = [
    ["order_id": "O1", "amount": "100", "is_open": "true", "person_id": "P1"],
    ["order_id": "O2", "amount": "99", "is_open": "true", "person_id": "P1"],
    ["order_id": "O3", "is_open": "true", "person_id": "P2"],
    ["order_id": "O4", "amount": "500", "is_open": "false", "person_id": "P3"],
    ["order_id": "O5", "amount": "500", "is_open": "true"],
    ["order_id": "O6", "amount": "300", "is_open": "true", "person_id": "P1"],
  ]

  @Test("the waterfall counts the rows left after each condition; null does not hold")
  func waterfall() throws {
    let plan = try plan("entry: [is_open, amount >= least, amount < 500]")
    let segment = Segment(plan, over: mart(Self.rows), day: DayTables(date: today))
    #expect(
      segment.waterfall.map(\.condition) == [nil, "is_open", "amount >= least", "amount < 500"])
    #expect(segment.waterfall.map(\.rows) == [6, 5, 3, 2])
    #expect(segment.table["subject_key"].cells == ["O1", "O6"])
    #expect(segment.table["row_key"].cells == ["O1", "O6"])
    #expect(segment.rows == [0, 5])
    #expect(segment.table.name == "segment_thanks")
  }

  @Test("a row whose subject is null cannot enter, though the waterfall counts it")
  func nullSubject() throws {
    let plan = try plan("entry: [amount = 500]\nsubject: person_id")
    let segment = Segment(plan, over: mart(Self.rows), day: DayTables(date: today))
    #expect(segment.waterfall.last?.rows == 2)
    #expect(segment.table["subject_key"].cells == ["P3"])
    #expect(segment.table["row_key"].cells == ["O4"])
  }

  @Test(
    "of several rows of a subject the greatest enters, the first of equals",
    arguments: [
      ("amount", ["100", "300", "200", "300"], "1"),
      ("amount", ["300", "300"], "0"),
      ("amount", [nil, "-5"], "1"),
      ("amount", [nil, nil], "0"),
      ("email", ["a@example.jp", nil, "b@example.jp"], "2"),
      ("ordered_on", ["1969-12-31", "2026-11-20", "2026-11-19"], "1"),
    ] as [(String, [String?], String)])
  func latestBy(_ column: String, _ values: [String?], _ expected: String) throws {
    let plan = try plan(
      "entry: [is_open]\nsubject: person_id\nlatest_by: [\(column)]")
    let rows = values.enumerated().map { index, value in
      var row = ["order_id": "\(index)", "is_open": "true", "person_id": "P1"]
      row[column] = value
      return row
    }
    let segment = Segment(plan, over: mart(rows), day: DayTables(date: today))
    #expect(segment.table["row_key"].cells == [expected])
  }

  @Test("rows that come in runs give the segment of all rows", arguments: 1...7)
  func runs(of size: Int) throws {
    let plans = [
      try plan("entry: [is_open, amount >= least, amount < 500]"),
      try plan("entry: [amount >= 99]\nsubject: person_id\nlatest_by: [amount, email]"),
      try plan("entry: [is_open]\nsubject: person_id\nlatest_by: [amount]"),
    ]
    let rows =
      Self.rows
      + Self.rows.map { row in
        row.merging(["order_id": "\(row["order_id"] ?? "")b", "email": "b@example.jp"]) { $1 }
      }
    let mart = mart(rows)
    var search = SegmentSearch(plans, date: today)
    #expect(search.takesRuns)
    for start in stride(from: 0, to: mart.rowCount, by: size) {
      let selection = (start..<min(start + size, mart.rowCount)).map { Int32($0) }
      search.add(search.find(in: mart.gather(selection)))
    }
    for (plan, segment) in zip(plans, search.segments) {
      let whole = Segment(plan, over: mart, day: DayTables(date: today))
      #expect(segment.waterfall == whole.waterfall)
      #expect(segment.rows == whole.rows)
      #expect(segment.table["subject_key"].cells == whole.table["subject_key"].cells)
      #expect(segment.table["row_key"].cells == whole.table["row_key"].cells)
      #expect(segment.rows.count > 1)
    }
  }

  @Test("a condition over other rows needs all rows in one run")
  func manyRows() throws {
    let plan = try plan("entry: [is_latest(amount within person_id)]")
    #expect(!SegmentSearch([plan], date: today).takesRuns)
  }

  @Test("a second column decides between equals of the first, and the mart's order is kept")
  func latestByTwo() throws {
    let plan = try plan(
      "entry: [is_open]\nsubject: person_id\nlatest_by: [amount, order_id]")
    let rows = [("9", "P2"), ("10", "P1"), ("8", "P1"), ("7", "P2"), ("1", "P3")].map {
      ["order_id": $0, "is_open": "true", "person_id": $1, "amount": "1"]
    }
    let segment = Segment(plan, over: mart(rows), day: DayTables(date: today))
    #expect(segment.table["row_key"].cells == ["9", "8", "1"])
    #expect(segment.table["subject_key"].cells == ["P2", "P1", "P3"])
  }

  @Test(
    "a condition on a list asks for a whole element, whatever stands inside one",
    arguments: [
      ("'医療'", #"["医療","がん"]"#, true), ("'がん'", #"["医療","がん"]"#, true),
      ("'医'", #"["医療"]"#, false), ("'療'", #"["医療"]"#, false), ("'医療'", nil, false),
      ("'a'", #"["a,b"]"#, false), ("'a,b'", #"["a,b"]"#, true), ("'b'", #"["a,b"]"#, false),
      (#"'a"b'"#, #"["x","a\"b"]"#, true), ("'b'", #"["a\",\"b"]"#, false),
      (#"'a","b'"#, #"["a\",\"b"]"#, true), (#"'a","b'"#, #"["a","b"]"#, false),
      (#"'\'"#, #"["\\"]"#, true), ("'['", #"["["]"#, true), ("'a'", #"["[\"a\"]"]"#, false),
      ("''", #"[""]"#, true), ("''", #"["a"]"#, false), ("'x', 'b'", #"["a","b"]"#, true),
      ("'x', 'y'", #"["a","b"]"#, false),
    ] as [(String, String?, Bool)])
  func list(_ wanted: String, _ tags: String?, _ expected: Bool) throws {
    let plan = try plan("entry:\n  - >-\n    tags in (\(wanted))")
    var row = ["order_id": "O1"]
    row["tags"] = tags
    let segment = Segment(plan, over: mart([row]), day: DayTables(date: today))
    #expect(segment.rows == (expected ? [0] : []))
  }

  @Test("guards are answered for every row; null does not hold")
  func guards() throws {
    let plan = try plan(
      """
      entry: [is_open]
      guards:
        - {require: amount >= least, else: small}
        - {require: not is_open, else: open}
        - {require: "ordered_on = today", else: late}
      """)
    let rows = Self.rows.map { $0.merging(["ordered_on": "2026-11-21"]) { $1 } }
    let guards = Segment.guards(plan, over: mart(rows), day: DayTables(date: today))
    #expect(
      guards == [
        [true, false, false, true, true, true], [false, false, false, true, false, false],
        [true, true, true, true, true, true],
      ])
    let tomorrow = Segment.guards(plan, over: mart(rows), day: DayTables(date: today + 1))
    #expect(tomorrow[2] == Array(repeating: false, count: 6))
  }

  @Test("an empty mart gives an empty segment")
  func empty() throws {
    let segment = Segment(
      try plan("entry: [is_open]\nlatest_by: [amount]"), over: mart([]), day: DayTables(date: today)
    )
    #expect(segment.table.rowCount == 0)
    #expect(segment.waterfall.map(\.rows) == [0, 0])
  }
}
