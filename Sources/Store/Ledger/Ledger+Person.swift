import GRDB

/// What the ledger holds of one person up to a business date.
public struct PersonHistory: Sendable, Equatable {
  /// Each journey as it stood after the date, by scenario, subject and day of entry.
  public let journeys: [JourneyState]
  /// By business date and id.
  public let sends: [LedgerSend]
}

extension Ledger {
  /// The journeys and sends of whoever has this customer id, subject key or row key, up to and with
  /// `date`. O(entries).
  /// - Throws: `locked`, `damaged`, `io`.
  public func history(
    ofPerson key: String, through date: Int64
  ) throws(StoreError) -> PersonHistory {
    try read { database in
      let day = LedgerDate.text(date)
      return PersonHistory(
        journeys: try Ledger.journeys(
          database,
          """
          SELECT \(journeyColumns), max(business_date) FROM journey_states
          WHERE business_date <= ? AND (customer_id = ? OR subject_key = ? OR row_key = ?)
          GROUP BY scenario_id, subject_key, entered_on
          ORDER BY scenario_id, subject_key, entered_on
          """, [day, key, key, key]),
        sends: try Ledger.sends(
          database, "business_date <= ? AND (customer_id = ? OR subject_key = ?)", [day, key, key]))
    }
  }

  /// The exclusions of a business date among those of the given ids, by id.
  /// - Throws: `locked`, `damaged`, `io`.
  public func exclusions(
    of ids: [String], on date: Int64
  ) throws(StoreError) -> [LedgerExclusion] {
    try read { database in
      try ids.flatMap { id in
        try Ledger.exclusions(
          database, "business_date = ? AND send_id = ?", [LedgerDate.text(date), id])
      }
    }
  }
}
