import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// The rows of a mart that alone hold one of those keys, with the columns asked for. Rows that derive
  /// has kept for it are handed over once, and not kept on.
  func martSelection(_ mart: MartPlan, columns: Set<String>, keys: KeyIndex) -> MartSelection {
    let awaited = handedOn.awaitedRows.removeValue(forKey: mart.name)
    return MartSelection(
      mart: mart, columns: columns, keys: keys, whole: handedOn.marts[mart.name] ?? awaited?.table,
      numbers: awaited?.numbers, path: store.stageFile(Stage.derive.rawValue, on: options.date),
      threads: options.threads)
  }

  /// Puts a stage's file in its place and remembers what it was made of.
  func publish(_ fingerprint: Fingerprint, _ tables: [(Table, TableDescription)]) throws -> String {
    let path = store.stageFile(fingerprint.stage.rawValue, on: options.date)
    let writer = try BulkStageWriter(path: path, threads: options.threads)
    for (table, description) in tables { try writer.add(table, description) }
    return try publish(fingerprint, writer)
  }

  /// The same for a file whose tables are written already. The first one makes the store this
  /// pipeline's.
  func publish(_ fingerprint: Fingerprint, _ writer: BulkStageWriter) throws -> String {
    try claimStore()
    let stage = fingerprint.table
    try writer.add(stage, TableDescription(of: stage))
    try writer.publish()
    fingerprints[fingerprint.stage] = fingerprint
    return store.stageFile(fingerprint.stage.rawValue, on: options.date)
  }

  /// Opens what an earlier stage published for the date.
  ///
  /// - Throws: `StageError` if it is not there.
  func open(_ stage: Stage) throws -> any StageFileReader {
    let path = store.stageFile(stage.rawValue, on: options.date)
    do {
      return try StageFile.open(path)
    } catch {
      guard error.code == .missing else { throw error }
      let ledger = try? Ledger(path: store.ledger, isCreating: false)
      if stage != .ingest, try ledger?.dates().contains(options.date) ?? false {
        throw StageError(
          .data, "there is no stage file '\(stage.rawValue)' of \(businessDate)",
          help: "it was pruned; where the date is not sealed 'meibo run' makes it again")
      }
      throw StageError(
        .data, "stage '\(stage.rawValue)' has not been run for \(businessDate)",
        help: "run 'meibo \(stage.rawValue)' first, or 'meibo run' for all stages")
    }
  }

  /// What an earlier stage was made of: remembered, or read from its file.
  ///
  /// - Throws: `StageError` if it was made by other definitions, or of something else than what the
  ///   stage before it has published now.
  func fingerprint(of stage: Stage) throws -> Fingerprint {
    if let known = fingerprints[stage] { return known }
    let table = try open(stage).read("stage")
    guard let fingerprint = Fingerprint(table) else {
      throw StageError(
        .data, "stage '\(stage.rawValue)' says nothing of what it was made of",
        help: "run it again")
    }
    guard fingerprint.definition == definitionDigest else {
      throw try madeByOthers(fingerprint)
    }
    // A later stage may read earlier ones as well, so they must all be of one run.
    if let earlier = stage.earlier {
      let inputs = try inputs(of: stage, after: try self.fingerprint(of: earlier))
      guard fingerprint.inputs == inputs else {
        throw StageError(
          .data,
          "stage '\(earlier.rawValue)' or an earlier date was run again after stage "
            + "'\(stage.rawValue)', with another result",
          help: "run 'meibo \(stage.rawValue)' again, or 'meibo run' for all stages")
      }
    }
    fingerprints[stage] = fingerprint
    return fingerprint
  }

  /// The fingerprint of a stage made of the one before it.
  func fingerprint(_ stage: Stage, after earlier: Stage) throws -> Fingerprint {
    Fingerprint(
      stage, options.date, pipeline: definition.name, definition: definitionDigest,
      inputs: try inputs(of: stage, after: try fingerprint(of: earlier)))
  }
}

extension ContinuousClock {
  /// Seconds from then until now.
  func seconds(since start: Instant) -> Double {
    let duration = start.duration(to: now).components
    return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
  }
}
