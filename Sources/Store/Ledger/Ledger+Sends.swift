import GRDB

extension Ledger {
  /// The send of an id, whatever its date, or nil if the ledger does not have it. O(log sends).
  /// - Throws: `locked`, `damaged`, `io`.
  public func send(_ id: String) throws(StoreError) -> LedgerSend? {
    try read { database in
      try Ledger.sends(database, "send_id = ?", [id]).first
    }
  }
}
