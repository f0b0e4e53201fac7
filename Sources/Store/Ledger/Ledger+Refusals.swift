import GRDB
import Table

extension Ledger {
  /// The refusals of a kind as the exports of `date` and of the dates before it last held them:
  /// `latest` whatever time they name, in the order of their ids; `said` those of a time that had
  /// come by the end of the date, and with a null id what was made of others: of those of people who
  /// were erased, and of answers to messages that are sent no more. What only later dates have read
  /// is in neither, though the ledger keeps it. O(refusals ever read).
  /// - Throws: `locked`, `damaged`, `io`.
  public func refusals(
    _ kind: RefusalKind, upTo date: Int64
  ) throws(StoreError) -> (latest: Refusals, said: Refusals) {
    try read { database in
      // The primary key gives the order.
      let history = try SQLConnection(borrowing: database, path).table(
        kind.history, (kind.columns.map(\.name) + [kind.making]).joined(separator: ", "),
        from: "\(kind.table) WHERE seen_on <= ?", [LedgerDate.text(date) ?? ""],
        orderBy: kind.primaryKey.joined(separator: ", "))
      return (
        Refusals(kind, history: history, isAsRead: true),
        Refusals(kind, history: history, saidBy: date)
      )
    }
  }

  /// Remembers what the exports of a date held, in one transaction: for what was read without a run
  /// of the date.
  /// - Throws: `locked`, `noSpace`, `damaged`, `io`.
  public func remember(_ refusals: [Refusals], on date: Int64) throws(StoreError) {
    if refusals.isEmpty { return }
    try write { database in
      for refusals in refusals { try Ledger.remember(refusals, on: date, database, path) }
    }
  }

  /// Remembers what a reading of a date's exports found anew, beside what earlier readings of the
  /// same date have found. Nothing is changed, and nothing removed.
  static func remember(
    _ refusals: Refusals, on date: Int64, _ database: Database, _ path: String
  ) throws {
    guard refusals.table.rowCount > 0 else { return }
    let columns = refusals.table.columns
    let ids = columns[0].text
    let number = try beginReading(refusals.kind, on: date, database)
    var statement = try RowStatement(
      database, path, into: refusals.kind.table,
      (columns.map(\.name) + ["seen_on", "number"]).joined(separator: ", "))
    for row in 0..<refusals.table.rowCount {
      // They are in the order of their ids, and the last of an id counts.
      if row + 1 < ids.count, let id = ids[row], let next = ids[row + 1], Bytes.equal(id, next) {
        continue
      }
      for column in columns { try statement.add(column, row) }
      statement.add(day: date)
      statement.add(number: number)
      try statement.endRow()
    }
    try statement.finish()
  }

  /// The number of a new reading of a date's exports.
  private static func beginReading(
    _ kind: RefusalKind, on date: Int64, _ database: Database
  ) throws -> Int64 {
    let last = try Int64.fetchOne(
      database,
      sql: """
        INSERT INTO readings (source, seen_on, last) VALUES (?, ?, 0)
        ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
        """, arguments: [kind.rawValue, CalendarDay.text(date)])
    return last ?? 0
  }
}

extension SQLConnection {
  /// The connection of a transaction of GRDB's, which builds a value of its own for every cell: too
  /// much for hundreds of thousands of rows.
  convenience init(borrowing database: Database, _ path: String) throws(StoreError) {
    guard let handle = database.sqliteConnection else {
      throw StoreError(.io, "the ledger is closed", path: path)
    }
    self.init(borrowing: handle, path)
  }
}
