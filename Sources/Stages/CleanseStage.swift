import Ingest
import Pipeline
import Store
import Table

extension StageRunner {
  /// Types every value of the exports that ingest saw, and applies the key rule.
  ///
  /// - Throws: `StageError` if a file is not the one that ingest read.
  func cleanse() throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    let ingested = try open(.ingest).read("files")
    _ = try fingerprint(of: .ingest)
    let draft = try loadedDraft()
    try checkUnchanged(ingested, draft)
    return try publish(draft, since: start, clock)
  }

  /// The file that the stage will publish, with all exports in it.
  ///
  /// - Parameter columns: by source, what is kept in memory besides.
  func loadedDraft(keeping columns: [String: Set<String>] = [:]) throws -> CleanseDraft {
    let exports = try exportSet()
    let work = progress.begin("", .records, bytes: exports.storedBytes)
    defer { progress.end(work) }
    var kept =
      options.force
      ? nil
      : KeptFiles(store, upTo: options.date, definition, work) { try ledger().runs(on: $0) }
    while true {
      do {
        let path = store.stageFile(Stage.cleanse.rawValue, on: options.date)
        let draft = try CleanseDraft(
          definition, BulkStageWriter(path: path, threads: options.threads), keeping: columns)
        try load(exports, into: draft, work, keeping: kept)
        return draft
      } catch let damaged as DamagedKeptRows {
        // Some of them may be in the draft: begun anew, the source is read.
        kept = kept?.without(damaged.source)
      }
    }
  }

  /// Reads all exports into the file, a source after the other. The file is the same for every size of
  /// pieces, and without shortcuts.
  func load(
    _ exports: ExportSet, into draft: CleanseDraft, _ work: StageWork? = nil,
    keeping kept: KeptFiles? = nil, pieceBytes: Int = ExportPieces.defaultPieceBytes,
    hasShortcuts: Bool = true
  ) throws {
    draft.storedBytes = exports.storedBytesBySource
    try exports.cleanse(
      threads: options.threads, hasShortcuts: hasShortcuts, pieceBytes: pieceBytes, work: work,
      keeping: kept,
      into: { source in
        LoadProducts(
          columns: draft.columnsLookedAt(of: source.name),
          description: TableDescription(source))
      }, draft.steps)
  }

  /// Puts the file in its place once all sources are in it.
  func publish(
    _ draft: CleanseDraft, since start: ContinuousClock.Instant, _ clock: ContinuousClock
  ) throws -> StageReport {
    let counts = try draft.finish()
    let fingerprint = try fingerprint(.cleanse, after: .ingest)
    let path = try publish(fingerprint, draft.writer)
    return StageReport(
      stage: .cleanse, published: path, counts: counts, notes: draft.notes,
      seconds: clock.seconds(since: start))
  }

  /// The exports are read once more, so they must still be what ingest accounted for.
  private func checkUnchanged(_ ingested: Table, _ draft: CleanseDraft) throws {
    let names = ingested["file"].text
    let digests = ingested["sha256"].text
    let before = (0..<ingested.rowCount).map { (names.string($0), digests.string($0)) }
    let now = draft.sources.flatMap(\.files).map { ($0.facts.name, $0.facts.sha256) }
    for (left, right) in zip(before, now) where left != right {
      throw StageError(
        .data, "export '\(right.0)' is not what ingest read", help: "run 'meibo ingest' again")
    }
    if before.count != now.count {
      throw StageError(
        .data, "the exports folder holds other files than ingest read",
        help: "run 'meibo ingest' again")
    }
  }
}

extension TableDescription {
  /// A source's cleansed table, with its headers as labels.
  init(_ source: SourceDefinition) {
    self.init(
      name: source.name, label: source.label,
      columns: source.columns.map { column in
        ColumnDescription(
          column.name, column.type.columnType, label: column.header,
          role: source.key.contains(column.name) ? "key" : nil,
          formula: "\(column.type.rawValue)(\(column.header))")
      }, key: source.key)
  }

  /// A mart, with labels, roles and formulas.
  ///
  /// - Parameter shared: the columns that are stored once for many rows.
  init(_ mart: MartPlan, sharing shared: Set<String> = []) {
    self.init(
      name: mart.name, label: mart.label,
      columns: mart.columns.map { column in
        ColumnDescription(
          column.name, column.type, label: column.label,
          role: column.isHelper ? "helper" : column.roleText, formula: column.written)
      }, key: [mart.key], shared: shared)
  }
}

extension ColumnPlan {
  /// The roles in the order of the definition's words.
  var roleText: String? {
    let words = MartColumnDefinition.Role.allCases.filter(roles.contains).map(\.rawValue)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
