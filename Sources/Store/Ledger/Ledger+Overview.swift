import GRDB

/// A business date in the ledger, in numbers.
public struct LedgerDay: Sendable, Equatable {
  /// Days since 1970-01-01.
  public let businessDate: Int64
  /// The digest of its manifest folder.
  public let manifestDigest: String
  /// True if it has been handed over: it can be neither run again nor discarded.
  public let isSealed: Bool
  /// How many messages were handed over.
  public let sends: Int
  /// How many were reached and not sent.
  public let exclusions: Int
}

extension Ledger {
  /// Every business date with how much it added, ascending. O(entries).
  /// - Throws: `locked`, `damaged`, `io`.
  public func overview() throws(StoreError) -> [LedgerDay] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT business_date, manifest_digest,
            EXISTS (SELECT 1 FROM sealed WHERE sealed.business_date = days.business_date),
            (SELECT count(*) FROM sends WHERE sends.business_date = days.business_date),
            (SELECT count(*) FROM exclusions WHERE exclusions.business_date = days.business_date)
          FROM days ORDER BY business_date
          """
      ).map { row in
        LedgerDay(
          businessDate: try row.day(0), manifestDigest: row[1], isSealed: row[2], sends: row[3],
          exclusions: row[4])
      }
    }
  }
}
