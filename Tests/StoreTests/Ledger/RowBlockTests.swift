import Store
import Table
import Testing

@Suite("Rows that go into the ledger together")
struct RowBlockTests {
  private typealias Sample = LedgerSample

  private static func day(_ count: Int) -> DayRecord {
    let ids = (0..<count).map { String(10_000 + $0) }
    return DayRecord(
      manifestDigest: "d",
      journeys: ids.map { id in
        id.hasSuffix("3")
          ? Sample.journey(id, outcome: "done", ended: Sample.monday)
          : Sample.journey(id, waiting: Sample.tuesday)
      },
      sends: ids.map { Sample.send($0, on: Sample.monday, customer: $0.hasSuffix("5") ? nil : $0) },
      exclusions: ids.map {
        Sample.exclusion($0, on: Sample.monday, detail: $0.hasSuffix("7") ? "" : nil)
      })
  }

  @Test("are all there, however many there are", arguments: [0, 1, 63, 64, 65, 128, 200])
  func count(_ count: Int) throws {
    let sample = try Sample()
    try sample.ledger.replace(Sample.monday, with: Self.day(count))
    #expect(try sample.ledger.day(Sample.monday) == Self.day(count))
  }

  @Test("one that is refused takes all of its day with it", arguments: [0, 5, 63, 64, 99])
  func refused(_ place: Int) throws {
    let sample = try Sample()
    let first = Sample.day(Sample.monday - 1)
    try sample.ledger.replace(Sample.monday - 1, with: first)
    var twice = Self.day(100)
    twice.sends[place].sendID = first.sends[0].sendID
    var zero = Self.day(100)
    zero.journeys[place].rowKey = "1\u{0}2"
    for (record, code) in [(twice, StoreError.Code.conflict), (zero, .unwritable)] {
      let error = #expect(throws: StoreError.self) {
        try sample.ledger.replace(Sample.monday, with: record)
      }
      #expect(error?.code == code)
      #expect(try sample.ledger.dates() == [Sample.monday - 1])
      #expect(try sample.ledger.day(Sample.monday - 1) == first)
    }
    try sample.ledger.replace(Sample.monday, with: Self.day(100))
    #expect(try sample.ledger.day(Sample.monday) == Self.day(100))
  }

  @Test("entries of a date that the ledger does not have are found, whatever put them there")
  func stray() throws {
    for stray in [
      "exclusions VALUES ('2024-10-03', 'x', 'suppressed', NULL)",
      "sealed VALUES ('2024-10-03', 'd')",
    ] {
      let sample = try Sample()
      try sample.ledger.replace(Sample.monday, with: Self.day(3))
      try SQLite.query(sample.path, "INSERT INTO \(stray)")
      let error = #expect(throws: StoreError.self) {
        try sample.ledger.replace(Sample.wednesday, with: Sample.day(Sample.wednesday))
      }
      #expect(error?.code == .damaged)
      #expect(try sample.ledger.dates() == [Sample.monday])
    }
  }

  @Test(
    "refusals are remembered, the last of each id, in an empty ledger and in another",
    arguments: [false, true])
  func refusals(_ isFilled: Bool) throws {
    let sample = try Sample()
    func remember(_ ids: [String], _ kinds: [String?]) throws {
      let table = Table(
        "delivery_events", [Column("event_id", texts: ids), Column("kind", texts: kinds)])
      try sample.ledger.remember(
        [try Refusals(.deliveryEvents, table, rows: 0..<Int32(ids.count))], on: Sample.monday)
    }
    if isFilled { try remember(["E1000", "A"], ["complaint", "complaint"]) }
    let ids = (0..<150).map { "E\(1000 + $0)" }
    try remember(ids + ["E1007", "E1070"], ids.map { _ in "hard_bounce" } + [nil, "a\u{0}b"])
    let found = try sample.ledger.refusals(.deliveryEvents, upTo: Sample.monday).latest.table
    let kinds = Dictionary(
      uniqueKeysWithValues: (0..<found.rowCount).map { row in
        (found["event_id"].text.string(row), found["kind"].text.string(row))
      })
    var expected: [String?: String?] = Dictionary(
      uniqueKeysWithValues: ids.map { ($0, "hard_bounce") })
    expected["E1007"] = .some(nil)
    expected["E1070"] = "a\u{0}b"
    if isFilled { expected["A"] = "complaint" }
    #expect(kinds == expected)
  }
}
