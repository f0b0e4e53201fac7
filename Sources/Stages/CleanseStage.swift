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
    let loaded = try readExports()
    try checkUnchanged(ingested, loaded)
    return try publishCleanse(loaded, since: start, clock)
  }

  func publishCleanse(
    _ sources: [LoadedSource], since start: ContinuousClock.Instant, _ clock: ContinuousClock
  ) throws -> StageReport {
    let fingerprint = try fingerprint(.cleanse, after: .ingest)
    let files = StageTables.files(sources)
    let quarantine = StageTables.quarantine(
      sources.map { SurveyedSource(name: $0.name, files: $0.files.map(\.survey)) })
    let issues = StageTables.joined(sources.map(\.issues), named: "issues")
    var tables: [(Table, TableDescription)] = []
    for (source, result) in zip(definition.sources, sources) {
      tables.append((result.table, TableDescription(source)))
    }
    for table in [files, issues, quarantine, StageTables.consentAtRisk(sources, definition)] {
      tables.append((table, TableDescription(of: table)))
    }
    let path = try publish(fingerprint, tables)
    for source in sources { cleansedInMemory[source.name] = source.table }
    let counts = sources.flatMap(\.files)
    return StageReport(
      stage: .cleanse, published: path,
      counts: [
        ("read", counts.reduce(0) { $0 + $1.facts.read }),
        ("loaded", counts.reduce(0) { $0 + $1.loaded }),
        ("superseded", counts.reduce(0) { $0 + $1.superseded }),
        ("quarantined", quarantine.rowCount), ("issues", issues.rowCount),
      ], notes: [], seconds: clock.seconds(since: start))
  }

  /// The exports are read once more, so they must still be what ingest accounted for.
  private func checkUnchanged(_ ingested: Table, _ loaded: [LoadedSource]) throws {
    let names = ingested["file"].text
    let digests = ingested["sha256"].text
    let before = (0..<ingested.rowCount).map { (names.string($0), digests.string($0)) }
    let now = loaded.flatMap(\.files).map { ($0.facts.name, $0.facts.sha256) }
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
