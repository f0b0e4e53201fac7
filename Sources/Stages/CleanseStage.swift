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
    let draft = try draftCleanse()
    try load(into: draft)
    try checkUnchanged(ingested, draft)
    return try publish(draft, since: start, clock)
  }

  /// The file that the stage will publish, without anything in it yet.
  func draftCleanse() throws -> CleanseDraft {
    let path = store.stageFile(Stage.cleanse.rawValue, on: options.date)
    return try CleanseDraft(
      definition, BulkStageWriter(path: path, threads: options.threads))
  }

  /// Reads all exports into the file, a source after the other.
  func load(into draft: CleanseDraft) throws {
    let exports = try exportSet()
    let work = progress.begin("", .records, bytes: exports.storedBytes)
    defer { progress.end(work) }
    try exports.load(threads: options.threads, work: work) { source, threads in
      let writing = progress.begin("writing \(source.name)", of: source.rowCount)
      defer { progress.end(writing) }
      try draft.add(source, threads: threads, writing)
    }
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

/// The file of the cleanse stage being written, a source after the other.
final class CleanseDraft {
  let writer: BulkStageWriter
  private let definition: PipelineDefinition
  /// What became of the files of each source so far.
  private(set) var sources: [(name: String, files: [LoadedSource.LoadedFile])] = []
  private var issues: [Table] = []
  private var atRisk: [String: RefusalsAtRisk] = [:]
  /// What is worth telling whoever runs it.
  private(set) var notes: [String] = []

  /// So many records are put into columns at a time.
  private static let run = 8192

  init(_ definition: PipelineDefinition, _ writer: BulkStageWriter) throws {
    self.definition = definition
    self.writer = writer
  }

  /// Writes the records of the next source of the definition. With several threads, while one run
  /// of them is written the next are made.
  func add(_ source: LoadedSource, threads: Int, _ work: StageWork) throws {
    guard let described = definition.source(source.name) else { return }
    let description = TableDescription(described)
    let runs = source.runs(of: Self.run)
    if threads > 1 {
      try writer.add(description) { take in
        try Workers.forEachGroup(runs.map { _ in 1 }, threads: threads, ahead: 8) { run, _ in
          let rows = source.table(of: runs[run])
          work.add(rows.rowCount)
          return try RowRecords(rows, description)
        } finish: { _, made in
          for records in made { try take(records) }
        }
      }
    } else {
      var next = runs.makeIterator()
      try writer.add(description) {
        let rows = next.next().map(source.table)
        work.add(rows?.rowCount ?? 0)
        return rows
      }
    }
    sources.append((source.name, source.files))
    issues.append(source.issues)
    atRisk[source.name] = RefusalsAtRisk(source, definition)
    notes += definition.consent?.unreadableAnswers(in: source) ?? []
  }

  /// Writes what is told of the sources, and counts it.
  func finish() throws -> [(name: String, value: Int)] {
    let quarantine = StageTables.quarantine(surveys)
    let issues = StageTables.joined(issues, named: "issues")
    let atRisk = [definition.consent?.events, definition.consent?.suppressions]
      .compactMap { $0.flatMap { self.atRisk[$0] } }
    for table in [
      StageTables.files(sources), issues, quarantine, StageTables.consentAtRisk(atRisk),
    ] {
      try writer.add(table, TableDescription(of: table))
    }
    let files = sources.flatMap(\.files)
    return [
      ("read", files.reduce(0) { $0 + $1.facts.read }),
      ("loaded", files.reduce(0) { $0 + $1.loaded }),
      ("superseded", files.reduce(0) { $0 + $1.superseded }),
      ("quarantined", quarantine.rowCount), ("issues", issues.rowCount),
    ]
  }

  /// The sources with all their quarantined records.
  private var surveys: [SurveyedSource] {
    sources.map { SurveyedSource(name: $0.name, files: $0.files.map(\.survey)) }
  }

  /// The sources as ingest alone would have seen them.
  var asIngested: [SurveyedSource] {
    sources.map { SurveyedSource(name: $0.name, files: $0.files.map(\.survey.structural)) }
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
  init(_ mart: MartPlan) {
    self.init(
      name: mart.name, label: mart.label,
      columns: mart.columns.map { column in
        ColumnDescription(
          column.name, column.type, label: column.label,
          role: column.isHelper ? "helper" : column.roleText, formula: column.written)
      }, key: [mart.key])
  }
}

extension ColumnPlan {
  /// The roles in the order of the definition's words.
  var roleText: String? {
    let words = MartColumnDefinition.Role.allCases.filter(roles.contains).map(\.rawValue)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
