import Pipeline
import SQL
import Table
import Testing

@Suite("Segments as SQLite takes them")
struct SegmentTests {
  static let scenario = """
    scenario: s
    number: 1
    mart: customers
    topic: campaign
    trigger: {every: day, at: "19:00"}
    reentry: never
    subject: person
    latest_by: [seen_at]
    entry:
      - email_permission
      - seen_at is not null or page contains 'x'
    messages:
      A: {label: A, channel: email}
    flow:
      - send: A
    """

  static func world(_ scenario: String = scenario) throws -> World {
    var files = ConsentWorld.files
    files["channels.yml"]! += """

      sender: {name: n, postal_address: p, contact: c, unsubscribe_url: "https://x"}
      """
    files["marts/customers.yml"] = """
      mart: customers
      rows: customers
      key: customer_id
      columns:
        - {name: customer_id, type: text}
        - {name: email_permission, type: bool, value: permission(email)}
        - {name: person, type: text, value: email}
        - {name: page, type: text, value: email_sub}
        - {name: seen_at, type: timestamp, value: updated_at}
      """
    files["scenarios/s.yml"] = scenario
    let world = try World(files)
    try world.database.run(
      "DROP TABLE customers; CREATE TABLE customers "
        + "(customer_id TEXT, email_permission INTEGER, person TEXT, page TEXT, seen_at TEXT)")
    return world
  }

  @Test("one row a subject: the latest that fulfils every condition")
  func rows() throws {
    let world = try Self.world()
    try world.database.run(
      """
      INSERT INTO customers VALUES
        ('1', 1, 'P', null, '2026-11-01T00:00:00'), ('2', 1, 'P', null, '2026-11-02T00:00:00'),
        ('3', 0, 'P', null, '2026-11-03T00:00:00'), ('4', 1, 'P', 'x', null),
        ('5', 1, null, null, '2026-11-01T00:00:00'), ('6', 1, 'Q', 'y', null),
        ('7', 1, 'O', null, '2026-11-01T00:00:00'), ('8', 1, 'O', null, '2026-11-01T00:00:00')
      """)
    let rows = try world.database.rows(world.segmentSQL("s", on: "2026-11-19"))
    #expect(rows == [["O", "8"], ["P", "2"]])
  }

  @Test("a condition may compare a row with the others of the mart")
  func compared() throws {
    let world = try Self.world(
      Self.scenario.replacing(
        "seen_at is not null or page contains 'x'",
        with: "earliest_after(seen_at, seen_at within page, person) is null"))
    try world.database.run(
      """
      INSERT INTO customers VALUES
        ('1', 1, 'P', 'x', '2026-11-01T00:00:00'), ('2', 1, 'Q', 'x', '2026-11-02T00:00:00'),
        ('3', 1, 'R', null, '2026-11-01T00:00:00'), ('4', 1, 'R', 'y', '2026-11-02T00:00:00')
      """)
    let rows = try world.database.rows(world.segmentSQL("s", on: "2026-11-19"))
    #expect(rows == [["Q", "2"], ["R", "4"]])
  }

  @Test("a segment reads as it was written")
  func text() throws {
    #expect(
      try Self.world().segmentSQL("s", on: "2026-11-19") == """
        -- segment s on 2026-11-19
        WITH
        -- each condition of entry, for every row of the mart
        customers_judged AS (
          SELECT
            this.person AS subject_key,
            this.customer_id AS row_key,
            this.seen_at AS order_1,
            -- email_permission
            this.email_permission AS condition_1,
            -- seen_at is not null or page contains 'x'
            CASE
              WHEN this.seen_at IS NOT NULL OR instr(this.page, 'x') > 0 THEN 1
              ELSE 0
            END AS condition_2
          FROM customers AS this
        ),
        -- rows that may enter, the latest of a subject first
        customers_entering AS (
          SELECT
            subject_key,
            row_key,
            ROW_NUMBER() OVER (
              PARTITION BY subject_key
              ORDER BY order_1 DESC, row_key DESC
            ) AS place
          FROM customers_judged
          WHERE subject_key IS NOT NULL
            AND condition_1 = 1
            AND condition_2 = 1
        )
        SELECT
          subject_key,
          row_key
        FROM customers_entering
        WHERE place = 1
        ORDER BY subject_key
        """)
  }

  @Test("who catches up is found by the conditions with elapsed days widened")
  func late() throws {
    var scenario = Self.scenario.replacing(
      "reentry: never", with: "reentry: never\ncatch_up_days: 2")
    scenario = scenario.replacing(
      "seen_at is not null or page contains 'x'", with: "days_since(seen_at) = 1")
    let world = try Self.world(scenario)
    try world.database.run(
      """
      INSERT INTO customers VALUES
        ('1', 1, 'A', null, '2026-11-18T00:00:00'), ('2', 1, 'B', null, '2026-11-17T23:59:59'),
        ('3', 1, 'C', null, '2026-11-16T00:00:00'), ('4', 1, 'D', null, '2026-11-15T23:59:59'),
        ('5', 1, 'E', null, '2026-11-19T00:00:00'), ('6', 0, 'F', null, '2026-11-17T00:00:00'),
        ('7', 1, 'G', null, null)
      """)
    let late = try #require(world.plan.segment("s")?.late)
    let date = try #require(CalendarDay.parse("2026-11-19"))
    let sql = SQLRendering().segment(late, in: world.plan, date: date)
    #expect(try world.database.rows(sql) == [["A", "1"], ["B", "2"], ["C", "3"]])
    #expect(
      try world.database.rows(world.segmentSQL("s", on: "2026-11-19")) == [["A", "1"]])
  }
}
