import Store
import Table
import Testing

@Suite("Refusals in the ledger")
struct RefusalTests {
  private static let (monday, tuesday, wednesday) = (
    LedgerSample.monday, LedgerSample.tuesday, LedgerSample.wednesday
  )

  /// Hard bounces: id, the send that bounced, when.
  private static func bounces(_ rows: [(String?, String, Int64?)]) throws -> Refusals {
    let table = Table(
      "deliveries",
      [
        Column("occurred_at", .timestamp, numbers: rows.map(\.2)),
        Column("event_id", texts: rows.map(\.0)), Column("send_id", texts: rows.map(\.1)),
        Column("link_url", texts: rows.map { _ in nil }),
      ])
    return try Refusals(.deliveryEvents, table, rows: 0..<Int32(rows.count))
  }

  private static func known(_ sample: LedgerSample, upTo date: Int64) throws -> [[String?]] {
    try sample.ledger.refusals(.deliveryEvents, upTo: date).latest.table.cells
  }

  @Test(
    "come back as they were, by id, whatever their columns hold", arguments: RefusalKind.allCases)
  func roundTrip(_ kind: RefusalKind) throws {
    let texts: [String?] = [nil, "", "名\u{0}簿", "'; --", "x"]
    let numbers: [Int64?] = [nil, 0, -1, 20_000, 2_932_896]
    let source = Table(
      "source",
      kind.columns.enumerated().map { number, column in
        let turned = (0..<5).map { ($0 + number) % 5 }
        if number == 0 { return Column(column.name, texts: ["d", "c", "b", "a", ""]) }
        return column.type.isText
          ? Column(column.name, texts: turned.map { texts[$0] })
          : Column(column.name, column.type, numbers: turned.map { numbers[$0] })
      })
    let sample = try LedgerSample()
    let refusals = try Refusals(kind, source, rows: 0..<5)
    #expect(refusals.table.cells == source.cells.reversed())
    try sample.ledger.replace(
      Self.monday, with: LedgerSample.day(Self.monday), remembering: [refusals])
    let back = try sample.ledger.refusals(kind, upTo: Self.monday).latest
    #expect(back.kind == kind)
    #expect(back.table.cells == refusals.table.cells)
    #expect(back.table.columns.map(\.name) == kind.columns.map(\.name))
    #expect(back.table.columns.map(\.type) == kind.columns.map(\.type))
  }

  @Test("outlive the day that read them, and are unknown to the days before it")
  func outlive() throws {
    let sample = try LedgerSample()
    let bounces = try Self.bounces([("D1", "s1", 7), ("D2", "s2", nil)])
    try sample.ledger.replace(
      Self.tuesday, with: LedgerSample.day(Self.tuesday), remembering: [bounces])
    try sample.ledger.replace(
      Self.monday, with: LedgerSample.day(Self.monday), discardingLater: true)
    #expect(try Self.known(sample, upTo: Self.monday) == [])
    let expected = [["D1", "s1", nil, "7"], ["D2", "s2", nil, nil]]
    #expect(try Self.known(sample, upTo: Self.tuesday) == expected)
    #expect(try Self.known(sample, upTo: Self.wednesday) == expected)
  }

