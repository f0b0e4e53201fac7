import Store

extension StoreFolder {
  /// The ledger of a store in which something was run.
  ///
  /// - Throws: `StageError` if there is none; `StoreError`.
  func existingLedger() throws -> Ledger {
    do {
      return try Ledger(path: ledger, isCreating: false)
    } catch {
      guard error.code == .missing else { throw error }
      throw noStore
    }
  }

  /// What is said of a folder in which nothing was run.
  var noStore: StageError {
    StageError(.data, "no date has been run in '\(path)'", help: "run 'meibo run' first")
  }
}
