import Glibc
import Store
import Table

/// Removes stage files of days that nobody looks at any more.
public struct Prune: Sendable {
  /// The dates whose stage files were removed, or would be, ascending.
  public let removed: [Int64]
  /// The dates that are older but sealed.
  public let sealed: [Int64]
  /// The size of what was removed.
  public let bytes: Int

  /// Removes the stage files of every date that is not among the last `days` days up to the newest
  /// date of the ledger, and not sealed. The ledger and the manifests stay: consent, journeys and
  /// caps are told by them.
  ///
  /// - Parameter isDry: only says what would be removed; `bytes` is 0 then.
  /// - Throws: `StageError` for a folder in which nothing was run; `StoreError`, `locked` while a
  ///   run uses the store.
  public init(store path: String, keep days: Int, isDry: Bool) throws {
    let store = StoreFolder(path)
    let isStore = try access(store.ledger, F_OK) == 0 || !store.dates().isEmpty
    guard isStore else { throw store.noStore }
    let lock = isDry ? nil : try store.lock()
    let dates = try store.dates()
    let ledger = access(store.ledger, F_OK) == 0 ? try Ledger(path: store.ledger) : nil
    var removed: [Int64] = []
    var sealed: [Int64] = []
    var bytes = 0
    // A folder of a date that was taken back, or never finished, makes no other old.
    let newest = try ledger?.dates().last ?? dates.last ?? 0
    for date in dates where date <= newest - Int64(days) {
      if try ledger?.isSealed(date) == true {
        sealed.append(date)
        continue
      }
      removed.append(date)
      if !isDry { bytes += try store.removeStageFiles(of: date) }
    }
    withExtendedLifetime(lock) {}
    self.removed = removed
    self.sealed = sealed
    self.bytes = bytes
  }
}
