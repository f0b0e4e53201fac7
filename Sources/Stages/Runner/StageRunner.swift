import Consent
import Derive
public import Pipeline
import Store
import Table

/// Runs the stages of one pipeline for one business date.
///
/// A stage publishes what it makes before the next begins. Of those before it, it reads what they
/// published; in one go it takes what they still have in memory instead, which is the same. Not safe
/// to use from two threads at once.
public final class StageRunner {
  /// As given; the parameters among them are in `plan` already.
  public let options: RunOptions
  /// The checked definitions, with the parameters of this run set.
  public let plan: Plan
  /// SHA-256, in hexadecimal, of every definition file and of the parameters of this run.
  public let definitionDigest: String
  /// How far the stages have come; may be looked at from another thread.
  public let progress = StageProgress()
  let store: StoreFolder
  /// So many rows of a mart are made at a time: a few dozen columns of them stay in the processor's
  /// cache. What is published does not depend on it.
  var rowsAtATime = 4096
  private var lock: StoreLock?
  private var openLedger: Ledger?
  /// What the stages of this process have made so far for those after them.
  var handedOn = HandedOn()
  /// By stage what it was made of: as it was published by this process, or as its file was found.
  var fingerprints: [Stage: Fingerprint] = [:]
  /// True once the exports were found to be those that ingest read.
  var hasComparedExports = false
  /// For trials: what a cleansed table is taken for as it is read, by its source.
  var amendment: (@Sendable (_ source: String, _ table: Table) -> Table)?

  /// Loads and checks the definitions, and looks whether the store is this pipeline's or nobody's.
  ///
  /// - Throws: `DefinitionError`, `PipelineFolderError`; `StageError` for a parameter that the
  ///   pipeline does not have or cannot read, or a store of another pipeline; `StoreError`.
  public convenience init(_ options: RunOptions) throws {
    let definition = try PipelineDefinition.load(folder: options.pipeline)
      .setting(options.parameters)
    self.init(
      options, plan: try Plan(checking: definition),
      definitionDigest: definition.digest(parameters: options.parameters))
    try refuseStoreOfAnother()
  }

  /// With definitions that are loaded and checked already.
  init(_ options: RunOptions, plan: Plan, definitionDigest: String) {
    self.options = options
    self.plan = plan
    self.definitionDigest = definitionDigest
    store = StoreFolder(options.store)
  }

  var definition: PipelineDefinition { plan.definition }

  /// Runs one stage on what the stages before it published. `warn` is called before it is begun.
  ///
  /// - Throws: `StageError`, `StoreError`; nothing is published then.
  public func run(_ stage: Stage, warn: (DateWarning) -> Void = { _ in }) throws -> StageReport {
    try lockStore()
    try refuseIfSealed()
    if stage == .manifest {
      try checkCanManifest()
      try dateWarning().map(warn)
    }
    let earlier = try stage.earlier.map { try fingerprint(of: $0) }
    let decision = try showing(stage) { try decide(stage, after: earlier) }
    guard decision.runs else { return skipped(decision) }
    let report = try showing(stage) {
      switch stage {
      case .ingest: try ingest()
      case .cleanse: try cleanse()
      case .derive: try derive()
      case .segment: try segment()
      case .manifest: try manifest()
      }
    }
    try record(stage)
    return report
  }

  /// Runs all stages that have to be run, calling `tell` for each as it is published, and `warn` before
  /// the first.
  ///
  /// Whatever can be refused is refused before the first stage is published.
  public func runAll(
    warn: (DateWarning) -> Void = { _ in }, _ tell: (StageReport) -> Void
  ) throws {
    try lockStore()
    try refuseIfSealed()
    try checkCanManifest()
    try dateWarning().map(warn)
    let decisions = try showing(.ingest) { try self.decisions() }
    for decision in decisions where !decision.runs { tell(skipped(decision)) }
    let stages = decisions.filter(\.runs).map(\.stage)
    if stages.contains(.cleanse) { try runReading(stages, tell) }
    for stage in stages {
      switch stage {
      case .ingest, .cleanse: continue
      case .derive:
        tell(
          try showing(stage) {
            try derive(handingOnTo: stages)
          })
      case .segment: tell(try showing(stage) { try segment() })
      case .manifest: tell(try showing(stage) { try manifest() })
      }
      try record(stage)
    }
  }

