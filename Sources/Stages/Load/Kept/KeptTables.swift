import Pipeline
import Table

/// What a cleansed file says of the exports whose records stand in it, so that a later run need not
/// read them again.
enum KeptTables {
  static let files = "kept_files"
  static let issues = "kept_issues"
  static let leaves = "kept_leaves"

  /// The names of the tables.
  static let names: Set<String> = [files, issues, leaves]

  /// A source that stands in the file.
  struct Source {
    let definition: SourceDefinition
    let files: [LoadedSource.LoadedFile]
    let issues: Table
    /// Of each group of leaves of its table.
    let checksums: [UInt32]
  }

  /// The tables of sources, in the order in which they were written.
  static func tables(_ sources: [Source]) -> [Table] {
    var files: [(source: String, file: String, digest: String, standsAlone: Bool)] = []
    var numbers: [(row: Int, issues: Int, sum: UInt32)] = []
    var issues: [(source: String, file: String, issue: Int, row: Int)] = []
    var leaves: [(source: String, group: Int, sum: UInt32)] = []
    var issue = 0
    for source in sources {
      let name = source.definition.name
      let digest = source.definition.readingDigest
      var row = 0
      let firstIssue = issue
      for file in source.files {
        files.append((name, file.facts.name, digest, file.standsAlone))
        let places = issue - firstIssue..<issue - firstIssue + file.issueCount
        numbers.append(
          (row, file.issueCount, file.keptChecksum(firstRow: row, source.issues, places)))
        for (place, issueRow) in file.issueRows.enumerated() {
          issues.append((name, file.facts.name, issue + place, row + Int(issueRow)))
        }
        issue += file.issueCount
        row += file.loaded
      }
      leaves += source.checksums.enumerated().map { (name, $0, $1) }
    }
    return [
      Table(
        Self.files,
        [
          Column("source", texts: files.map(\.source)), Column("file", texts: files.map(\.file)),
          Column("definition", texts: files.map(\.digest)),
          Column("alone", .bool, .numbers(files.map { $0.standsAlone ? 1 : 0 })),
          Column("first_row", .int, .numbers(numbers.map { Int64($0.row) })),
          Column("issues", .int, .numbers(numbers.map { Int64($0.issues) })),
          Column("crc32", .int, .numbers(numbers.map { Int64($0.sum) })),
        ]),
      Table(
        Self.issues,
        [
          Column("source", texts: issues.map(\.source)), Column("file", texts: issues.map(\.file)),
          Column("issue", .int, .numbers(issues.map { Int64($0.issue) })),
          Column("row", .int, .numbers(issues.map { Int64($0.row) })),
        ]),
      Table(
        Self.leaves,
        [
          Column("source", texts: leaves.map(\.source)),
          Column("leaves", .int, .numbers(leaves.map { Int64($0.group) })),
          Column("crc32", .int, .numbers(leaves.map { Int64($0.sum) })),
        ]),
    ]
  }
}

extension SourceDefinition {
  /// The SHA-256, in hexadecimal, of all of the definition that decides how a file is read and
  /// cleansed, and whether its records may be taken over without those of others.
  var readingDigest: String {
    var parts = [
      name, mode.rawValue, encoding.rawValue, delimiter.rawValue, "\(skipLines)", "\(key)",
      newestBy ?? "",
    ]
    for column in columns {
      parts += [
        column.name, column.header, "\(column.headerSynonyms)", column.type.rawValue,
        "\(column.isOptional)",
        "\(column.isReading)", "\(column.trueWords)", "\(column.falseWords)",
        "\(column.isInverted)",
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
