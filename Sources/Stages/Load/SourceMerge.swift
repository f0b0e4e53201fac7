import Pipeline
import Table

/// The batches of one source's files, in the order of files and records.
struct SourceBatches {
  private(set) var batches: [RecordBatch] = []
  /// The files, and which of the batches are theirs.
  private(set) var files: [(file: ReadFile, batches: Range<Int>)] = []

  /// Adds the next batch of the file that ends next.
  mutating func add(_ batch: RecordBatch) { batches.append(batch) }

  /// Ends a file.
  mutating func end(_ file: ReadFile) {
    files.append((file, (files.last?.batches.upperBound ?? 0)..<batches.count))
  }
}

/// All files of a source merged: the newest record of each key.
struct LoadedSource {
  let name: String
  /// By file, in file order.
  let files: [LoadedFile]
  /// One row a value that could not be typed, of loaded records only.
  let issues: Table
  private let columns: [CompiledColumn]
  private let batches: [RecordBatch]
  /// By batch, in the order of its records; empty for a batch of which none is superseded.
  let superseded: [[Bool]]

  struct LoadedFile {
    let survey: SurveyedFile
    let loaded: Int
    let superseded: Int
    /// How many issues its loaded records have.
    let issueCount: Int
    /// True if a later run may take its records over without those of other files: it may find others
    /// beside it, and without the file that supersedes one of them it would be another.
    let standsAlone: Bool
    /// For each issue of a file that stands alone the record's number among those of the file.
    let issueRows: [Int32]
    /// True if it was taken over from an earlier run and not read.
    let isKept: Bool

    var facts: FileFacts { survey.facts }
  }
}

extension LoadedSource {
  /// Merges files by the key rule: the record with the greatest `newest_by` wins (null is oldest);
  /// of equals, and without one, the last in file order. O(records).
  init(_ source: CompiledSource, _ read: SourceBatches) {
    name = source.definition.name
    columns = source.columns
    batches = read.batches
    let superseded = KeyRule.superseded(source, read.batches)
    self.superseded = superseded
    files = read.files.map { file, places in
      LoadedFile(file, read.batches[places], superseded[places], source.definition)
    }
    issues = Self.issues(source, read.batches, superseded)
  }

  /// A source that is taken over whole: what became of each record is known, and none of those that
  /// come is superseded.
  init(_ source: CompiledSource, _ kept: KeptSource, _ read: SourceBatches) {
    name = source.definition.name
    columns = source.columns
    batches = read.batches
    superseded = read.batches.map { _ in [] }
    files = kept.files
    issues = kept.issues
  }

  /// The records that are kept in file order, then record order, with the columns of those names
  /// only, or with all. They must be among those that were kept in memory.
  func table(of names: Set<String>? = nil) -> Table {
    let rows = zip(batches, superseded).map { RowChoice(of: $0.rowCount, without: $1) }
    let total = rows.reduce(0) { $0 + $1.count }
    let chosen = columns.indices.filter { names?.contains(columns[$0].name) ?? true }.map { index in
      let column = columns[index]
      let loaded = zip(batches, rows).map { batch, rows in
        guard let column = batch.columns[index] else {
          preconditionFailure("column \(columns[index].name) was not kept")
        }
        return (column: column, rows: rows)
      }
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

  /// Shows the records batch by batch, where they lie.
  func visitParts(_ body: (Part) -> Void) {
    for (batch, superseded) in zip(batches, superseded) {
      body(Part(columns: columns, batch: batch, superseded: superseded))
    }
  }

  /// The records of a batch, with the columns that were kept.
  struct Part {
    fileprivate let columns: [CompiledColumn]
    fileprivate let batch: RecordBatch
    fileprivate let superseded: [Bool]

    /// How many there are, superseded ones among them.
    var rowCount: Int { batch.rowCount }

    func isSuperseded(_ row: Int) -> Bool { !superseded.isEmpty && superseded[row] }

    /// Nil if there is no such column, or it was not kept.
    func column(_ name: String) -> LoadedColumn? {
      columns.firstIndex { $0.name == name }.flatMap { batch.columns[$0] }
    }
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
    _ source: CompiledSource, _ batches: [RecordBatch], _ superseded: [[Bool]]
  ) -> Table {
    var sources = TextColumn()
    var shown = TextColumn()
    var columns = TextColumn()
    var raws = TextColumn()
    var reasons = TextColumn()
    for (batch, superseded) in zip(batches, superseded) where !batch.issues.isEmpty {
      let keys = PackedKeys.Reader(batch.keys)
      for issue in batch.issues where superseded.isEmpty || !superseded[Int(issue.row)] {
        sources.append(text: source.definition.name)
        shown.append(keys.shown(Int(issue.row)))
        columns.append(text: source.columns[Int(issue.column)].name)
        raws.append(batch.raws[issue.raw])
        reasons.append(text: issue.code.rawValue)
      }
    }
    return Table(
      "issues",
      [
        Column("source", .text, .text(sources)), Column("key", .text, .text(shown)),
        Column("column", .text, .text(columns)), Column("raw", .text, .text(raws)),
        Column("reason", .text, .text(reasons)),
      ])
  }
}

extension LoadedSource.LoadedFile {
  /// Of the batches that it was read in, and their superseded records.
  fileprivate init(
    _ file: ReadFile, _ batches: ArraySlice<RecordBatch>, _ superseded: ArraySlice<[Bool]>,
    _ source: SourceDefinition
  ) {
    var rows = 0
    var lost = 0
    var issueRows: [Int32] = []
    for (batch, superseded) in zip(batches, superseded) {
      lost += superseded.count { $0 }
      for issue in batch.issues where superseded.isEmpty || !superseded[Int(issue.row)] {
        issueRows.append(Int32(rows) + issue.row)
      }
      rows += batch.rowCount
    }
    let standsAlone = source.mode == .append && lost == 0
    self.init(
      survey: SurveyedFile(file.facts, batches), loaded: rows - lost, superseded: lost,
      issueCount: issueRows.count, standsAlone: standsAlone,
      issueRows: standsAlone ? issueRows : [], isKept: file.isKept)
  }
}
