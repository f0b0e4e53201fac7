import GRDB
import Table

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

  func insert(
    _ journeys: [JourneyState], on date: Int64, _ database: Database
  ) throws(StoreError) {
    var row = try RowStatement(
      database, path, into: "journey_states", "business_date, \(journeyColumns)")
    for place in EntryOrder.of(journeys) {
      let journey = journeys[place]
      row.add(day: date)
      row.add(journey.scenarioID)
      row.add(journey.subjectKey)
      row.add(day: journey.enteredOn)
      row.add(journey.rowKey)
      row.add(journey.customerID)
      row.add(journey.progress.rawValue)
      row.add(journey.position)
      row.add(day: journey.waitDate)
      row.add(day: journey.endedOn)
      row.add(journey.outcome)
      try row.add { (text) throws(StoreError) in try ReachedStep.write(journey.reached, to: text) }
      try row.endRow()
    }
    try row.finish()
  }

  func insert(_ sends: [LedgerSend], _ database: Database) throws(StoreError) {
    var row = try RowStatement(database, path, into: "sends", sendColumns)
    for place in EntryOrder.of(ids: sends.lazy.map(\.sendID)) {
      let send = sends[place]
      row.add(day: send.businessDate)
      row.add(send.sendID)
      row.add(send.scenarioID)
      row.add(send.step)
      row.add(send.channel)
      row.add(send.address)
      row.add(send.subjectKey)
      row.add(send.customerID)
      row.add(day: send.enteredOn)
      row.add { $0.append(timestamp: send.sendAt) }
      row.add(number: send.isTransactional ? 1 : 0)
      row.add(send.topic)
      try row.endRow()
    }
    try row.finish()
  }

  func insert(_ exclusions: [LedgerExclusion], _ database: Database) throws(StoreError) {
    var row = try RowStatement(database, path, into: "exclusions", exclusionColumns)
    for place in EntryOrder.of(ids: exclusions.lazy.map(\.sendID)) {
      let exclusion = exclusions[place]
      row.add(day: exclusion.businessDate)
      row.add(exclusion.sendID)
      row.add(exclusion.reason)
      row.add(exclusion.detail)
      try row.endRow()
    }
    try row.finish()
  }
}
