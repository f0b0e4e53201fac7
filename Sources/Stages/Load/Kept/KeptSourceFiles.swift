import Ingest
import Pipeline
import Store
import Table

/// The files of one source that stand in the cleansed file of a date.
struct KeptSourceFiles: Sendable {
  let leaves: KeptLeaves
  let files: [File]
  /// Those of the source.
  let issues: Table
  private let told: ToldOfFiles
  /// The sizes of its files in bytes, and by the digest of those that stand alone the first.
  private let sizes: Set<Int>
  private let alone: [String: Int]

  /// A file as the tables of the date describe it.
  struct File: Sendable {
    let facts: FileFacts
    let loaded: Int
    let superseded: Int
    /// See `LoadedFile`.
    let standsAlone: Bool
    let firstRow: Int
    /// Its rows among the issues of the source.
    let issues: Range<Int>
    /// If it stands alone: which of its records they are of.
    let issueRows: [Int32]
    let quarantined: [Int]
    let checksum: UInt32
  }

  /// Nil if there are none, or the source was read by another definition.
  ///
  /// - Parameters:
  ///   - kept: the kept files of all sources, and those `rows` of them that are of this one.
  ///   - checksums: of its table.
  init?(
    _ source: SourceDefinition, _ told: ToldOfFiles, _ kept: Table, _ rows: [Int],
    _ checksums: [UInt32], in cleansed: any StageFileReader
  ) throws {
    let digest = source.readingDigest
    guard !rows.isEmpty,
      rows.allSatisfy({ kept["definition"].text.string($0) == digest }),
      let table = try StoredTable(source.name, of: cleansed),
      table.description == TableDescription(source), let leaves = KeptLeaves(table, checksums)
    else { return nil }
    let issues = told.issues(of: source.name)
    var files: [File] = []
    var nextIssue = 0
    for row in rows {
      let name = FileName(kept, row)
      let firstRow = Int(kept["first_row"].numbers[row])
      let issueCount = Int(kept["issues"].numbers[row])
      guard let (facts, loaded, superseded) = told[name],
        (0...issues.rowCount - nextIssue).contains(issueCount),
        (0...table.rowCount).contains(loaded),
        (0...table.rowCount - loaded).contains(firstRow)
      else { return nil }
      let standsAlone = kept["alone"].numbers[row] == 1
      let issueRows =
        standsAlone ? told.issueRows(of: name, firstRow: firstRow, loaded: loaded) : []
      guard !standsAlone || issueRows.count == issueCount else { return nil }
      files.append(
        File(
          facts: facts, loaded: loaded, superseded: superseded, standsAlone: standsAlone,
          firstRow: firstRow, issues: nextIssue..<nextIssue + issueCount, issueRows: issueRows,
          quarantined: told.quarantined(of: name),
          checksum: UInt32(truncatingIfNeeded: kept["crc32"].numbers[row])))
      nextIssue += issueCount
    }
    self.leaves = leaves
    self.files = files
    sizes = Set(files.map(\.facts.storedBytes))
    alone = Dictionary(
      files.indices.filter { files[$0].standsAlone }.map { (files[$0].facts.sha256, $0) },
      uniquingKeysWith: { first, _ in first })
    self.issues = issues
    self.told = told
  }

  /// True if all rows and issues of the source are those of its files, in their order.
  var areWhole: Bool {
    var row = 0
    for file in files {
      guard file.firstRow == row else { return false }
      row += file.loaded
    }
    return row == leaves.table.rowCount && files.last?.issues.upperBound == issues.rowCount
  }

  /// The files by the names that they have now, if nothing that is told of any of them has changed.
  func loadedFiles(named names: [String]) -> [LoadedSource.LoadedFile]? {
    let loaded = zip(files, names).compactMap { file, name in checked(file, named: name) }
    return loaded.count == names.count ? loaded : nil
  }

  /// True if one of its files has so many bytes.
  func hasFile(bytes: Int) -> Bool { sizes.contains(bytes) }

  /// A file of those bytes that may be taken over without the others; nil if there is none, or
  /// something that is told of it has changed.
  ///
  /// - Parameter isKept: by column, whether its cells stay in memory.
  func kept(
    _ digest: String, _ source: CompiledSource, named name: String, keeping isKept: [Bool]
  ) -> KeptFile? {
    guard let file = alone[digest].map({ files[$0] }), let loaded = checked(file, named: name)
    else { return nil }
    let raws = loaded.survey.raws
    var issues: [RecordBatch.Issue] = []
    for (place, row) in zip(file.issues, file.issueRows) {
      guard let name = self.issues["column"].text.string(place),
        let column = source.columns.firstIndex(where: { $0.name == name }),
        let code = self.issues["reason"].text.string(place).flatMap(IssueCode.init),
        let raw = self.issues["raw"].text[place]
      else { return nil }
      issues.append(
        RecordBatch.Issue(row: row, column: Int16(column), code: code, raw: raws.append(raw)))
    }
    let read = isKept.indices.filter { isKept[$0] || source.keyColumns.contains($0) }
    return KeptFile(
      facts: loaded.facts, rows: rows(file.firstRow..<file.firstRow + file.loaded, source, read),
      isKept: isKept, issues: issues, quarantined: loaded.survey.quarantined, raws: raws)
  }

  /// Some rows of the source's table, of which those columns are read.
  func rows(_ rows: Range<Int>, _ source: CompiledSource, _ columns: [Int]) -> KeptRows {
    KeptRows(source: source, leaves: leaves, rows: rows, columns: columns)
  }

  /// A file if all that is told of it is as it was written. O(what is told of it).
  private func checked(_ file: File, named name: String) -> LoadedSource.LoadedFile? {
    guard let survey = told.survey(file.facts.named(name), file.quarantined) else { return nil }
    let loaded = LoadedSource.LoadedFile(
      survey: survey, loaded: file.loaded, superseded: file.superseded,
      issueCount: file.issues.count, standsAlone: file.standsAlone, issueRows: file.issueRows,
      isKept: true)
    let sum = loaded.keptChecksum(firstRow: file.firstRow, issues, file.issues)
    return sum == file.checksum ? loaded : nil
  }
}

extension FileFacts {
  /// The same content in a file of another name.
  fileprivate func named(_ name: String) -> FileFacts {
    FileFacts(
      name: name, sha256: sha256, storedBytes: storedBytes, unpackedBytes: unpackedBytes,
      isGzipped: isGzipped, encoding: encoding, read: read, unknownColumns: unknownColumns,
      repeatedColumns: repeatedColumns)
  }
}
