import GRDB

extension Ledger {
  /// What a date added to the ledger, or nil if the ledger does not have it. O(entries).
  /// - Throws: `locked`, `damaged`, `io`.
  public func day(_ date: Int64) throws(StoreError) -> DayRecord? {
    try read { database in
      guard let digest = try Ledger.manifestDigest(database, date) else { return nil }
      return DayRecord(
        manifestDigest: digest,
        journeys: try Ledger.journeys(
          database,
          """
          SELECT \(journeyColumns) FROM journey_states WHERE business_date = ?
          ORDER BY scenario_id, subject_key, entered_on
          """, date),
        sends: try Ledger.sends(database, "business_date = ?", [LedgerDate.text(date)]),
        exclusions: try Ledger.exclusions(database, "business_date = ?", date))
    }
  }

  private static func journeys(
    _ database: Database, _ sql: String, _ date: Int64
  ) throws -> [JourneyState] {
    try journeys(database, sql, [LedgerDate.text(date)])
  }

  static func journeys(
    _ database: Database, _ sql: String, _ arguments: StatementArguments
  ) throws -> [JourneyState] {
    let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    var journeys: [JourneyState] = []
    while let row = try rows.next() {
      guard let progress = JourneyState.Progress(rawValue: row[5]) else {
        throw StoreError(.damaged, "the ledger holds an unknown state of a journey")
      }
      journeys.append(
        JourneyState(
          scenarioID: row[0], subjectKey: row[1], enteredOn: try row.day(2), rowKey: row[3],
          customerID: row[4], progress: progress, position: row[6],
          waitDate: try row.optionalDay(7), endedOn: try row.optionalDay(8), outcome: row[9],
          reached: try ReachedStep.list(row[10])))
    }
    return journeys
  }

  static func sends(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [LedgerSend] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(sendColumns) FROM sends WHERE \(condition) ORDER BY business_date, send_id
        """, arguments: arguments)
    var sends: [LedgerSend] = []
    while let row = try rows.next() {
      sends.append(
        LedgerSend(
          sendID: row[1], businessDate: try row.day(0), scenarioID: row[2], step: row[3],
          channel: row[4], address: row[5], subjectKey: row[6], customerID: row[7],
          enteredOn: try row.day(8), sendAt: try row.timestamp(9), isTransactional: row[10],
          topic: row[11]))
    }
    return sends
  }

  private static func exclusions(
    _ database: Database, _ condition: String, _ date: Int64
  ) throws -> [LedgerExclusion] {
    try exclusions(database, condition, [LedgerDate.text(date)])
  }

  static func exclusions(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [LedgerExclusion] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(exclusionColumns) FROM exclusions WHERE \(condition)
        ORDER BY business_date, send_id
        """, arguments: arguments)
    var exclusions: [LedgerExclusion] = []
    while let row = try rows.next() {
      exclusions.append(
        LedgerExclusion(
          sendID: row[1], businessDate: try row.day(0), reason: row[2], detail: row[3]))
    }
    return exclusions
  }
}

/// The columns in the order in which they are read and written.
let journeyColumns = """
  scenario_id, subject_key, entered_on, row_key, customer_id, state, position, wait_date, \
  ended_on, outcome, reached
  """
let sendColumns = """
  business_date, send_id, scenario_id, step, channel, to_address, subject_key, customer_id, \
  entered_on, send_at, transactional, topic
  """
let exclusionColumns = "business_date, send_id, reason, detail"
