import Ingest
import Pipeline
import Store
import Table

/// Cleanses the records of one file, a block of them at a time, into columns that are kept, or into
/// records for the stage file, or both.
struct BatchBuilder: RecordSink {
  private let source: CompiledSource
  private let decoder: FieldDecoder
  private let loaders: [ColumnLoader]
  private let block: RecordBlock
  private let decoded = ByteBuffer()
  private(set) var rowCount = 0
  /// Rows that are not among the records yet.
  private var waiting = 0
  private let records: RowRecordsBuilder?
  private var failure: StoreError?
  private(set) var issues: [FileBatch.Issue] = []
  private(set) var quarantined: [FileBatch.Quarantined] = []
  let raws = TextArena()
  private var progress: FileProgress
  private var ascending = AscendingKeys()

  /// So many rows are made into records at a time: few enough to stay near the processor.
  private static let run = 16 * RecordBlock.capacity

  /// - Parameters:
  ///   - source: compiled for this file alone, so that threads share nothing.
  ///   - products: what is made of the records.
  ///   - bytes: the size of the unpacked file, for a guess at its rows.
  ///   - progress: is told how far the file was read.
  ///   - isCached: values seen before are not cleansed again; off only to prove that it makes no
  ///     difference.
  init(
    _ source: CompiledSource, _ products: LoadProducts, decoder: FieldDecoder,
    expecting bytes: Int, isCached: Bool = true, progress: FileProgress
  ) {
    self.source = source
    records = products.description.map { RowRecordsBuilder($0) }
    self.progress = progress
    self.decoder = decoder
    // Fields of eight bytes: rather too many rows than too few, memory is taken as it is filled.
    let rows = bytes / max(1, source.columns.count * 8)
    loaders = source.columns.enumerated().map { index, column in
      let isKey = source.keyColumns.contains(index)
      let isKept = source.keeps(index, products)
      return ColumnLoader(
        column, isCached: isCached && !isKey, isKept: isKept,
        expecting: isKept ? rows : Self.run)
    }
    block = RecordBlock(columnCount: source.columns.count)
  }

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    block.add(number: number, offset: offset, fields, in: bytes, raw: raw)
    if block.isFull { flush() }
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    quarantined.append(FileBatch.Quarantined(number, offset, reason, raw, keptIn: raws))
  }

  /// Cleanses what still waits once all of so many records were read.
  ///
  /// - Throws: `StoreError` for a row that cannot be made a record.
  mutating func finish(records: Int) throws {
    flush()
    endRun()
    progress.finish(records: records)
    if let failure { throw failure }
  }

  /// Cleanses the records that wait.
  private mutating func flush() {
    for column in source.keyColumns {
      loaders[column].load(block, place: column, decoder: decoder) { _, _, _ in }
    }
    for column in source.keyColumns { loaders[column].refuseNulls(block) }
    for column in source.keyColumns { loaders[column].dropRefused(block) }
    for row in 0..<block.count where block.isRefused[row] {
      quarantine(
        number: block.numbers[row], offset: block.offsets[row], reason: .missingKey,
        raw: block.raws[row])
    }
    for column in source.otherColumns {
      let bytes = block.bytes
      loaders[column].load(block, place: column, decoder: decoder) { position, code, field in
        let text = decoder.text(field, in: bytes, scratch: decoded)
        issues.append(
          FileBatch.Issue(
            row: Int32(rowCount + position), column: Int16(column), code: code,
            raw: raws.append(text)))
      }
    }
    let before = rowCount
    rowCount = source.keyColumns.first.map { loaders[$0].count } ?? 0
    waiting += rowCount - before
    if block.count > 0 {
      progress.reached(
        record: block.numbers[block.count - 1], at: block.offsets[block.count - 1])
    }
    ascending.extend(to: rowCount, KeyReader(source.keyColumns.map { loaders[$0].loaded }))
    block.removeAll()
    if waiting >= Self.run { endRun() }
  }

  /// Makes the rows that wait into records.
  private mutating func endRun() {
    defer {
      for loader in loaders { loader.endRun() }
      waiting = 0
    }
    guard let records, waiting > 0, failure == nil else { return }
    let columns = zip(source.columns, loaders).map { column, loader in
      Column(column.name, column.type, loader.last(waiting).values)
    }
    do throws(StoreError) {
      try records.add(Table(source.definition.name, columns, rowCount: waiting))
    } catch {
      failure = error
    }
  }

  /// What became of the file.
  func batch(_ facts: FileFacts) -> FileBatch {
    FileBatch(
      source: source.definition.name, file: facts, rowCount: rowCount,
      issues: issues.sorted { ($0.row, $0.column) < ($1.row, $1.column) }, raws: raws,
      quarantined: quarantined.sorted { $0.record < $1.record },
      columns: loaders.map { $0.isKept ? $0.loaded : nil }, records: records?.finish() ?? [],
      ascending: ascending)
  }
}

/// What is made of a source's records besides what the key rule needs.
struct LoadProducts: Sendable {
  /// The names of the columns that are kept in memory; nil: all.
  let columns: Set<String>?
  /// The table whose records are made; nil: none are.
  let description: TableDescription?

  /// All columns in memory.
  static let wholeColumns = LoadProducts(columns: nil, description: nil)

  func keeps(_ column: String) -> Bool { columns?.contains(column) ?? true }
}
