import Ingest
import Pipeline
import Store
import Table

/// Exports of append sources whose records an earlier run has published: they are taken over as they
/// are, for the same bytes read by the same definition give the same records.
///
/// They come from the cleansed file of one date, that of the run itself or the nearest before it.
struct KeptFiles: Sendable {
  private struct File {
    let facts: FileFacts
    /// Its rows in the table of the source.
    let rows: Range<Int>
    let quarantined: [Int]
    let issues: [(issue: Int, row: Int)]
    let checksums: KeptChecksums
  }

  private var files: [String: [File]]
  private let tables: [String: StoredTable]
  private let quarantine: Table
  private let issues: Table

  /// Nil if there is no such file, or another program or pipeline wrote it, or it cannot be read:
  /// then everything is read from the exports.
  ///
  /// - Parameter runs: what the ledger says of a date's stages.
  init?(
    _ store: StoreFolder, upTo date: Int64, _ definition: PipelineDefinition, _ work: StageWork,
    runs: (Int64) throws -> [RunRecord]
  ) {
    func file(_ stage: Stage, _ date: Int64) -> (any StageFileReader)? {
      try? StageFile.open(store.stageFile(stage.rawValue, on: date))
    }
    let found = store.dates().reversed().lazy.filter { $0 <= date }
      .compactMap { date in file(.cleanse, date).map { (date, $0) } }.first
    guard let (date, cleansed) = found, let ingested = file(.ingest, date),
      let made = (try? cleansed.read("stage")).flatMap({ Fingerprint($0) }),
      made.pipeline == definition.name,
      let run = (try? runs(date))?.first(where: { $0.stage == Stage.cleanse.rawValue }),
      run.software == Program.identity, run.outputDigest == made.digest
    else { return nil }
    work.turn(to: "looking for files cleansed before")
    do {
      quarantine = try cleansed.read(
        "quarantine", texts: ["source", "file", "reason", "raw"],
        numbers: ["record", "offset", "length"])
      issues = try cleansed.read("issues", texts: ["column", "raw", "reason"], numbers: [])
      let files = PublishedFiles(
        try cleansed.read(
          "files", texts: ["source", "file", "sha256", "encoding"],
          numbers: ["bytes", "unpacked_bytes", "gzipped", "read", "loaded"]),
        ingested: try ingested.read("files", texts: ["source", "file", "sha256"], numbers: []),
        headers: try ingested.read(
          "headers", texts: ["source", "file", "header", "why"], numbers: []))
      let quarantined = Self.rows(of: quarantine)
      let partIssues = try cleansed.read(
        KeptTables.issues, texts: ["source", "file"], numbers: ["issue", "row"])
      let issuesOfPart = Self.rows(of: partIssues)
      let issueNumbers = partIssues["issue"].numbers
      let issueRows = partIssues["row"].numbers
      let runs = try cleansed.read(
        KeptTables.runs, texts: ["source", "file"], numbers: ["first_row", "crc32"])
      let runsOfPart = Self.rows(of: runs)
      let table = try cleansed.read(
        KeptTables.files, texts: ["source", "file", "definition"],
        numbers: ["first_row", "crc32"])
      var kept: [String: [File]] = [:]
      var tables: [String: StoredTable] = [:]
      for row in 0..<table.rowCount {
        let name = FileName(table, row)
        guard let source = definition.source(name.source), source.mode == .append,
          table["definition"].text.string(row) == source.readingDigest,
          let (facts, loaded) = files[name]
        else { continue }
        if tables[source.name] == nil {
          guard let stored = try StoredTable(source.name, of: cleansed),
            stored.description == TableDescription(source)
          else { continue }
          tables[source.name] = stored
        }
        let first = Int(table["first_row"].numbers[row])
        let rowCount = tables[source.name]?.rowCount ?? 0
        guard first >= 0, loaded >= 0, loaded <= rowCount, first <= rowCount - loaded else {
          continue
        }
        let sums = KeptChecksums(
          facts: UInt32(truncatingIfNeeded: table["crc32"].numbers[row]),
          runs: (runsOfPart[name] ?? []).map {
            UInt32(truncatingIfNeeded: runs["crc32"].numbers[$0])
          })
        let firstRows = (runsOfPart[name] ?? []).map { Int(runs["first_row"].numbers[$0]) }
        guard
          firstRows == stride(from: 0, to: loaded, by: KeptChecksums.runRows).map({ first + $0 })
        else { continue }
        kept[source.name, default: []].append(
          File(
            facts: facts, rows: first..<first + loaded, quarantined: quarantined[name] ?? [],
            issues: (issuesOfPart[name] ?? []).map { (Int(issueNumbers[$0]), Int(issueRows[$0])) },
            checksums: sums))
      }
      self.files = kept
      self.tables = tables
    } catch {
      return nil
    }
  }

