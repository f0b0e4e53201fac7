import Pipeline
import Store
import Table

/// The file of the cleanse stage being written, a source after the other and of each its files
/// batch after batch.
final class CleanseDraft {
  let writer: BulkStageWriter
  private let definition: PipelineDefinition
  private let mostWaiting: Int
  /// By source, how many bytes its files have as they lie there, if that is known.
  var storedBytes: [String: Int] = [:]
  /// The source whose files are coming.
  private var current: SourceRecords?
  /// The sources so far: what became of their files.
  private(set) var sources: [KeptTables.Source] = []
  private var atRisk: [String: RefusalsAtRisk] = [:]
  /// By source: the columns that are kept in memory for who reads them next.
  private let keptColumns: [String: Set<String>]
  /// Those columns of the sources so far, rows as in the file.
  private(set) var tables: [String: Table] = [:]
  /// What is worth telling whoever runs it.
  private(set) var notes: [String] = []

  /// - Parameters:
  ///   - keeping: by source, columns that are kept in memory.
  ///   - mostWaiting: see `SourceRecords`.
  init(
    _ definition: PipelineDefinition, _ writer: BulkStageWriter,
    keeping keptColumns: [String: Set<String>] = [:],
    mostWaiting: Int = SourceRecords.defaultMostWaiting
  ) {
    self.definition = definition
    self.writer = writer
    self.keptColumns = keptColumns
    self.mostWaiting = mostWaiting
  }

  /// The columns of a source that `end` looks at.
  func columnsLookedAt(of source: String) -> Set<String> {
    RefusalsAtRisk.columns(of: source, definition)
      .union(definition.consent?.permissionColumns(of: source) ?? [])
      .union(keptColumns[source] ?? [])
  }

  /// What is done with the files as they are read.
  var steps: FileSteps {
    FileSteps { source, batch in
      try self.change(source) { draft throws in try draft.add(batch) }
    } kept: { source, kept in
      try self.change(source) { draft in draft.end(kept) }
    } file: { source, file in
      try self.change(source) { draft in draft.end(file) }
    } source: { source in
      try self.end(source)
    }
  }

  /// Writes a source down: all its files have come.
  private func end(_ source: CompiledSource) throws {
    let draft = try begun(source)
    let table = draft.table
    current = nil
    let loaded = try draft.end(writer)
    try loaded.check(source.definition)
    if let columns = keptColumns[loaded.name] { tables[loaded.name] = loaded.table(of: columns) }
    sources.append(
      KeptTables.Source(
        definition: source.definition, files: loaded.files, issues: loaded.issues,
        checksums: table.checksums))
    atRisk[loaded.name] = RefusalsAtRisk(loaded, definition)
    notes += definition.consent?.unreadableAnswers(in: loaded) ?? []
  }

  private func change(
    _ source: CompiledSource, _ body: (inout SourceRecords) throws -> Void
  ) throws {
    var draft = try begun(source)
    current = nil
    try body(&draft)
    current = draft
  }

  private func begun(_ source: CompiledSource) throws -> SourceRecords {
    try current
      ?? SourceRecords(
        source, writer.begin(TableDescription(source.definition), isSummed: true),
        mostWaiting: mostWaiting, storedBytes: storedBytes[source.definition.name])
  }

  /// Writes what is told of the sources, and counts it.
  func finish() throws -> [(name: String, value: Int)] {
    let quarantine = StageTables.quarantine(surveys)
    let issues = StageTables.joined(sources.map(\.issues), named: "issues")
    let atRisk = [definition.consent?.events, definition.consent?.suppressions]
      .compactMap { $0.flatMap { self.atRisk[$0] } }
    for table in [
      StageTables.files(sources.map { ($0.definition.name, $0.files) }), issues, quarantine,
      StageTables.consentAtRisk(atRisk),
    ] + KeptTables.tables(sources) {
      try writer.add(table, TableDescription(of: table))
    }
    let files = sources.flatMap(\.files)
    let keptCount = files.count { $0.isKept }
    if keptCount > 0 {
      notes.append("\(keptCount) of \(files.count) files were cleansed before and not read again")
    }
    return [
      ("read", files.reduce(0) { $0 + $1.facts.read }),
      ("loaded", files.reduce(0) { $0 + $1.loaded }),
      ("superseded", files.reduce(0) { $0 + $1.superseded }),
      ("quarantined", quarantine.rowCount), ("issues", issues.rowCount),
    ]
  }

  /// The sources with all their quarantined records.
  private var surveys: [SurveyedSource] {
    sources.map { SurveyedSource(name: $0.definition.name, files: $0.files.map(\.survey)) }
  }

  /// The sources as ingest alone would have seen them.
  var asIngested: [SurveyedSource] {
    sources.map {
      SurveyedSource(name: $0.definition.name, files: $0.files.map(\.survey.structural))
    }
  }
}
