import Foundation
import TestSupport
import Testing

/// The days that the fixture has something to tell of.
private let elevenDays = (11...21).map { "2026-11-\($0)" }

/// The fixture run day after day in one store.
@Suite(.preparedStore(on: elevenDays))
struct ElevenDaysTests {
  @Test("no message is sent twice")
  func once() throws {
    let store = try PreparedStore.store
    let sends = try elevenDays.flatMap { try Self.sends(store, on: $0) }
    let ids = sends.compactMap { $0.text("send_id") }
    #expect(ids.count == sends.count && ids.count > 80)
    #expect(Set(ids).count == ids.count)
    let ledger = try StageDatabase(store.ledger)
    #expect(try ledger.texts("SELECT send_id FROM sends ORDER BY send_id") == ids.sorted())
  }

  @Test("journeys go on from the first message to the second and the last")
  func steps() throws {
    let sends = try elevenDays.flatMap { try Self.sends(PreparedStore.store, on: $0) }
      .filter { $0.text("scenario_id") == "document_request_contract" }
    var steps: [String: [String]] = [:]
    for send in sends {
      steps[send.text("subject_key") ?? "", default: []].append(send.text("step") ?? "")
    }
    // Who opened the first message is spared the repeated one.
    let ways = [["A", "A'", "B"], ["A", "B"]]
    for way in ways { #expect(steps.values.contains(way)) }
    for (subject, steps) in steps {
      #expect(ways.contains { $0.starts(with: steps) }, "\(subject): \(steps)")
    }
  }

  @Test("what was sent on each day is on record")
  func counts() throws {
    let rows = try StageDatabase(PreparedStore.store.ledger).rows(
      """
      SELECT business_date, step, count(*), 'sent' FROM sends GROUP BY 1, 2
      UNION ALL SELECT business_date, '', count(*), reason FROM exclusions GROUP BY 1, 4
      ORDER BY 1, 4, 2
      """)
    let lines = rows.cells.map { row in
      row.map { cell in
        switch cell {
        case .integer(let number): String(number)
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .null, .other: ""
        }
      }.joined(separator: "\t")
    }
    try GoldenFile.check(
      lines.joined(separator: "\n") + "\n", Repository.golden.appending(path: "eleven-days.tsv"))
  }

  @Test("nobody is sent to whose latest word was a refusal", arguments: elevenDays)
  func refusals(_ date: String) throws {
    let store = try PreparedStore.store
    let database = try StageDatabase(store.stageFile("cleanse", on: date))
    _ = try database.rows("ATTACH 'file:\(store.ledger.file)?mode=ro' AS ledger")
    let sends = """
      SELECT send_id AS id, customer_id, to_address, topic FROM ledger.sends
      WHERE business_date = '\(date)'
      """
    #expect(try database.texts(Self.refusing(among: sends, on: date)) == [])
    // The same question asked of all customers finds those who refused.
    let everybody = """
      SELECT customer_id AS id, customer_id, email AS to_address, 'campaign' AS topic FROM customers
      """
    #expect(try database.texts(Self.refusing(among: everybody, on: date)).count > 20)
  }

  /// The rule once more in SQL, over what was cleansed: the ids of those whose latest consent event
  /// on e-mail, about the person or an address of theirs, is a refusal.
  private static func refusing(among people: String, on date: String) -> String {
    """
    SELECT p.id FROM (\(people)) p LEFT JOIN customers c ON c.customer_id = p.customer_id
    WHERE (
      SELECT e.action IS NOT 'opt_in' FROM consent_events e
      WHERE (e.customer_id = p.customer_id
          OR e.address_email IN (p.to_address, c.email, c.email_sub)
          OR (e.action IS NOT 'opt_in' AND coalesce(e.channel, 'all') = 'all'
            AND (e.address_phone = c.phone OR e.address_line_id = c.line_id
              OR e.address_token = c.fcm_token)))
        AND (e.channel IN ('email', 'all') OR e.channel IS NULL AND e.action IS NOT 'opt_in')
        AND coalesce(e.topic, 'all') IN ('all', p.topic)
        AND (e.occurred_at < date('\(date)', '+1 day')
          OR e.occurred_at IS NULL AND e.action IS NOT 'opt_in')
        AND NOT (e.action IS NOT 'opt_in' AND coalesce(e.until_on, '9999') < '\(date)')
      ORDER BY e.occurred_at IS NULL DESC, e.occurred_at DESC, e.action IS NOT 'opt_in' DESC
      LIMIT 1)
    """
  }

  @Test("the last day run again gives equal bytes and an equal ledger")
  func lastAgain() throws {
    let store = try PreparedStore.store.copy()
    let before = try FolderContent(store.url)
    let ledger = try Self.ledger(store)
    try store.run()
    let ledgerFile = store.ledger.lastPathComponent
    #expect(
      try FolderContent(store.url).differences(from: before).filter { $0 != ledgerFile } == [])
    #expect(try Self.ledger(store) == ledger)
  }

  @Test("an earlier day is refused, and nothing is changed")
  func earlier() throws {
    let store = try PreparedStore.store.copy()
    let before = try FolderContent(store.url)
    let result = try store.meibo("run", on: "2026-11-18", ["--exports", Repository.exports.file])
    #expect(result.exitCode == 65)
    #expect(result.output == "")
    #expect(
      result.errors == """
        meibo: error: the ledger holds 2026-11-19, which is later than 2026-11-18
          help: --replay runs 2026-11-18 again and discards 3 later dates

        """)
    #expect(try FolderContent(store.url).differences(from: before) == [])
  }

  @Test("--replay runs an earlier day again, discards later ones, and the days come out the same")
  func replay() throws {
    let store = try PreparedStore.store.copy()
    let before = try FolderContent(store.url)
    let ledger = try Self.ledger(store)
    try store.run(on: "2026-11-18", ["--replay"])
    let days = try StageDatabase(store.ledger).texts("SELECT max(business_date) FROM days")
    #expect(days == ["2026-11-18"])
    for date in ["2026-11-19", "2026-11-20", "2026-11-21"] { try store.run(on: date) }
    #expect(
      try FolderContent(store.url).differences(from: before)
        .filter { $0 != store.ledger.lastPathComponent } == [])
    #expect(try Self.ledger(store) == ledger)
  }

  private static func sends(_ store: TestStore, on date: String) throws -> [JSONObject] {
    try ["email", "line", "sms", "push"].flatMap {
      try JSONObject.lines(try store.unpacked("\($0).jsonl", on: date))
    }
  }

  /// The ledger's rows, table by table.
  private static func ledger(_ store: TestStore) throws -> [String: [[StageDatabase.Cell]]] {
    let ledger = try StageDatabase(store.ledger)
    var tables: [String: [[StageDatabase.Cell]]] = [:]
    let names = [
      "days", "sealed", "journey_states", "sends", "exclusions", "runs",
      "remembered_consent_events", "remembered_delivery_events", "remembered_suppressions",
    ]
    for table in names {
      tables[table] = try ledger.rows("SELECT * FROM \(table)").cells
    }
    return tables
  }
}
