import Manifest
import Pipeline
import Store
import Table

/// A copy of a store as it stood before a date, in which dates can be run on other definitions or
/// data while the store itself stays as it is.
///
/// The store is only read. The copy is gone with this object.
final class TrialStore {
  private let store: StoreFolder
  private let trial: TrialFolder
  /// Where the trial's own stage files and manifests are.
  let folder: StoreFolder

  /// - Parameter home: the store that the copy lies in for as long as it lives.
  /// - Throws: `StageError` for a store in which nothing was run; `StoreError`.
  init(of store: StoreFolder, before date: Int64, in home: StoreFolder) throws {
    self.store = store
    let ledger = try store.existingLedger()
    trial = try TrialFolder(in: home)
    folder = StoreFolder(trial.path)
    let copy = try ledger.copy(to: folder.ledger, before: date)
    // A run compares the digests of all earlier dates with their folders.
    for earlier in try copy.dates() {
      let day = CalendarDay.text(earlier)
      let sums = "\(day)/SHA256SUMS"
      do {
        try trial.link("\(store.manifests)/\(sums)", as: "\(folder.manifests)/\(sums)")
      } catch {
        guard error.code == .missing else { throw error }
        throw StageError(
          .data, "the manifest of \(day) is not the one in the ledger",
          help: "'meibo status' says which dates are not whole")
      }
    }
  }

  /// Runs a date: what `cleansed` says of another date's or this one's exports, through marts,
  /// segments, journeys and the gate.
  ///
  /// - Parameter amendment: what a cleansed table is taken for, by its source; nil: as it is.
  /// - Throws: `StageError` if the stage file is not there or is not what the definitions read.
  func run(
    _ options: RunOptions, cleansed: Int64,
    amendment: (@Sendable (_ source: String, _ table: Table) -> Table)? = nil
  ) throws {
    var options = options
    options.store = folder.path
    options.exports = nil
    options.replay = false
    // Links are signed, but nobody sees them.
    options.unsubscribeSecret = "trial"
    let runner = try StageRunner(options)
    let file = store.stageFile(Stage.cleanse.rawValue, on: cleansed)
    try runner.check(reads: file, of: cleansed)
    try trial.link(file, as: folder.stageFile(Stage.cleanse.rawValue, on: options.date))
    runner.amendment = amendment
    try runner.runTrial()
  }

  /// What the trial has handed over on a date. O(entries of the date).
  func sends(on date: Int64) throws -> [LedgerSend] {
    try Ledger(path: folder.ledger, isCreating: false).day(date)?.sends ?? []
  }
}

extension StageRunner {
  /// Everything after cleansing, on a stage file that was made by who knows which definitions.
  fileprivate func runTrial() throws {
    fingerprints[.cleanse] = Fingerprint(
      .cleanse, options.date, pipeline: definition.name, definition: definitionDigest, inputs: "")
    _ = try derive(handingOnTo: [.segment, .manifest])
    _ = try segment()
    _ = try manifest()
  }

  /// Refuses a stage file whose tables have other columns than these definitions would give them.
  fileprivate func check(reads path: String, of date: Int64) throws {
    let day = CalendarDay.text(date)
    let file: any StageFileReader
    do {
      file = try StageFile.open(path)
    } catch {
      guard error.code == .missing else { throw error }
      throw StageError(
        .data, "there is no stage file 'cleanse' of \(day)",
        help: "it was pruned, or the date was not run")
    }
    for source in definition.sources {
      let wanted = TableDescription(source)
      guard let found = file.tables.first(where: { $0.name == source.name }),
        found.columns == wanted.columns, found.key == wanted.key
      else {
        throw StageError(
          .data, "source '\(source.name)' was read by another definition on \(day)",
          help: "run \(day) with these definitions into a store of its own, and compare the stores")
      }
    }
  }
}
