import Pipeline
import Table

/// What a cleansed file says of the exports whose records stand in it whole and one after another,
/// so that a later run need not read them again.
enum KeptTables {
  static let files = "kept_files"
  static let issues = "kept_issues"
  static let runs = "kept_runs"

  /// The names of the tables.
  static let names: Set<String> = [files, issues, runs]

  /// The tables of sources with their files, in the order in which they were written. A file of which
  /// a record was superseded is not kept: without the file
  /// that supersedes it it would be another.
  static func tables(
    _ sources: [(source: SourceDefinition, files: [LoadedSource.LoadedFile])]
  ) -> [Table] {
    var kept: [(source: String, file: String, definition: String, row: Int, sum: UInt32)] = []
    var issues: [(source: String, file: String, issue: Int, row: Int)] = []
    var runs: [(source: String, file: String, row: Int, sum: UInt32)] = []
    var issue = 0
    for (source, files) in sources {
      let digest = source.readingDigest
      var row = 0
      for file in files {
        let sums = file.superseded == 0 ? file.checksums : nil
        if let sums {
          kept.append((source.name, file.facts.name, digest, row, sums.facts))
          for (run, sum) in sums.runs.enumerated() {
            runs.append((source.name, file.facts.name, row + run * KeptChecksums.runRows, sum))
          }
        }
        for place in file.issueRows {
          if sums != nil { issues.append((source.name, file.facts.name, issue, row + Int(place))) }
          issue += 1
        }
        row += file.loaded
      }
    }
    return [
      Table(
        Self.files,
        [
          Column("source", texts: kept.map(\.source)), Column("file", texts: kept.map(\.file)),
          Column("definition", texts: kept.map(\.definition)),
          Column("first_row", .int, .numbers(kept.map { Int64($0.row) })),
          Column("crc32", .int, .numbers(kept.map { Int64($0.sum) })),
        ]),
      Table(
        Self.issues,
        [
          Column("source", texts: issues.map(\.source)), Column("file", texts: issues.map(\.file)),
          Column("issue", .int, .numbers(issues.map { Int64($0.issue) })),
          Column("row", .int, .numbers(issues.map { Int64($0.row) })),
        ]),
      Table(
        Self.runs,
        [
          Column("source", texts: runs.map(\.source)), Column("file", texts: runs.map(\.file)),
          Column("first_row", .int, .numbers(runs.map { Int64($0.row) })),
          Column("crc32", .int, .numbers(runs.map { Int64($0.sum) })),
        ]),
    ]
  }
}

extension SourceDefinition {
  /// The SHA-256, in hexadecimal, of all of the definition that decides how a file is read and
  /// cleansed.
  var readingDigest: String {
    var parts = [
      name, encoding.rawValue, delimiter.rawValue, "\(skipLines)", "\(key)", newestBy ?? "",
    ]
    for column in columns {
      parts += [
        column.name, column.header, column.type.rawValue, "\(column.isOptional)",
        "\(column.isReading)", "\(column.trueWords)", "\(column.falseWords)",
        "\(column.nullWords)",
      ]
      for choice in column.choices {
        parts += [choice.code, choice.label ?? "", "\(choice.synonyms)"]
      }
      for form in column.legalForms { parts += [form.mark, form.form] }
    }
    return Digest.of(parts)
  }
}
