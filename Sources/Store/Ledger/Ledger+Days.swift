import GRDB
import Table

extension Ledger {
  /// Puts what `date` added to the ledger in the place of what it had added before.
  ///
  /// The same record gives the same ledger, however often it is put. In the same transaction the
  /// refusals that the date read are remembered; of those remembered before none is removed.
  /// - Parameter discardingLater: also removes what later dates added, which was reached from the
  ///   replaced day. Their manifests must be withdrawn first.
  /// - Throws: `sealed` if the date, or a later one to be discarded, is sealed; `laterDates` if
  ///   there are later dates and they are not to be discarded; `conflict` if an entry is of another
  ///   date or an id is sent a second time; `locked`, `noSpace`, `io`. Nothing has changed then.
  public func replace(
    _ date: Int64, with record: DayRecord, remembering refusals: [Refusals] = [],
    discardingLater: Bool = false
  ) throws(StoreError) {
    try writeUnreferenced { database in
      try put(record, on: date, refusals, discardingLater, database)
    }
  }

  /// The same with a digest that is not known yet: `digest` is asked for it when all else is
  /// written, before anything is committed. So the manifest can be made meanwhile.
  /// - Throws: what `digest` throws, too. Nothing has changed then.
  public func replace(
    _ date: Int64, with record: DayRecord, remembering refusals: [Refusals] = [],
    discardingLater: Bool = false, digest: () throws -> String
  ) throws {
    var refused: (any Error)?
    do {
      try writeUnreferenced { database in
        try put(record, on: date, refusals, discardingLater, database)
        let known: String
        do {
          known = try digest()
        } catch {
          refused = error
          throw error
        }
        try database.execute(
          sql: "UPDATE days SET manifest_digest = ? WHERE business_date = ?",
          arguments: [known, CalendarDay.text(date)])
      }
    } catch {
      throw refused ?? error
    }
  }

  private func put(
    _ record: DayRecord, on date: Int64, _ refusals: [Refusals], _ discardingLater: Bool,
    _ database: Database
  ) throws {
    guard record.sends.allSatisfy({ $0.businessDate == date }),
      record.exclusions.allSatisfy({ $0.businessDate == date })
    else {
      throw StoreError(.conflict, "a send or an exclusion is of another business date", path: path)
    }
    let later = try Ledger.dates(database, after: date)
    guard later.isEmpty || discardingLater else {
      throw StoreError(
        .laterDates, "the ledger holds \(CalendarDay.text(later[0])), which is later",
        path: path)
    }
    for each in [date] + later {
      guard try !Ledger.isSealed(database, each) else {
        throw StoreError(
          .sealed, "\(CalendarDay.text(each)) is sealed and cannot change", path: path)
      }
    }
    let answered = try Ledger.answeredSends(since: date, database)
    for table in ["journey_states", "sends", "exclusions", "days"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE business_date >= ?",
        arguments: [CalendarDay.text(date)])
    }
    try database.execute(
      sql: "INSERT INTO days (business_date, manifest_digest) VALUES (?, ?)",
      arguments: [CalendarDay.text(date), record.manifestDigest])
    try insert(record.journeys, on: date, database)
    try insert(record.sends, database)
    try insert(record.exclusions, database)
    for refusals in refusals { try Ledger.remember(refusals, on: date, database, path) }
    try Ledger.letGoOfKept(on: date, database)
    try Ledger.keepUnsent(answered, database)
    try checkDates(database)
  }

  /// Refuses entries of a date that is not among `days`. O(dates).
  private func checkDates(_ database: Database) throws {
    for table in ["journey_states", "sends", "exclusions", "sealed"] {
      // From each date to the next one: every table has an index that begins with the date.
      let stray = try Row.fetchOne(
        database,
        sql: """
          WITH RECURSIVE dates (date) AS (
            SELECT min(business_date) FROM \(table)
            UNION ALL
            SELECT (SELECT min(business_date) FROM \(table) WHERE business_date > date)
            FROM dates WHERE date IS NOT NULL)
          SELECT 1 FROM dates
          WHERE date IS NOT NULL AND date NOT IN (SELECT business_date FROM days)
          """)
      guard stray == nil else {
        throw StoreError(
          .damaged, "table '\(table)' holds a business date that the ledger does not have",
          path: path)
      }
    }
  }

  /// The business dates in the ledger, ascending.
  /// - Throws: `locked`, `damaged`, `io`.
  public func dates() throws(StoreError) -> [Int64] {
    try read { database in try Ledger.dates(database, after: nil) }
  }

  /// The business dates in the ledger after `date`, ascending: a day is not run again under them.
  /// - Throws: `locked`, `damaged`, `io`.
  public func laterDates(than date: Int64) throws(StoreError) -> [Int64] {
    try read { database in try Ledger.dates(database, after: date) }
  }

  /// The digest of the manifest that belongs to a date, or nil if the ledger does not have the
  /// date.
  /// - Throws: `locked`, `damaged`, `io`.
  public func manifestDigest(of date: Int64) throws(StoreError) -> String? {
    try read { database in try Ledger.manifestDigest(database, date) }
  }

  /// The ids of what was sent on a date, but for whom an erasure has made the ledger forget.
  /// O(sends of the date).
  /// - Throws: `locked`, `damaged`, `io`.
  public func sendIDs(on date: Int64) throws(StoreError) -> Set<String> {
    try read { database in
      try String.fetchSet(
        database, sql: "SELECT send_id FROM sends WHERE business_date = ?",
        arguments: [CalendarDay.text(date)])
    }
  }

  /// True if the date has been handed over.
  /// - Throws: `locked`, `damaged`, `io`.
  public func isSealed(_ date: Int64) throws(StoreError) -> Bool {
    try read { database in try Ledger.isSealed(database, date) }
  }

  /// Marks a date as handed over: from now on `replace` refuses it. Sealing twice is sealing once.
  /// - Throws: `missing` if the ledger does not have the date; `locked`, `noSpace`, `io`.
  public func seal(_ date: Int64) throws(StoreError) {
    try write { database in
      guard let digest = try Ledger.manifestDigest(database, date) else {
        throw StoreError(.missing, "\(CalendarDay.text(date)) is not in the ledger", path: path)
      }
      try database.execute(
        sql: "INSERT OR IGNORE INTO sealed (business_date, manifest_digest) VALUES (?, ?)",
        arguments: [CalendarDay.text(date), digest])
    }
  }

  static func manifestDigest(_ database: Database, _ date: Int64) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT manifest_digest FROM days WHERE business_date = ?",
      arguments: [CalendarDay.text(date)])
  }

  static func isSealed(_ database: Database, _ date: Int64) throws -> Bool {
    try Row.fetchOne(
      database, sql: "SELECT 1 FROM sealed WHERE business_date = ?",
      arguments: [CalendarDay.text(date)]) != nil
  }

  private static func dates(_ database: Database, after date: Int64?) throws -> [Int64] {
    // Every text comes after the empty one.
    try Row.fetchAll(
      database, sql: "SELECT business_date FROM days WHERE business_date > ? ORDER BY 1",
      arguments: [LedgerDate.text(date) ?? ""]
    ).map { try $0.day(0) }
  }
}
