import GRDB
import Table

/// Journeys that stand alike after a business date, counted: nothing of a person is left.
public struct JourneyCount: Sendable, Equatable {
  /// Also of a scenario that the definitions do not have any more.
  public let scenarioID: String
  /// Entered on the date itself.
  public let isNew: Bool
  /// The place at which they wait, and until when; null once ended.
  public let position: String?
  /// Days since 1970-01-01; null once ended.
  public let waitDate: Int64?
  /// How they ended; null while they wait.
  public let outcome: String?
  /// Ended on the date itself.
  public let endedNow: Bool
  /// What all of them came to, on the same dates; by date, empty if they came to nothing yet.
  public let reached: [ReachedStep]
  /// How many journeys; at least 1.
  public let count: Int
}

/// How many people have had so many sends.
public struct PeopleCount: Sendable, Equatable {
  /// At least 1: people who had none are not counted.
  public let sends: Int
  /// How many had exactly so many.
  public let people: Int
}

extension Ledger {
  /// All journeys as they stood after `date`, counted by all that is told of them. By scenario, and
  /// always in the same order. O(journey states).
  /// - Throws: `locked`, `damaged`, `io`.
  public func journeyCounts(through date: Int64) throws(StoreError) -> [JourneyCount] {
    try read { database in
      // As in `past`: the row with the greatest date is the one that the columns are taken from.
      let rows = try Row.fetchCursor(
        database,
        sql: """
          WITH latest AS (
            SELECT scenario_id, entered_on, state, position, wait_date, ended_on, outcome, reached,
              max(business_date)
            FROM journey_states WHERE business_date <= :date
            GROUP BY scenario_id, subject_key, entered_on)
          SELECT scenario_id, entered_on = :date, position, wait_date,
            CASE state WHEN 'ended' THEN coalesce(outcome, 'done') END,
            coalesce(ended_on = :date, 0), reached, count(*)
          FROM latest GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
          """, arguments: ["date": CalendarDay.text(date)])
      var counts: [JourneyCount] = []
      while let row = try rows.next() {
        counts.append(
          JourneyCount(
            scenarioID: row[0], isNew: row[1], position: row[2], waitDate: try row.optionalDay(3),
            outcome: row[4], endedNow: row[5], reached: try ReachedStep.list(row[6]),
            count: row[7]))
      }
      return counts
    }
  }

  /// People by the sends that caps count for them on a channel, from one date to another, both
  /// included: a customer by id, others by address. Ascending by sends. O(sends).
  /// - Throws: `locked`, `damaged`, `io`.
  public func peopleCounts(
    channel: String, from first: Int64, through last: Int64
  ) throws(StoreError) -> [PeopleCount] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT sends, count(*) FROM (
            SELECT count(*) AS sends FROM sends
            WHERE channel = ? AND transactional = 0 AND business_date BETWEEN ? AND ?
            GROUP BY customer_id IS NULL, coalesce(customer_id, to_address))
          GROUP BY sends ORDER BY sends
          """, arguments: [channel, CalendarDay.text(first), CalendarDay.text(last)]
      ).map { PeopleCount(sends: $0[0], people: $0[1]) }
    }
  }
}