  /// Ingest and cleanse, with the exports read once.
  private func runReading(_ stages: [Stage], _ tell: (StageReport) -> Void) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let (draft, ingested) = try showing(stages[0]) {
      let draft = try loadedDraft(keeping: stages.contains(.derive) ? columnsHeldByDerive : [:])
      return (draft, try publishIngest(draft.asIngested, since: start, clock))
    }
    try record(.ingest)
    if stages.contains(.ingest) { tell(ingested) }
    tell(try showing(.cleanse) { try publish(draft, since: clock.now, clock) })
    try record(.cleanse)
    handedOn.cleansed = draft.tables
    // Exports are read in other sizes than marts are made in.
    Region.letGoOfFree()
  }

  /// By source, the columns that derive holds whole; in one process cleanse keeps them for it.
  var columnsHeldByDerive: [String: Set<String>] {
    let late = plan.sourcesReadByRowsAlone
    return plan.columnsReadByMarts.bySource.filter { !late.contains($0.key) }
  }

  /// Counts what `body` does as progress of a stage.
  private func showing<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    progress.enter(stage)
    defer { progress.leave() }
    return try body()
  }

  /// What is told of a stage that need not run.
  private func skipped(_ decision: StageDecision) -> StageReport {
    let stage = decision.stage
    let published =
      stage == .manifest
      ? "\(store.manifests)/\(businessDate)" : store.stageFile(stage.rawValue, on: options.date)
    return StageReport(
      stage: stage, published: published, counts: [], notes: [], seconds: 0, skipped: decision)
  }

  func lockStore() throws {
    guard lock == nil else { return }
    lock = try store.lock()
    // Another may have begun in it since this runner looked.
    try refuseStoreOfAnother()
    try finishManifests()
  }

  func exportSet() throws -> ExportSet {
    guard let exports = options.exports else {
      throw StageError(.usage, "the exports folder is not given", help: "--exports DIR")
    }
    return try ExportSet(definition, folder: exports)
  }

  /// The known rows and followed links of the date, as far as they are read.
  func dayTables(_ reads: ColumnsRead) throws -> DayTables {
    if let (tables, read) = handedOn.dayTables, read.covers(reads) { return tables }
    var tables = DayTables(date: options.date, sources: definition.sources)
    tables.add(try known(of: reads) { _ in true }, threads: options.threads)
    handedOn.dayTables = (tables, reads)
    return tables
  }

  /// What the date knows of some of the cleansed sources that are read. Of each source several runs
  /// of rows are read and cut to the date at a time.
  func known(
    of reads: ColumnsRead, where isWanted: (String) -> Bool
  ) throws -> [String: KnownRows] {
    let file = try open(.cleanse)
    var known: [String: KnownRows] = [:]
    for source in definition.sources where isWanted(source.name) {
      guard let columns = reads.bySource[source.name] else { continue }
      if let table = handedOn.cleansed.removeValue(forKey: source.name) {
        known[source.name] = KnownRows(
          amendment?(source.name, table) ?? table, of: source, on: options.date)
      } else {
        known[source.name] = try self.known(of: source, columns, in: file)
      }
    }
    return known
  }

  /// What the date knows of a source.
  private func known(
    of source: SourceDefinition, _ columns: Set<String>, in file: any StageFileReader
  ) throws -> KnownRows {
    let runs = try KnownRuns(
      source, columns: columns, of: file, on: options.date, rows: 32768, areKept: true,
      amendment: amendment)
    let work = progress.begin("reading \(source.name)", of: runs.rowCount)
    defer { progress.end(work) }
    return try runs.all(threads: options.threads) { work.add($0) }
  }

  /// The store's memory; made if there is none yet.
  func ledger() throws -> Ledger {
    if let ledger = openLedger { return ledger }
    let ledger = try Ledger(path: store.ledger)
    openLedger = ledger
    return ledger
  }

  /// Begins to read what the ledger held before the date.
  func readingPastDays() throws -> Workers.Errand<PastDays> {
    Workers.Errand(threads: options.threads) {
      [
        ledger = try ledger(), date = options.date, threads = options.threads,
        sends = handedOn.pastSends, known = handedOn.pastDays
      ] in
      try known ?? PastDays(ledger, before: date, sends: sends, threads: threads)
    }
  }

  /// Begins to read what was sent before the date.
  func readingPastSends() throws -> Workers.Errand<PastSends> {
    Workers.Errand(threads: options.threads) {
      [ledger = try ledger(), date = options.date, known = handedOn.pastSends] in
      try known ?? PastSends(ledger, before: date)
    }
  }

  /// What was sent before the date: of the past all that the record of consent asks for.
  func pastSends() throws -> PastSends {
    if let sends = handedOn.pastSends { return sends }
    let sends = try PastSends(ledger(), before: options.date)
    handedOn.pastSends = sends
    return sends
  }

  func segmentTable(_ scenario: String) throws -> Table {
    if let table = handedOn.segments[scenario] { return table }
    return try open(.segment).read("segment_" + scenario)
  }

  /// Who may enter a scenario although their day has passed; nil without `catch_up_days`.
  func lateSegmentTable(_ scenario: String) throws -> Table? {
    guard plan.segment(scenario)?.late != nil else { return nil }
    if let table = handedOn.lateSegments[scenario] { return table }
    return try open(.segment).read("late_segment_" + scenario)
  }

  /// The business date as `YYYY-MM-DD`.
  public var businessDate: String { CalendarDay.text(options.date) }

  /// A mart with at least the columns that this stage reads of it.
  func mart(_ name: String, columns: Set<String>) throws -> Table {
    if let table = handedOn.marts[name] { return table }
    return try open(.derive).read(name, columns: columns)
  }
}
