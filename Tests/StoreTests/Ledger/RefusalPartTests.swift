import Table
import TestSupport
import Testing

@testable import Store

@Suite("What is made of remembered refusals")
struct RefusalPartTests {
  private static let monday = LedgerSample.monday

  private static func suppressions(_ rows: [(id: String, customer: String)]) throws -> Refusals {
    let table = Table(
      "suppressions",
      [
        Column("suppression_id", texts: rows.map(\.id)),
        Column("subject_type", texts: rows.map { _ in "customer" }),
        Column("subject_customer_id", texts: rows.map(\.customer)),
        Column("reason", texts: rows.map { _ in "legal" }),
      ])
    return try Refusals(.suppressions, table, rows: 0..<Int32(rows.count))
  }

  private static func events(_ rows: [(id: String, address: String)]) throws -> Refusals {
    let table = Table(
      "events",
      [
        Column("consent_id", texts: rows.map(\.id)),
        Column("action", texts: rows.map { _ in "opt_out" }),
        Column("address_email", texts: rows.map(\.address)),
      ])
    return try Refusals(.consentEvents, table, rows: 0..<Int32(rows.count))
  }

  private static func answers(_ rows: [(id: String, send: String)]) throws -> Refusals {
    let table = Table(
      "reports",
      [
        Column("event_id", texts: rows.map(\.id)), Column("send_id", texts: rows.map(\.send)),
        Column("kind", texts: rows.map { _ in "unsubscribe" }),
      ])
    return try Refusals(.deliveryEvents, table, rows: 0..<Int32(rows.count))
  }

  private static func erase(_ sample: LedgerSample, _ marks: [ErasureMark]) throws -> Int {
    defer { try? sample.ledger.endErasure() }
    return try sample.ledger.beginErasure([Set(marks)]) { "erased:\($0.rawValue):\($1)" }
  }

