import Pipeline
import Table

/// All files of a source merged: the newest record of each key.
struct LoadedSource {
  let name: String
  /// By file, in file order.
  let files: [LoadedFile]
  /// One row a value that could not be typed, of loaded records only.
  let issues: Table
  private let columns: [CompiledColumn]
  private let batches: [FileBatch]
  private let kept: [RowChoice]

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
    columns = source.columns
    self.batches = batches
    kept = KeyRule.kept(source, batches)
    files = zip(batches, kept).map { batch, rows in
      LoadedFile(
        survey: SurveyedFile(facts: batch.file, quarantined: batch.quarantined, raws: batch.raws),
        loaded: rows.count, superseded: batch.rowCount - rows.count)
    }
    issues = Self.issues(source, batches, kept)
  }

  /// How many records are kept.
  var rowCount: Int { kept.reduce(0) { $0 + $1.count } }

  /// The kept records in file order, then record order, with the columns of those names only, or
  /// with all.
  func table(of names: Set<String>? = nil) -> Table {
    table(
      columns.indices.filter { names?.contains(columns[$0].name) ?? true },
      Array(zip(batches, kept)))
  }

  /// Some of the kept records of one file.
  struct Run {
    fileprivate let batch: Int
    fileprivate let rows: RowChoice
  }

  /// The kept records in runs of at most `most`, in the order of `table`.
  func runs(of most: Int) -> [Run] {
    kept.enumerated().flatMap { batch, rows in
      stride(from: 0, to: rows.count, by: most).map {
        Run(batch: batch, rows: rows.slice($0, most))
      }
    }
  }

  /// The records of a run, with all columns.
  func table(of run: Run) -> Table {
    table(Array(columns.indices), [(batches[run.batch], run.rows)])
  }

  private func table(_ chosen: [Int], _ parts: [(FileBatch, RowChoice)]) -> Table {
    let total = parts.reduce(0) { $0 + $1.1.count }
    let chosen = chosen.map { index in
      let column = columns[index]
      let loaded = parts.map { (column: $0.0.columns[index], rows: $0.1) }
      guard column.type.isText else {
        return Column(column.name, column.type, .numbers(Self.cells(loaded, total)))
      }
      var arenas = loaded.compactMap(\.column.arena)[...]
      let arena = arenas.popFirst() ?? TextArena()
      for other in arenas { arena.keep(other) }
      return Column(
        column.name, column.type,
        .text(TextColumn(arena: arena, refs: Self.cells(loaded, total))))
    }
    return Table(name, chosen, rowCount: total)
  }

  private static func cells<Cell>(
    _ parts: [(column: LoadedColumn, rows: RowChoice)], _ total: Int
  ) -> [Cell] {
    [Cell](unsafeUninitializedCapacity: total) { out, count in
      guard let base = out.baseAddress else { return }
      for part in parts {
        part.column.copy(part.rows, to: base + count)
        count += part.rows.count
      }
    }
  }

  private static func issues(
    _ source: CompiledSource, _ batches: [FileBatch], _ kept: [RowChoice]
  ) -> Table {
    var sources = TextColumn()
    var keys = TextColumn()
    var columns = TextColumn()
    var raws = TextColumn()
    var reasons = TextColumn()
    let joined = ByteBuffer()
    for (batch, rows) in zip(batches, kept) where !batch.issues.isEmpty {
      let loaded = rows.flags(of: batch.rowCount)
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

extension RowChoice {
  /// For each of `count` rows whether it is meant.
  fileprivate func flags(of count: Int) -> [Bool] {
    switch self {
    case .run(let run): return (0..<count).map(run.contains)
    case .some(let rows):
      var flags = [Bool](repeating: false, count: count)
      for row in rows { flags[Int(row)] = true }
      return flags
    }
  }
}
