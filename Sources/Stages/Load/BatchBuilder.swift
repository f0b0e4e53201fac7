import Ingest
import Pipeline
import Table

/// Cleanses the records of one file into columns, a block of records at a time.
struct BatchBuilder: RecordSink {
  private let source: CompiledSource
  private let decoder: FieldDecoder
  private let loaders: [ColumnLoader]
  private let block: RecordBlock
  private let decoded = ByteBuffer()
  private(set) var rowCount = 0
  private(set) var issues: [FileBatch.Issue] = []
  private(set) var quarantined: [FileBatch.Quarantined] = []
  let raws = TextArena()
  private var progress: FileProgress
  private var ascending = AscendingKeys()

  /// - Parameters:
  ///   - source: compiled for this file alone, so that threads share nothing.
  ///   - bytes: the size of the unpacked file, for a guess at its rows.
  ///   - progress: is told how far the file was read.
  ///   - isCached: values seen before are not cleansed again; off only to prove that it makes no
  ///     difference.
  init(
    _ source: CompiledSource, decoder: FieldDecoder, expecting bytes: Int, isCached: Bool = true,
    progress: FileProgress
  ) {
    self.source = source
    self.progress = progress
    self.decoder = decoder
    // Fields of eight bytes: rather too many rows than too few, memory is taken as it is filled.
    let rows = bytes / max(1, source.columns.count * 8)
    loaders = source.columns.enumerated().map { index, column in
      ColumnLoader(
        column, isCached: isCached && !source.keyColumns.contains(index), expecting: rows)
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
  mutating func finish(records: Int) {
    flush()
    progress.finish(records: records)
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
    rowCount = source.keyColumns.first.map { loaders[$0].count } ?? 0
    if block.count > 0 {
      progress.reached(
        record: block.numbers[block.count - 1], at: block.offsets[block.count - 1])
    }
    ascending.extend(to: rowCount, KeyReader(source.keyColumns.map { loaders[$0].loaded }))
    block.removeAll()
  }

  /// What became of the file.
  func batch(_ facts: FileFacts) -> FileBatch {
    FileBatch(
      source: source.definition.name, file: facts, rowCount: rowCount,
      issues: issues.sorted { ($0.row, $0.column) < ($1.row, $1.column) }, raws: raws,
      quarantined: quarantined.sorted { $0.record < $1.record },
      columns: loaders.map(\.loaded), ascending: ascending)
  }
}
