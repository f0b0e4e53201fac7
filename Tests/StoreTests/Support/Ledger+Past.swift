import GRDB

@testable import Store

/// What the ledger held before a business date.
struct LedgerPast: Equatable {
  /// Every journey as it stood before the date, by scenario, subject and day of entry.
  var journeys: [JourneyState] = []
  /// By business date and id.
  var sends: [LedgerSend] = []
  /// By business date and id.
  var exclusions: [LedgerExclusion] = []
}

extension Ledger {
  /// What the ledger held before `date`, value by value: what `pastJourneys` and its like give in
  /// columns. Entries of `date` itself and later do not count.
  func past(before date: Int64) throws -> LedgerPast {
    try read { database in
      let arguments: StatementArguments = [LedgerDate.text(date)]
      return LedgerPast(
        // With a single max(), SQLite takes the other columns from the row that holds the maximum
        // (https://www.sqlite.org/lang_select.html#bareagg); the primary key gives the order.
        journeys: try Ledger.journeys(
          database,
          """
          SELECT \(journeyColumns), max(business_date) FROM journey_states
          WHERE business_date < ?
          GROUP BY scenario_id, subject_key, entered_on
          ORDER BY scenario_id, subject_key, entered_on
          """, arguments),
        sends: try Ledger.sends(database, "business_date < ?", arguments),
        exclusions: try Ledger.exclusions(database, "business_date < ?", arguments))
    }
  }
}
