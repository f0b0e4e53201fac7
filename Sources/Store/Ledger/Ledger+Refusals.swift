import GRDB
import Table

extension Ledger {
  /// The refusals of a kind as the exports of `date` and of the dates before it last held them, in
  /// the order of their ids: `latest` whatever time they name, `said` those of a time that had come
  /// by the end of the date. What only later dates have read is in neither, though the ledger keeps
  /// it. O(refusals ever read).
  /// - Throws: `locked`, `damaged`, `io`.
  public func refusals(
    _ kind: RefusalKind, upTo date: Int64
  ) throws(StoreError) -> (latest: Refusals, said: Refusals) {
    try read { database in
      // The primary key gives the order.
      let history = try SQLConnection(borrowing: database, path).table(
        kind.description, kind.columns.map(\.name).joined(separator: ", "),
        from: "\(kind.table) WHERE seen_on <= ?", [LedgerDate.text(date) ?? ""],
        orderBy: "\(kind.id), seen_on")
      return (
        Refusals(kind, history: history),
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

  /// Remembers what the exports of a date held, in the place of what an earlier run for the same
  /// date had read under the same id. Nothing else is changed, and nothing removed.
  static func remember(
    _ refusals: Refusals, on date: Int64, _ database: Database, _ path: String
  ) throws {
    let columns = refusals.table.columns
    let ids = columns[0].text
    let isFirst =
      try Row.fetchOne(database, sql: "SELECT 1 FROM \(refusals.kind.table) LIMIT 1") == nil
    var statement = try RowStatement(
      database, path, into: refusals.kind.table,
      (columns.map(\.name) + ["seen_on"]).joined(separator: ", "), isReplacing: !isFirst)
    for row in 0..<refusals.table.rowCount {
      // They are in the order of their ids, and the last of an id counts.
      if row + 1 < ids.count, let id = ids[row], let next = ids[row + 1], Bytes.equal(id, next) {
        continue
      }
      for column in columns { try statement.add(column, row) }
      statement.add(day: date)
      try statement.endRow()
    }
    try statement.finish()
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
