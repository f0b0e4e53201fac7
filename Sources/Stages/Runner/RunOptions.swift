/// What a run is asked to do.
public struct RunOptions: Sendable {
  /// The folder of definitions.
  public var pipeline: String
  /// The landing directory; only ingest and cleanse read it.
  public var exports: String?
  /// The folder of the store (docs/store.md); a run makes it if it is not there.
  public var store: String
  /// The business date, days since 1970-01-01.
  public var date: Int64
  /// Parameters given for this run, in the order given.
  public var parameters: [(name: String, value: String)]
  /// How many threads work at once, at least 1. No result depends on it.
  public var threads: Int
  /// Signs unsubscribe links; from the environment or a file, never from a definition.
  public var unsubscribeSecret: String?
  /// Run a date again although later dates were run: those are discarded.
  public var replay: Bool
  /// Run stages also if nothing they depend on has changed.
  public var force: Bool

  public init(
    pipeline: String, exports: String?, store: String, date: Int64,
    parameters: [(name: String, value: String)] = [], threads: Int = 2,
    unsubscribeSecret: String? = nil, replay: Bool = false, force: Bool = false
  ) {
    self.pipeline = pipeline
    self.exports = exports
    self.store = store
    self.date = date
    self.parameters = parameters
    self.threads = max(1, threads)
    self.unsubscribeSecret = unsubscribeSecret
    self.replay = replay
    self.force = force
  }
}

/// The five stages, in order.
public enum Stage: String, Sendable, CaseIterable {
  case ingest, cleanse, derive, segment, manifest

  /// The stage whose result this one is made of.
  var earlier: Stage? {
    Self.allCases.firstIndex(of: self).flatMap { $0 > 0 ? Self.allCases[$0 - 1] : nil }
  }
}

/// What a stage did, for people and machines. Holds no personal data.
public struct StageReport: Sendable {
  /// The stage that was run, or passed over (`skipped`).
  public let stage: Stage
  /// The file or folder published.
  public let published: String
  /// Named counts in the order they are shown.
  public let counts: [(name: String, value: Int)]
  /// Further lines: what to look at.
  public let notes: [String]
  /// How long it took; 0 if the stage was not run. Printed, and nowhere stored.
  public let seconds: Double
  /// Why the stage was not run: what is published is what it would give. Nil if it was run.
  public var skipped: StageDecision? = nil
  /// What the manifest stage handed over otherwise than the date's run before did; empty if the
  /// same. Nil of other stages and of the first run. Its people's keys are personal data.
  public var changes: [MessageChange]? = nil
}