  @Test("takes no other refusal's place, whatever its id")
  func ids() throws {
    let sample = try LedgerSample()
    try sample.ledger.remember(
      [
        try Self.suppressions([("S1", "C2"), ("S1#1", "C1")]),
        try Self.events([("E1", "c2@example.jp"), ("E1#1", "c1@example.jp")]),
      ], on: Self.monday)
    let marks = [
      ErasureMark(.customer, "C2"), ErasureMark(.email, "c2@example.jp"),
      ErasureMark(.email, "c3@example.jp"),
    ]
    #expect(try Self.erase(sample, marks) == 2)
    #expect(
      try SQLite.query(
        sample.path,
        """
        SELECT suppression_id, part, subject_type, subject_customer_id, subject_email
        FROM remembered_suppressions
        """) == [
          "S1|0|customer|erased:customer:C2|NULL", "S1|1|email|NULL|erased:email:c2@example.jp",
          "S1|3|email|NULL|erased:email:c3@example.jp", "S1#1|0|customer|C1|NULL",
        ])
    #expect(
      try SQLite.query(
        sample.path,
        "SELECT consent_id, part, customer_id, address_email FROM remembered_consent_events") == [
          "E1|0|erased:customer:C2|erased:email:c2@example.jp",
          "E1|3|NULL|erased:email:c3@example.jp", "E1#1|0|NULL|c1@example.jp",
        ])
    // What was made has no id that an export could have, and is none of what the exports held.
    let (latest, said) = try sample.ledger.refusals(.suppressions, upTo: Self.monday)
    #expect(latest.table.strings("suppression_id") == ["S1", "S1#1"])
    #expect(said.table.strings("suppression_id") == ["S1", nil, nil, "S1#1"])
    #expect(try Self.erase(sample, marks) == 0)
  }

  @Test("of a message is told from an export's own event")
  func answersOfMessages() throws {
    let sample = try LedgerSample()
    let day = LedgerSample.day(Self.monday)
    let send = "s\(Self.monday)"
    try sample.ledger.replace(
      Self.monday, with: day,
      remembering: [
        try Self.answers([("R1", send)]),
        try Self.events([("delivery:R1", "c1@example.jp"), ("delivery:R2", "名@example.jp")]),
      ])
    func rows() throws -> [String] {
      try SQLite.query(
        sample.path,
        """
        SELECT source, consent_id, part, customer_id, address_email FROM remembered_consent_events
        """)
    }
    let own = [
      "consent_events|delivery:R1|0|NULL|c1@example.jp",
      "consent_events|delivery:R2|0|NULL|名@example.jp",
    ]
    #expect(try rows() == own)
    // The message is sent no more, and then again.
    let none = DayRecord(manifestDigest: "d", journeys: [], sends: [], exclusions: [])
    try sample.ledger.replace(Self.monday, with: none)
    #expect(try rows() == own + ["delivery_events|R1|0|C-1|名@example.jp"])
    try sample.ledger.replace(Self.monday, with: day)
    #expect(try rows() == own)
    let marks = [ErasureMark(.customer, "C-1"), ErasureMark(.email, "c4@example.jp")]
    #expect(try Self.erase(sample, marks) == 1)
    #expect(
      try rows() == own + [
        "delivery_events|R1|0|erased:customer:C-1|erased:email:名@example.jp",
        "delivery_events|R1|2|NULL|erased:email:c4@example.jp",
      ])
    try sample.ledger.replace(Self.monday, with: day)
    #expect(try rows().count == 4)
  }

  @Test("is counted before, also in a ledger that may only be read, and nothing is written")
  func counts() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(
      Self.monday, with: LedgerSample.day(Self.monday),
      remembering: [
        try Self.answers([("R1", "s\(Self.monday)")]),
        try Self.suppressions([("S1", "C-1"), ("S2", "C-2")]),
      ])
    try sample.ledger.noteErasure([[ErasureMark(.customer, "C-2")]])
    let bytes = TemporaryFolder.read(sample.path)
    let marks: Set = [ErasureMark(.customer, "C-1"), ErasureMark(.send, "x\(Self.monday)")]
    for ledger in [sample.ledger, try Ledger(sample.path, isForReading: true)] {
      let entries = try ledger.tryErasure([marks])
      #expect(entries == ErasedEntries(journeys: 1, sends: 1, exclusions: 1, refusals: 2))
      #expect(try ledger.traces(of: marks).sends == ["s\(Self.monday)"])
      #expect(try ledger.unfinishedErasure() == [[ErasureMark(.customer, "C-2")]])
    }
    #expect(TemporaryFolder.read(sample.path) == bytes)
  }

  @Test("is let go of by look-ups, and not by comparing everything with everything")
  func costs() throws {
    let sample = try LedgerSample()
    let plan = try SQLite.query(
      sample.path, "EXPLAIN QUERY PLAN " + Ledger.lettingGo.replacing("?", with: "''"))
    #expect(plan.contains { $0.contains("SEARCH kept USING PRIMARY KEY (source=?)") })
    #expect(plan.contains { $0.contains("SEARCH answer USING PRIMARY KEY (event_id=?)") })
    #expect(!plan.contains { $0.contains("SCAN") }, "\(plan)")
  }

  @Test("by an earlier version is found again under the id of its refusal, and nothing is lost")
  func migration() throws {
    let sample = try LedgerSample()
    try sample.ledger.remember([try Self.answers([("R1", "s1")])], on: Self.monday)
    let others = "seen_on TEXT NOT NULL, number INTEGER NOT NULL"
    for (kind, rows) in [
      (
        RefusalKind.consentEvents,
        [
          // A refusal and its part; ids that only look like one.
          ("E1", "email|opt_out|web|erased:a|erased:b"), ("E1#1", "email|opt_out|web||erased:c"),
          ("E2#1", "email|opt_out|web||erased:d"), ("E3", "email|opt_out|web||erased:e"),
          ("E3#1", "email|opt_out|web||x@example.jp"), ("E3#2", "all|opt_out|web||erased:f"),
          ("E1#01", "email|opt_out|web||erased:c"),
          // Answers: one that is remembered, one of an erased message with its part, and others.
          ("delivery:R1", "email|opt_out|delivery:unsubscribe|C1|x@example.jp"),
          ("delivery:R2", "email|opt_out|delivery:complaint|erased:a|"),
          ("delivery:R2#2", "email|opt_out|delivery:complaint||erased:g"),
          ("delivery:R3", "email|opt_out|delivery:unsubscribe|C1|x@example.jp"),
          ("delivery:R4", "email|opt_out|web|erased:a|"),
        ]
      ), (.suppressions, [("S1", "all|legal|erased:a|"), ("S1#10", "all|legal||erased:b")]),
    ] {
      let columns = kind.columns.dropFirst().map(\.name)
      try SQLite.query(
        sample.path,
        """
        DROP TABLE \(kind.table);
        CREATE TABLE \(kind.table) (\(kind.id) TEXT NOT NULL, \(others),
          \(columns.map { "\($0) TEXT" }.joined(separator: ", ")),
          PRIMARY KEY (\(kind.id), seen_on, number)) STRICT, WITHOUT ROWID
        """)
      let filled =
        kind == .suppressions
        ? "channel, reason, subject_customer_id, subject_email"
        : "channel, action, origin, customer_id, address_email"
      for (id, values) in rows {
        let texts = values.split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "NULL" : "'\($0)'" }.joined(separator: ", ")
        try SQLite.query(
          sample.path,
          """
          INSERT INTO \(kind.table) (\(kind.id), seen_on, number, \(filled))
          VALUES ('\(id)', '2024-10-04', 0, \(texts))
          """)
      }
    }
    try SQLite.query(sample.path, "DELETE FROM grdb_migrations WHERE identifier = '8'")
    let ledger = try Ledger(path: sample.path)
    #expect(
      try SQLite.query(
        sample.path,
        """
        SELECT source, consent_id, part, coalesce(address_email, customer_id)
        FROM remembered_consent_events
        """) == [
          "consent_events|E1|0|erased:b", "consent_events|E1|1|erased:c",
          "consent_events|E1#01|0|erased:c", "consent_events|E2#1|0|erased:d",
          "consent_events|E3|0|erased:e", "consent_events|E3#1|0|x@example.jp",
          "consent_events|E3#2|0|erased:f", "consent_events|delivery:R3|0|x@example.jp",
          "consent_events|delivery:R4|0|erased:a", "delivery_events|R1|0|x@example.jp",
          "delivery_events|R2|0|erased:a", "delivery_events|R2|2|erased:g",
        ])
    #expect(
      try SQLite.query(sample.path, "SELECT suppression_id, part FROM remembered_suppressions")
        == ["S1|0", "S1|10"])
    let (latest, said) = try ledger.refusals(.consentEvents, upTo: Self.monday)
    #expect(latest.table.rowCount == 8 && said.table.rowCount == 12)
    let schema = "SELECT sql FROM sqlite_schema WHERE name LIKE 'remembered_%' ORDER BY name"
    func words(_ path: String) throws -> [String] {
      try SQLite.query(path, schema).map {
        $0.split { " \n\"".contains($0) }.joined(separator: " ")
      }
    }
    let new = try LedgerSample()
    #expect(try words(sample.path) == words(new.path))
  }
}

extension Table {
  fileprivate func strings(_ name: String) -> [String?] {
    (0..<rowCount).map { self[name].text.string($0) }
  }
}