  @Test("take the content of the latest date, in whichever order the dates are run")
  func latest() throws {
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
      let sample = try LedgerSample()
      for index in order {
        let date = Self.monday + Int64(index)
        try sample.ledger.replace(
          date, with: LedgerSample.day(date),
          remembering: [try Self.bounces([("D1", "s\(index)", nil)])], discardingLater: true)
      }
      for index in 0...2 {
        #expect(
          try Self.known(sample, upTo: Self.monday + Int64(index)) == [
            ["D1", "s\(index)", nil, nil]
          ],
          "\(order)")
      }
      #expect(try Self.known(sample, upTo: Self.monday + 9) == [["D1", "s2", nil, nil]])
    }
  }

  @Test("read again on the same date take the newer reading, and leave the others")
  func sameDate() throws {
    let sample = try LedgerSample()
    let day = LedgerSample.day(Self.monday)
    for rows in [[("D1", "s1"), ("D2", "s2")], [("D1", "s9")], []] {
      try sample.ledger.replace(
        Self.monday, with: day, remembering: [try Self.bounces(rows.map { ($0.0, $0.1, nil) })])
    }
    #expect(
      try Self.known(sample, upTo: Self.monday) == [
        ["D1", "s9", nil, nil], ["D2", "s2", nil, nil],
      ])
  }

  @Test("are remembered with the day or not at all")
  func atomic() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(Self.wednesday, with: LedgerSample.day(Self.wednesday))
    let bounces = try Self.bounces([("D1", "s1", nil)])
    let error = #expect(throws: StoreError.self) {
      try sample.ledger.replace(
        Self.monday, with: LedgerSample.day(Self.monday), remembering: [bounces])
    }
    #expect(error?.code == .laterDates)
    let late = try Self.bounces([("D2", "s2", nil), ("D3", "s3", .max / 2)])
    let other = #expect(throws: StoreError.self) {
      try sample.ledger.replace(
        Self.wednesday + 1, with: LedgerSample.day(Self.wednesday + 1), remembering: [late])
    }
    #expect(other?.code == .unwritable)
    #expect(try Self.known(sample, upTo: Self.wednesday + 9) == [])
    #expect(try sample.ledger.dates() == [Self.wednesday])
  }

  @Test("without an id are left out, and a source without ids is refused")
  func withoutID() throws {
    #expect(
      try Self.bounces([(nil, "s1", nil), ("D2", "s2", nil)]).table.cells("event_id") == ["D2"])
    for table in [
      Table("deliveries", [Column("send_id", texts: ["s1"])]),
      Table("deliveries", [Column("event_id", .int, numbers: [1])]),
      Table(
        "deliveries",
        [Column("event_id", texts: ["D1"]), Column("occurred_at", texts: ["tomorrow"])]),
    ] {
      let error = #expect(throws: StoreError.self) {
        try Refusals(.deliveryEvents, table, rows: [0])
      }
      #expect(error?.code == .unwritable)
    }
  }

  @Test("have their place in a ledger that was made before they were remembered")
  func migration() throws {
    let sample = try LedgerSample()
    for kind in RefusalKind.allCases {
      try SQLite.query(sample.path, "DROP TABLE remembered_\(kind.rawValue)")
    }
    try SQLite.query(sample.path, "CREATE TABLE refusals (kind TEXT)")
    try SQLite.query(sample.path, "DROP TABLE readings")
    try SQLite.query(sample.path, "DELETE FROM grdb_migrations WHERE identifier IN ('2', '6', '8')")
    let ledger = try Ledger(path: sample.path)
    #expect(try ledger.refusals(.suppressions, upTo: Self.monday).latest.table.rowCount == 0)
    #expect(
      try SQLite.query(sample.path, "SELECT name FROM sqlite_schema WHERE name = 'refusals'") == [])
  }

  @Test("are kept by a ledger that was made before readings had numbers")
  func numbering() throws {
    let sample = try LedgerSample()
    try sample.ledger.remember(
      [try Self.bounces([("D1", "s1", 7), ("D2", "s2", nil)])], on: Self.monday)
    for kind in RefusalKind.allCases {
      let columns = (kind.columns.map(\.name) + ["seen_on"]).joined(separator: ", ")
      for sql in [
        "ALTER TABLE \(kind.table) RENAME TO numbered",
        "CREATE TABLE \(kind.table) AS SELECT \(columns) FROM numbered", "DROP TABLE numbered",
      ] {
        try SQLite.query(sample.path, sql)
      }
    }
    try SQLite.query(sample.path, "DROP TABLE readings")
    try SQLite.query(
      sample.path, "DELETE FROM grdb_migrations WHERE identifier IN ('6', '8')")
    let ledger = try Ledger(path: sample.path)
    func known(_ date: Int64) throws -> [[String?]] {
      try ledger.refusals(.deliveryEvents, upTo: date).latest.table.cells
    }
    let before: [[String?]] = [["D1", "s1", nil, "7"], ["D2", "s2", nil, nil]]
    #expect(try known(Self.monday) == before)
    // Another reading of the same date stands beside the first.
    try ledger.remember([try Self.bounces([("D1", "s1", 8)])], on: Self.monday)
    #expect(try known(Self.monday) == [["D1", "s1", nil, "8"], ["D2", "s2", nil, nil]])
    #expect(
      try SQLite.query(
        sample.path,
        "SELECT occurred_at, number FROM remembered_delivery_events WHERE event_id = 'D1' ORDER BY number"
      ).count == 2)
  }
}

extension Table {
  /// All rows, texts as they are and numbers in decimal.
  fileprivate var cells: [[String?]] {
    (0..<rowCount).map { row in
      columns.map { column in
        switch column.values {
        case .text(let texts): texts.string(row)
        case .numbers(let numbers): numbers[row] == nullNumber ? nil : "\(numbers[row])"
        }
      }
    }
  }

  /// One column of `cells`.
  fileprivate func cells(_ name: String) -> [String?] {
    index(of: name).map { column in cells.map { $0[column] } } ?? []
  }
}
