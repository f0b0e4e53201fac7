import Pipeline
import Table

/// All files of a source as one table: the newest record of each key.
struct LoadedSource {
  let name: String
  /// Rows in file order, then record order.
  let table: Table
  /// By file, in file order.
  let files: [LoadedFile]
  /// One row a value that could not be typed, of loaded records only.
  let issues: Table

  struct LoadedFile {
    let survey: SurveyedFile
    let loaded: Int
    let superseded: Int

    var facts: FileFacts { survey.facts }
  }
}

extension LoadedSource {
  /// Merges files by the key rule: the record with the greatest `newest_by` wins (null is oldest);
  /// of equals, and without one, the last in file order. O(records).
  init(_ source: CompiledSource, _ batches: [FileBatch]) {
    name = source.definition.name
    let winners = Self.winners(source, batches)
    var columns: [Column] = []
    for (index, column) in source.columns.enumerated() {
      columns.append(
        Column(
          column.name, column.type,
          Self.gather(batches.map { $0.columns[index] }, winners, isText: column.type.isText)))
    }
    table = Table(name, columns, rowCount: winners.reduce(0) { $0 + $1.count })
    files = zip(batches, winners).map { batch, rows in
      LoadedFile(
        survey: SurveyedFile(facts: batch.file, quarantined: batch.quarantined, raws: batch.raws),
        loaded: rows.count, superseded: batch.rowCount - rows.count)
    }
    issues = Self.issues(source, batches, winners)
  }

  /// For each batch the rows that are kept, ascending.
  private static func winners(_ source: CompiledSource, _ batches: [FileBatch]) -> [[Int32]] {
    let total = batches.reduce(0) { $0 + $1.rowCount }
    var index = KeyIndex(capacity: total)
    var best: [(batch: Int32, row: Int32, time: Int64)] = []
    best.reserveCapacity(total)
    let joined = ByteBuffer()
    for (number, batch) in batches.enumerated() {
      let keys = KeyReader(source, batch)
      let times: [Int64]? =
        if let column = source.newestColumn, case .numbers(let times) = batch.columns[column] {
          times
        } else { nil }
      for row in 0..<batch.rowCount {
        let time = times?[row] ?? 0
        let (id, isNew) = index.insert(keys.key(row, joined))
        if isNew {
          best.append((Int32(number), Int32(row), time))
        } else if time >= best[id].time {
          best[id] = (Int32(number), Int32(row), time)
        }
      }
    }
    var kept = batches.map { [Bool](repeating: false, count: $0.rowCount) }
    for winner in best { kept[Int(winner.batch)][Int(winner.row)] = true }
    return kept.map { flags in flags.indices.filter { flags[$0] }.map { Int32($0) } }
  }

  private static func gather(
    _ parts: [ColumnValues], _ winners: [[Int32]], isText: Bool
  ) -> ColumnValues {
    // One file without superseded records is taken as it is.
    if parts.count == 1, winners[0].count == parts[0].count { return parts[0] }
    var result: ColumnValues = isText ? .text(TextColumn()) : .numbers([])
    for (part, rows) in zip(parts, winners) { result.append(contentsOf: part.gather(rows)) }
    return result
  }

  private static func issues(
    _ source: CompiledSource, _ batches: [FileBatch], _ winners: [[Int32]]
  ) -> Table {
    var sources = TextColumn()
    var keys = TextColumn()
    var columns = TextColumn()
    var raws = TextColumn()
    var reasons = TextColumn()
    let joined = ByteBuffer()
    for (batch, rows) in zip(batches, winners) {
      var loaded = [Bool](repeating: false, count: batch.rowCount)
      for row in rows { loaded[Int(row)] = true }
      let reader = KeyReader(source, batch)
      for issue in batch.issues where loaded[Int(issue.row)] {
        sources.append(text: source.definition.name)
        keys.append(reader.shown(Int(issue.row), joined))
        columns.append(text: source.columns[Int(issue.column)].name)
        raws.append(batch.raws[issue.raw])
        reasons.append(text: issue.code.rawValue)
      }
    }
    return Table(
      "issues",
      [
        Column("source", .text, .text(sources)), Column("key", .text, .text(keys)),
        Column("column", .text, .text(columns)), Column("raw", .text, .text(raws)),
        Column("reason", .text, .text(reasons)),
      ])
  }
}

/// Reads a record's key as bytes; several columns are joined by NUL, which no record holds.
private struct KeyReader {
  private let columns: [TextColumn]

  init(_ source: CompiledSource, _ batch: FileBatch) {
    columns = source.keyColumns.map { column in
      if case .text(let texts) = batch.columns[column] { return texts }
      preconditionFailure("a key column that is not text")
    }
  }

  func key(_ row: Int, _ joined: ByteBuffer) -> ByteView { join(row, joined, separator: 0) }

  /// As people write it: the parts joined by a hyphen.
  func shown(_ row: Int, _ joined: ByteBuffer) -> ByteView {
    join(row, joined, separator: UInt8(ascii: "-"))
  }

  private func join(_ row: Int, _ joined: ByteBuffer, separator: UInt8) -> ByteView {
    if columns.count == 1, let key = columns[0][row] { return key }
    joined.removeAll()
    for (place, column) in columns.enumerated() {
      if place > 0 { joined.append(separator) }
      if let part = column[row] { joined.append(part) }
    }
    return joined.view
  }
}
