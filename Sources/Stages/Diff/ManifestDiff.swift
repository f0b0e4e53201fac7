import Manifest
import Pipeline
import Store
import Table

/// What a date's manifest is compared with.
public enum DiffTarget: Sendable {
  /// Another date of the same store.
  case date(Int64)
  /// The same date of another store.
  case store(String)
  /// What a folder of definitions would have made of the same date.
  case definitions(String)
}

/// How the manifest of a date differs from another: who is sent something else, and why.
public struct ManifestDiff: Sendable {
  /// In the byte order of scenario, step and subject.
  public let changes: [MessageChange]
  /// How many messages are the same in both.
  public let unchanged: Int
  /// Why causes were not told apart; nil if they were.
  public let unsplit: String?
  /// The digest of the definitions and parameters that made the date, if they are not the given ones:
  /// these have no part in the comparison.
  public internal(set) var madeBy: String?
}

extension StageRunner {
  /// Compares the published manifest of the date with another, which is taken as the older one.
  ///
  /// Causes are told by the digests of both. Where more than one can be the cause, the date is run
  /// again in a throw-away store, one cause changed after the other; a change has the cause with
  /// which the message became what it is. The store itself stays as it is.
  /// - Throws: `StageError` if a manifest is not there or not what was published, or the other
  ///   definitions read the exports in another way; `DefinitionError`; `StoreError`.
  public func diff(against target: DiffTarget) throws -> ManifestDiff {
    let new = try published(options.date, in: store)
    var diff = try diff(new, against: target)
    if new.definitionDigest != definitionDigest { diff.madeBy = new.definitionDigest }
    return diff
  }

  private func diff(
    _ new: PublishedMessages, against target: DiffTarget
  ) throws -> ManifestDiff {
    switch target {
    case .definitions(let folder):
      var other = options
      other.pipeline = folder
      let trial = try TrialStore(of: store, before: options.date, in: store)
      try trial.run(other, cleansed: options.date)
      let old = try messages(options.date, in: trial.folder)
      return Self.diff([old, new], causes: [.definition])
    case .store(let path):
      let other = StoreFolder(path)
      try refuse(ownerOf: other)
      return try diff(try published(options.date, in: other), options.date, in: other, to: new)
    case .date(let date):
      return try diff(try published(date, in: store), date, in: store, to: new)
    }
  }

  /// Compares with a manifest that was published, cause by cause.
  private func diff(
    _ old: PublishedMessages, _ date: Int64, in other: StoreFolder, to new: PublishedMessages
  ) throws -> ManifestDiff {
    var causes: [ChangeCause] = []
    if old.definitionDigest != new.definitionDigest { causes.append(.definition) }
    if date != options.date { causes.append(.calendar) }
    let isSameDate = date == options.date
    let hasOtherPast =
      try isSameDate && past(before: date, in: other) != past(before: date, in: store)
    if old.inputs != new.inputs || hasOtherPast { causes.append(.data) }
    guard causes.count > 1 else { return Self.diff([old, new], causes: causes) }
    guard new.definitionDigest == definitionDigest else {
      return Self.diff(
        [old, new], causes: [.several],
        unsplit: "\(businessDate) was run with other definitions or parameters than these")
    }
    do {
      var states = [old]
      if causes.first == .definition {
        states.append(try trial(of: other, on: date, cleansed: date))
      }
      if date != options.date, causes.contains(.data) {
        states.append(try trial(of: other, on: options.date, cleansed: date))
      }
      return Self.diff(states + [new], causes: causes)
    } catch let error as StageError {
      return Self.diff([old, new], causes: [.several], unsplit: error.message)
    }
  }

  /// What these definitions make of a date, with the past of a store and what it cleansed.
  private func trial(
    of other: StoreFolder, on date: Int64, cleansed: Int64
  ) throws -> PublishedMessages {
    var options = options
    options.date = date
    let trial = try TrialStore(of: other, before: date, in: store)
    try trial.run(options, cleansed: cleansed)
    return try messages(date, in: trial.folder)
  }

  private func published(_ date: Int64, in store: StoreFolder) throws -> PublishedMessages {
    _ = try PublishedManifest(checking: date, in: store)
    return try messages(date, in: store)
  }

  private func messages(_ date: Int64, in store: StoreFolder) throws -> PublishedMessages {
    do {
      return try PublishedMessages(folder: "\(store.manifests)/\(CalendarDay.text(date))")
    } catch {
      throw StageError(.data, error.message, help: error.hint)
    }
  }

  /// The earlier dates of a store, each with the digest of what was handed over. O(dates): nothing
  /// is counted.
  private func past(before date: Int64, in store: StoreFolder) throws -> [[String]] {
    let ledger = try Ledger(path: store.ledger, isCreating: false)
    return try ledger.dates().filter { $0 < date }
      .map { [CalendarDay.text($0), try ledger.manifestDigest(of: $0) ?? ""] }
  }

  /// The difference of the first and the last state. `causes` has one from each state to the next.
  private static func diff(
    _ states: [PublishedMessages], causes: [ChangeCause], unsplit: String? = nil
  ) -> ManifestDiff {
    let books = states.map { MessageBook($0.messages) }
    guard let first = books.first, let last = books.last else {
      return ManifestDiff(changes: [], unchanged: 0, unsplit: unsplit)
    }
    let changes = MessageBook.changes(from: first, to: last).map { name, change in
      var change = change
      // The last step that made the message another one made it what it is now.
      let decisive = books.indices.dropFirst().last { books[$0][name] != books[$0 - 1][name] }
      if let decisive, causes.indices.contains(decisive - 1) {
        change.cause = causes[decisive - 1]
      }
      return change
    }
    let gone = changes.count { $0.before != nil }
    return ManifestDiff(
      changes: changes, unchanged: states[0].messages.count - gone, unsplit: unsplit)
  }
}
