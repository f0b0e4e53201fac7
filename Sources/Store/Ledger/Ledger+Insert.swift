import GRDB

extension Ledger {
  /// Runs a statement with its values in order.
  ///
  /// GRDB ends a text at a zero byte, which would make two keys one, so such a text is refused.
  static func execute(
    _ statement: Statement, _ values: [(any DatabaseValueConvertible)?]
  ) throws {
    for case let text as String in values where text.utf8.contains(0) {
      throw StoreError(.unwritable, "an entry for the ledger holds a zero byte")
    }
    try statement.execute(arguments: StatementArguments(values))
  }

  // Entries go in in the order of their keys: the pages of the tree and of the index over the ids
  // are then filled one after another, where a random order would read and write each many times.

  static func insert(
    _ journeys: [JourneyState], on date: Int64, _ database: Database
  ) throws {
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO journey_states (business_date, \(journeyColumns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let date = LedgerDate.text(date)
    let sorted = journeys.sorted {
      ($0.scenarioID, $0.subjectKey, $0.enteredOn) < ($1.scenarioID, $1.subjectKey, $1.enteredOn)
    }
    for journey in sorted {
      try execute(
        statement,
        [
          date, journey.scenarioID, journey.subjectKey, LedgerDate.text(journey.enteredOn),
          journey.rowKey, journey.customerID, journey.progress.rawValue, journey.position,
          LedgerDate.text(journey.waitDate), LedgerDate.text(journey.endedOn), journey.outcome,
          try ReachedStep.text(journey.reached),
        ])
    }
  }

  static func insert(_ sends: [LedgerSend], _ database: Database) throws {
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO sends (\(sendColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for send in sends.sorted(by: { $0.sendID < $1.sendID }) {
      try execute(
        statement,
        [
          LedgerDate.text(send.businessDate), send.sendID, send.scenarioID, send.step, send.channel,
          send.address, send.subjectKey, send.customerID, LedgerDate.text(send.enteredOn),
          LedgerDate.text(timestamp: send.sendAt), send.isTransactional, send.topic,
        ])
    }
  }

  static func insert(_ exclusions: [LedgerExclusion], _ database: Database) throws {
    let statement = try database.makeStatement(
      sql: "INSERT INTO exclusions (\(exclusionColumns)) VALUES (?, ?, ?, ?)")
    for exclusion in exclusions.sorted(by: { $0.sendID < $1.sendID }) {
      try execute(
        statement,
        [
          LedgerDate.text(exclusion.businessDate), exclusion.sendID, exclusion.reason,
          exclusion.detail,
        ])
    }
  }
}
