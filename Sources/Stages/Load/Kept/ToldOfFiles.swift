import Ingest
import Store
import Table

/// What a date's ingest and cleanse have published of the files they read.
struct ToldOfFiles: Sendable {
  private let files: Table
  private let quarantine: Table
  private let issues: Table
  private let issueRows: Table
  private let filesRows: [FileName: Int]
  private let quarantineRows: [FileName: [Int]]
  private let issueRowsOf: [FileName: [Int]]
  private let issuesOf: [String: [Int32]]
  private var headers: [FileName: (unknown: [String], repeated: [String])] = [:]

  /// - Throws: `StoreError` if a table is not there, or is damaged.
  init(_ cleansed: any StageFileReader, _ ingested: any StageFileReader) throws {
    files = try cleansed.read(
      "files", texts: ["source", "file", "sha256", "encoding"],
      numbers: ["bytes", "unpacked_bytes", "gzipped", "read", "loaded", "superseded"])
    quarantine = try cleansed.read(
      "quarantine", texts: ["source", "file", "reason", "raw"],
      numbers: ["record", "offset", "length"])
    issues = try cleansed.read(
      "issues", texts: ["source", "key", "column", "raw", "reason"], numbers: [])
    issueRows = try cleansed.read(
      KeptTables.issues, texts: ["source", "file"], numbers: ["issue", "row"])
    quarantineRows = Self.rows(of: quarantine)
    issueRowsOf = Self.rows(of: issueRows)
    issuesOf = Dictionary(grouping: 0..<Int32(issues.rowCount)) { [issues] in
      issues["source"].text.string(Int($0)) ?? ""
    }
    // Ingest may have been run again since, with other exports; of the same file the checksum tells
    // whether its headers were read as they were.
    let seen = try ingested.read("files", texts: ["source", "file", "sha256"], numbers: [])
    let digests = Dictionary(
      (0..<seen.rowCount).map { (FileName(seen, $0), seen["sha256"].text.string($0)) },
      uniquingKeysWith: { first, _ in first })
    var rows: [FileName: Int] = [:]
    for row in 0..<files.rowCount {
      let name = FileName(files, row)
      if digests[name] == files["sha256"].text.string(row) { rows[name] = row }
    }
    filesRows = rows
    let headers = try ingested.read(
      "headers", texts: ["source", "file", "header", "why"], numbers: [])
    for row in 0..<headers.rowCount {
      let header = headers["header"].text.string(row) ?? ""
      let name = FileName(headers, row)
      if headers["why"].text.string(row) == "repeated" {
        self.headers[name, default: ([], [])].repeated.append(header)
      } else {
        self.headers[name, default: ([], [])].unknown.append(header)
      }
    }
  }

  /// A file, and what became of its records.
  subscript(name: FileName) -> (FileFacts, loaded: Int, superseded: Int)? {
    guard let row = filesRows[name], let digest = files["sha256"].text.string(row),
      let encoding = files["encoding"].text.string(row)
    else { return nil }
    func number(_ column: String) -> Int { Int(files[column].numbers[row]) }
    let facts = FileFacts(
      name: name.file, sha256: digest, storedBytes: number("bytes"),
      unpackedBytes: number("unpacked_bytes"), isGzipped: number("gzipped") == 1,
      encoding: encoding, read: number("read"), unknownColumns: headers[name]?.unknown ?? [],
      repeatedColumns: headers[name]?.repeated ?? [])
    return (facts, number("loaded"), number("superseded"))
  }

  /// The issues of a source, in their order. O(issues).
  func issues(of source: String) -> Table { issues.gather(issuesOf[source] ?? []) }

  /// Which of a file's records its issues are of; those that are none of its are left out.
  func issueRows(of name: FileName, firstRow: Int, loaded: Int) -> [Int32] {
    (issueRowsOf[name] ?? []).lazy.map { Int(issueRows["row"].numbers[$0]) }
      .filter { (firstRow..<firstRow + loaded).contains($0) }.map { Int32($0 - firstRow) }
  }

  /// The rows of a file in the table of quarantined records.
  func quarantined(of name: FileName) -> [Int] { quarantineRows[name] ?? [] }

  /// A file with its quarantined records; nil if they cannot be read. O(bytes) of those.
  func survey(_ facts: FileFacts, _ rows: [Int]) -> SurveyedFile? {
    let raws = TextArena()
    var found: [RecordBatch.Quarantined] = []
    for row in rows {
      guard
        let reason = quarantine["reason"].text.string(row).flatMap(QuarantineReason.init),
        let raw = quarantine["raw"].text[row]
      else { return nil }
      found.append(
        RecordBatch.Quarantined(
          Int(quarantine["record"].numbers[row]), Int(quarantine["offset"].numbers[row]), reason,
          raw, length: Int(quarantine["length"].numbers[row]), keptIn: raws))
    }
    return SurveyedFile(facts: facts, quarantined: found, raws: raws)
  }

  /// The rows of each file in a table that tells of files, in its order.
  private static func rows(of table: Table) -> [FileName: [Int]] {
    Dictionary(grouping: 0..<table.rowCount) { FileName(table, $0) }
  }
}

extension StageFileReader {
  /// A table that has those columns, of texts and of numbers: one of a file that may be damaged.
  func read(_ name: String, texts: [String], numbers: [String]) throws -> Table {
    let table = try read(name)
    func isText(_ column: String) -> Bool? { table.column(column).map(\.type.isText) }
    guard texts.allSatisfy({ isText($0) == true }), numbers.allSatisfy({ isText($0) == false })
    else { throw StoreError(.damaged, "table '\(name)' has not the columns that it was given") }
    return table
  }
}
