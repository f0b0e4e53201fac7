import Pipeline
import Store
import Table

/// A file that was cleansed before, to be taken over a run of rows after the other.
struct KeptFile: Sendable {
  /// The name that the file has now.
  let name: String
  let facts: FileFacts
  let source: CompiledSource
  let table: StoredTable
  /// Its rows in the table.
  let rows: Range<Int>
  let checksums: KeptChecksums
  /// With their rows counted within the file.
  let issues: [RecordBatch.Issue]
  let quarantined: [RecordBatch.Quarantined]
  let raws: TextArena
  let keptColumns: [Int]

  /// How many batches it has: at least one.
  var batchCount: Int { max(1, checksums.runs.count) }

  /// Nil if what is told of the file is not what was written of it. O(issues).
  func checked() -> KeptFile? {
    var summing = ChecksumBuilder()
    summing.add(
      RecordBatch(
        rowCount: rows.count, issues: issues, raws: raws, quarantined: quarantined, columns: [],
        records: [], ascending: AscendingKeys()))
    return summing.checksums(facts, rowCount: rows.count).facts == checksums.facts ? self : nil
  }

  /// A batch, by its number. O(bytes).
  ///
  /// - Throws: `DamagedKeptFile` if it is not what was written: it must not go on from date to date.
  func batch(_ number: Int) throws(DamagedKeptFile) -> RecordBatch {
    let first = number * KeptChecksums.runRows
    let places = first..<min(first + KeptChecksums.runRows, rows.count)
    let names = Set(keptColumns.map { source.columns[$0].name })
    guard
      let (records, table) = try? table.rows(
        rows.lowerBound + places.lowerBound..<rows.lowerBound + places.upperBound, columns: names)
    else { throw DamagedKeptFile(source: source.definition.name, facts: facts) }
    let columns = source.columns.indices.map { index in
      keptColumns.contains(index) ? LoadedColumn(table[source.columns[index].name].values) : nil
    }
    var ascending = AscendingKeys()
    ascending.extend(to: places.count, KeyReader(source.keyColumns.compactMap { columns[$0] }))
    let batch = RecordBatch(
      rowCount: places.count,
      issues: issues.filter { places.contains(Int($0.row)) }.map { $0.moved(by: -first) },
      raws: raws, quarantined: number == 0 ? quarantined : [], columns: columns, records: records,
      ascending: ascending)
    let sum = records.reduce(0) { $1.checksum(of: 0..<$1.count, after: $0) }
    guard places.isEmpty || sum == checksums.runs[number] else {
      throw DamagedKeptFile(source: source.definition.name, facts: facts)
    }
    return batch
  }
}

/// A file that was to be taken over is not what was written of it: it is to be read.
struct DamagedKeptFile: Error {
  let source: String
  let facts: FileFacts
}

extension RecordBatch.Issue {
  fileprivate func moved(by rows: Int) -> Self {
    Self(row: row + Int32(rows), column: column, code: code, raw: raw)
  }
}
