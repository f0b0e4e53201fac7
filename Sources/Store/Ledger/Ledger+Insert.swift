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

  static func insert(
    _ journeys: [JourneyState], on date: Int64, _ database: Database
  ) throws {
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO journey_states (business_date, \(journeyColumns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let date = LedgerDate.text(date)
    for journey in journeys {
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
    for send in sends {
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
    for exclusion in exclusions {
      try execute(
        statement,
        [
          LedgerDate.text(exclusion.businessDate), exclusion.sendID, exclusion.reason,
          exclusion.detail,
        ])
    }
  }
}
