import Pipeline
import Table

/// What was cleansed before, to be taken over.
enum KeptExport: Sendable {
  /// One file of an append source.
  case file(KeptFile)
  /// All files of a source.
  case source(KeptSource)

  var fileCount: Int {
    switch self {
    case .file: 1
    case .source(let source): source.files.count
    }
  }

  /// What is known of its files, by the names that they have now.
  var facts: [FileFacts] {
    switch self {
    case .file(let file): [file.facts]
    case .source(let source): source.files.map(\.facts)
    }
  }

  /// How many batches it comes in: at least one.
  var batchCount: Int {
    switch self {
    case .file(let file): file.rows.batchCount
    case .source(let source): source.rows.batchCount
    }
  }

  /// A batch, by its number. O(bytes).
  ///
  /// - Throws: `DamagedKeptRows` if it is not what was written: it must not go on from date to date.
  func batch(_ number: Int) throws(DamagedKeptRows) -> RecordBatch {
    switch self {
    case .file(let file): try file.batch(number)
    case .source(let source): try source.batch(number)
    }
  }
}

/// A file of an append source, which new ones may stand beside: its records go through the key rule
/// once more.
struct KeptFile: Sendable {
  let facts: FileFacts
  /// With the columns that the key rule and others look at.
  let rows: KeptRows
  /// By column: whether its cells stay in memory.
  let isKept: [Bool]
  /// With their rows counted within the file, and in the order of those.
  let issues: [RecordBatch.Issue]
  let quarantined: [RecordBatch.Quarantined]
  let raws: TextArena

  func batch(_ number: Int) throws(DamagedKeptRows) -> RecordBatch {
    let kept = try rows.batch(number)
    let first = kept.rows.lowerBound - rows.rows.lowerBound
    func firstIssue(from row: Int) -> Int {
      BinarySearch.first(of: issues.count) { issues[$0].row >= row }
    }
    let places = firstIssue(from: first)..<firstIssue(from: first + kept.rows.count)
    let reader = KeyReader(rows.source.keyColumns.compactMap { kept.columns[$0] })
    var ascending = AscendingKeys()
    ascending.extend(by: kept.rows.count) { reader.key($0, $1) }
    let packer = KeyPacker()
    packer.add(kept.rows.count, reader)
    return RecordBatch(
      rowCount: kept.rows.count,
      issues: issues[places].map { $0.moved(by: -first) },
      raws: raws, quarantined: number == 0 ? quarantined : [], keys: packer.finish(),
      columns: kept.columns.enumerated().map { isKept[$0] ? $1 : nil }, records: [],
      taken: kept.leaves, ascending: ascending)
  }
}

/// A source none of whose files has changed: what became of each record is known.
struct KeptSource: Sendable {
  /// By the names that they have now.
  let files: [LoadedSource.LoadedFile]
  /// Those of the source.
  let issues: Table
  /// With the columns that others than the key rule look at.
  let rows: KeptRows

  func batch(_ number: Int) throws(DamagedKeptRows) -> RecordBatch {
    let kept = try rows.batch(number)
    return RecordBatch(
      rowCount: kept.rows.count, issues: [], raws: TextArena(), quarantined: [],
      keys: .none, columns: kept.columns, records: [], taken: kept.leaves,
      ascending: AscendingKeys())
  }
}

extension RecordBatch.Issue {
  fileprivate func moved(by rows: Int) -> Self {
    Self(row: row + Int32(rows), column: column, code: code, raw: raw)
  }
}
