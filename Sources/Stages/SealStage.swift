import Glibc
import Manifest
import Store
import Table

/// The published manifest of a business date, found to be whole and the one that the ledger holds.
struct PublishedManifest {
  let ledger: Ledger
  let folder: String

  /// Compares the folder with the ledger, and every file in it with its sum.
  ///
  /// - Throws: `StageError` if the date has not been run or its folder is not what was published;
  ///   `StoreError`.
  init(checking date: Int64, in store: StoreFolder) throws {
    let day = CalendarDay.text(date)
    folder = "\(store.manifests)/\(day)"
    let notRun = StageError(
      .data, "no manifest of \(day) has been published", help: "run 'meibo run' for \(day) first")
    do {
      ledger = try Ledger(path: store.ledger, isCreating: false)
    } catch {
      throw error.code == .missing ? notRun : error
    }
    guard let digest = try ledger.manifestDigest(of: date) else { throw notRun }
    let ledger = ledger
    let isFixed = try ([date] + ledger.laterDates(than: date)).contains { try ledger.isSealed($0) }
    let help =
      isFixed
      ? "a sealed date cannot be run again: put the folder back from a copy"
      : "run 'meibo run' for \(day) again"
    guard ManifestDigest.of(folder: folder) == digest else {
      throw StageError(
        .data, "the manifest of \(day) is not the one in the ledger", help: help)
    }
    do {
      try ManifestSums.check(folder: folder, beside: [Withdrawals.file])
    } catch {
      throw StageError(error.code == .changed ? .data : .tryAgain, error.message, help: help)
    }
  }
}

extension StageRunner {
  /// Refuses a date that is sealed: neither its manifest nor what that was made of may change.
  func refuseIfSealed() throws {
    guard try isSealed else { return }
    throw StageError(
      .data, "\(businessDate) is sealed: it has been handed over", help: Self.sealedHelp)
  }

  /// What can be done about a sealed date.
  static let sealedHelp =
    "it stays as it is: what must be pulled is found by 'meibo recheck', and another run goes into "
    + "a --store of its own"

  /// True if the date was handed over; nothing was sealed where there is no ledger.
  var isSealed: Bool {
    get throws {
      guard access(store.ledger, F_OK) == 0 else { return false }
      return try ledger().isSealed(options.date)
    }
  }
}

/// A business date marked as handed over: its manifest and what the ledger holds of it cannot
/// change any more.
public struct Seal: Sendable {
  /// False if the date was sealed before.
  public let isNew: Bool
  /// How many sends were handed over.
  public let sends: Int
  /// The sealed folder.
  public let folder: String

  /// Seals a date of a store. Sealing twice is sealing once, but the folder is checked each time.
  ///
  /// - Throws: `StageError` if the date has not been run or its manifest folder is not what was
  ///   published; `StoreError`, also while another run holds the store.
  public init(sealing date: Int64, in path: String) throws {
    let store = StoreFolder(path)
    // Taking the lock would make a store where there is none.
    _ = try PublishedManifest(checking: date, in: store)
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let manifest = try PublishedManifest(checking: date, in: store)
    isNew = try !manifest.ledger.isSealed(date)
    try manifest.ledger.seal(date)
    sends = try manifest.ledger.day(date)?.sends.count ?? 0
    folder = manifest.folder
  }
}
