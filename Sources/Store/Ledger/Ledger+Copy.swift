import GRDB

extension Ledger {
  /// Copies the ledger as it stood before a date, seals included, into a file of its own: for a
  /// trial that must not touch this one. What is remembered of refusals is copied whole; the copy
  /// belongs to no pipeline yet. O(bytes).
  /// - Throws: `locked`, `damaged`, `noSpace`, `io`.
  public func copy(to path: String, before date: Int64) throws(StoreError) -> Ledger {
    let copy = try Ledger(path: path)
    try read { source in
      try copy.writeWithoutTransaction { target in try source.backup(to: target) }
    }
    try copy.write { database in
      try database.execute(sql: "DELETE FROM pipeline")
      for table in ["sealed", "journey_states", "sends", "exclusions", "days", "runs"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE business_date >= ?",
          arguments: [LedgerDate.text(date)])
      }
    }
    return copy
  }
}