  /// A file of a source as it was cleansed before; nil if it was not, or is another now.
  ///
  /// O(bytes) of the export as it lies there, for its digest, if one of its size was cleansed.
  func file(
    _ name: String, _ source: CompiledSource, in folder: ExportFolder, _ products: LoadProducts
  ) -> KeptFile? {
    let known = files[source.definition.name] ?? []
    guard let table = tables[source.definition.name], !known.isEmpty else { return nil }
    let size = folder.storedBytes(of: name)
    guard known.contains(where: { $0.facts.storedBytes == size }),
      let digest = try? folder.sha256(of: name),
      let file = known.first(where: { $0.facts.sha256 == digest })
    else { return nil }
    let raws = TextArena()
    guard let issues = issues(of: file, source, keptIn: raws),
      let quarantined = quarantined(of: file, keptIn: raws)
    else { return nil }
    return KeptFile(
      name: name, facts: file.facts, source: source, table: table, rows: file.rows,
      checksums: file.checksums, issues: issues, quarantined: quarantined, raws: raws,
      keptColumns: source.columns.indices.filter { source.keeps($0, products) })
  }

  /// The same without the file of those bytes.
  func without(_ facts: FileFacts, of source: String) -> KeptFiles {
    var others = self
    others.files[source]?.removeAll { $0.facts.sha256 == facts.sha256 }
    return others
  }

  private func issues(
    of file: File, _ source: CompiledSource, keptIn raws: TextArena
  ) -> [RecordBatch.Issue]? {
    var found: [RecordBatch.Issue] = []
    for (issue, row) in file.issues {
      guard issue >= 0, issue < issues.rowCount, file.rows.contains(row),
        let name = issues["column"].text.string(issue),
        let column = source.columns.firstIndex(where: { $0.name == name }),
        let code = issues["reason"].text.string(issue).flatMap(IssueCode.init),
        let raw = issues["raw"].text[issue]
      else { return nil }
      found.append(
        RecordBatch.Issue(
          row: Int32(row - file.rows.lowerBound), column: Int16(column), code: code,
          raw: raws.append(raw)))
    }
    return found
  }

  private func quarantined(of file: File, keptIn raws: TextArena) -> [RecordBatch.Quarantined]? {
    var found: [RecordBatch.Quarantined] = []
    for row in file.quarantined {
      guard
        let reason = quarantine["reason"].text.string(row).flatMap(QuarantineReason.init),
        let raw = quarantine["raw"].text[row]
      else { return nil }
      found.append(
        RecordBatch.Quarantined(
          Int(quarantine["record"].numbers[row]), Int(quarantine["offset"].numbers[row]), reason,
          raw, length: Int(quarantine["length"].numbers[row]), keptIn: raws))
    }
    return found
  }

  /// The rows of each file in a table that tells of files, in its order.
  private static func rows(of table: Table) -> [FileName: [Int]] {
    Dictionary(grouping: 0..<table.rowCount) { FileName(table, $0) }
  }
}

extension StageFileReader {
  /// A table that has those columns, of texts and of numbers: one of a file that may be damaged.
  fileprivate func read(_ name: String, texts: [String], numbers: [String]) throws -> Table {
    let table = try read(name)
    func isText(_ column: String) -> Bool? { table.column(column).map(\.type.isText) }
    guard texts.allSatisfy({ isText($0) == true }), numbers.allSatisfy({ isText($0) == false })
    else { throw StoreError(.damaged, "table '\(name)' has not the columns that it was given") }
    return table
  }
}

/// A file of a source.
private struct FileName: Hashable {
  let source: String
  let file: String

  init(_ table: Table, _ row: Int) {
    source = table["source"].text.string(row) ?? ""
    file = table["file"].text.string(row) ?? ""
  }
}

/// What a date's ingest and cleanse have published of their files.
private struct PublishedFiles {
  private let files: Table
  private let rows: [FileName: Int]
  private var headers: [FileName: (unknown: [String], repeated: [String])] = [:]

  init(_ files: Table, ingested: Table, headers: Table) {
    self.files = files
    // Ingest may have been run again since, with other exports; of the same file the checksum tells
    // whether its headers were read as they were.
    let digests = ingested["sha256"].text
    let same = Dictionary(
      (0..<ingested.rowCount).map { (FileName(ingested, $0), digests.string($0)) },
      uniquingKeysWith: { first, _ in first })
    var rows: [FileName: Int] = [:]
    for row in 0..<files.rowCount {
      let name = FileName(files, row)
      if same[name] == files["sha256"].text.string(row) { rows[name] = row }
    }
    self.rows = rows
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

  /// A file, and how many of its records were loaded.
  subscript(name: FileName) -> (FileFacts, loaded: Int)? {
    guard let row = rows[name], let digest = files["sha256"].text.string(row),
      let encoding = files["encoding"].text.string(row)
    else { return nil }
    func number(_ column: String) -> Int { Int(files[column].numbers[row]) }
    let facts = FileFacts(
      name: name.file, sha256: digest, storedBytes: number("bytes"),
      unpackedBytes: number("unpacked_bytes"), isGzipped: number("gzipped") == 1,
      encoding: encoding, read: number("read"), unknownColumns: headers[name]?.unknown ?? [],
      repeatedColumns: headers[name]?.repeated ?? [])
    return (facts, number("loaded"))
  }
}

extension FileFacts {
  /// The same content in a file of another name.
  func named(_ name: String) -> FileFacts {
    FileFacts(
      name: name, sha256: sha256, storedBytes: storedBytes, unpackedBytes: unpackedBytes,
      isGzipped: isGzipped, encoding: encoding, read: read, unknownColumns: unknownColumns,
      repeatedColumns: repeatedColumns)
  }
}
