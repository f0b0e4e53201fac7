import Ingest
import Pipeline
import Store
import Table

/// Tables that stages publish about what they read.
enum StageTables {
  /// One row a file: what it is, and what became of its records.
  static func files(_ sources: [(name: String, files: [LoadedSource.LoadedFile])]) -> Table {
    let files = sources.flatMap(\.files)
    return table(
      sources.map { SurveyedSource(name: $0.name, files: $0.files.map(\.survey)) },
      more: [
        ("loaded", files.map { Int64($0.loaded) }),
        ("superseded", files.map { Int64($0.superseded) }),
      ], reasons: QuarantineReason.allCases)
  }

  /// One row a file, as far as ingest can tell.
  static func files(_ sources: [SurveyedSource]) -> Table {
    table(sources, more: [], reasons: QuarantineReason.allCases.filter { $0 != .missingKey })
  }

  private static func table(
    _ sources: [SurveyedSource], more: [(String, [Int64])], reasons: [QuarantineReason]
  ) -> Table {
    let files = sources.flatMap { source in source.files.map { (source: source.name, file: $0) } }
    let facts = files.map(\.file.facts)
    func numbers(_ name: String, _ value: (FileFacts) -> Int) -> Column {
      Column(name, .int, .numbers(facts.map { Int64(value($0)) }))
    }
    var columns = [
      Column("source", texts: files.map(\.source)),
      Column("file", texts: facts.map(\.name)),
      Column("sha256", texts: facts.map(\.sha256)),
      numbers("bytes", \.storedBytes),
      numbers("unpacked_bytes", \.unpackedBytes),
      Column("gzipped", .bool, .numbers(facts.map { $0.isGzipped ? 1 : 0 })),
      Column("encoding", texts: facts.map(\.encoding)),
      numbers("unknown_columns", \.unknownColumns.count),
      numbers("repeated_columns", \.repeatedColumns.count),
      numbers("read", \.read),
    ]
    columns += more.map { Column($0.0, .int, .numbers($0.1)) }
    columns.append(
      Column("quarantined", .int, .numbers(files.map { Int64($0.file.quarantined.count) })))
    for reason in reasons {
      columns.append(
        Column(
          reason.rawValue, .int, .numbers(files.map { Int64($0.file.reasons[reason] ?? 0) })))
    }
    return Table("files", columns)
  }

  /// One row a record that could not be read, or has no key, with its raw bytes.
  static func quarantine(_ sources: [SurveyedSource]) -> Table {
    var names = TextColumn()
    var files = TextColumn()
    var reasons = TextColumn()
    var raws = TextColumn()
    var records: [Int64] = []
    var offsets: [Int64] = []
    var lengths: [Int64] = []
    for source in sources {
      for file in source.files {
        for record in file.quarantined {
          names.append(text: source.name)
          files.append(text: file.facts.name)
          records.append(Int64(record.record))
          offsets.append(Int64(record.offset))
          reasons.append(text: record.reason.rawValue)
          lengths.append(Int64(record.length))
          raws.append(file.raws[record.raw])
        }
      }
    }
    return Table(
      "quarantine",
      [
        Column("source", .text, .text(names)), Column("file", .text, .text(files)),
        Column("record", .int, .numbers(records)), Column("offset", .int, .numbers(offsets)),
        Column("reason", .text, .text(reasons)), Column("length", .int, .numbers(lengths)),
        Column("raw", .bytes, .text(raws)),
      ])
  }

  /// One row a header that no column declares, or that comes again.
  static func headers(_ sources: [SurveyedSource]) -> Table {
    var rows: [(String, String, String, String)] = []
    for source in sources {
      for file in source.files.map(\.facts) {
        rows += file.unknownColumns.map { (source.name, file.name, $0, "unknown") }
        rows += file.repeatedColumns.map { (source.name, file.name, $0, "repeated") }
      }
    }
    return Table(
      "headers",
      [
        Column("source", texts: rows.map(\.0)), Column("file", texts: rows.map(\.1)),
        Column("header", texts: rows.map(\.2)), Column("why", texts: rows.map(\.3)),
      ])
  }

  /// One row a source of refusals: records in quarantine, and records that name nobody who can be
  /// read. Somebody's refusal may be among them.
  static func consentAtRisk(_ rows: [RefusalsAtRisk]) -> Table {
    Table(
      "consent_at_risk",
      [
        Column("source", texts: rows.map(\.source)),
        Column("quarantined", .int, .numbers(rows.map { Int64($0.quarantined) })),
        Column("unreadable_subjects", .int, .numbers(rows.map { Int64($0.unreadable) })),
      ])
  }

  /// Several tables of one shape as one.
  static func joined(_ tables: [Table], named name: String) -> Table {
    guard var result = tables.first?.columns else { return Table(name, []) }
    for table in tables.dropFirst() {
      for index in result.indices {
        result[index].values.append(contentsOf: table.columns[index].values)
      }
    }
    return Table(name, result)
  }
}
