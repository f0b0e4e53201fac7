import Ingest
import Pipeline
import Store
import Table

/// Cleanses the records of a piece of a file, a block of them at a time, into columns that are kept,
/// or into records for the stage file, or both.
struct BatchBuilder: RecordSink {
  private let loaders: SourceLoaders
  /// The loaders', and the source's: to ask for them again counts references.
  private let block: RecordBlock
  private let columns: [ColumnLoader]
  private let keyColumns: [Int]
  private let otherColumns: [Int]
  private let decoder: FieldDecoder
  private var rowCount = 0
  /// Rows that are not among the records yet.
  private var waiting = 0
  private var failure: StoreError?
  private var issues: [RecordBatch.Issue] = []
  private var quarantined: [RecordBatch.Quarantined] = []
  private let raws = TextArena()
  private var ascending = AscendingKeys()

  /// - Parameter loaders: nobody else's until the batch is made.
  init(_ loaders: SourceLoaders, _ decoder: FieldDecoder) {
    self.loaders = loaders
    block = loaders.block
    columns = loaders.columns
    keyColumns = loaders.source.keyColumns
    otherColumns = loaders.source.otherColumns
    self.decoder = decoder
  }

  var room: UnsafeMutablePointer<RawField>? { block.room }

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    assert(fields.baseAddress == UnsafePointer(block.room), "fields of another block")
    block.add(number: number, offset: offset, in: bytes, raw: raw)
    if block.isFull { flush() }
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    quarantined.append(RecordBatch.Quarantined(number, offset, reason, raw, keptIn: raws))
  }

  /// Cleanses the records that wait.
  private mutating func flush() {
    for column in keyColumns {
      columns[column].load(block, place: column, decoder: decoder) { _, _, _ in }
    }
    for column in keyColumns { columns[column].refuseNulls(block) }
    for column in keyColumns { columns[column].dropRefused(block) }
    var added = block.count
    for row in 0..<block.count where block.isRefused[row] {
      added -= 1
      quarantine(
        number: block.numbers[row], offset: block.offsets[row], reason: .missingKey,
        raw: block.raws[row])
    }
    for column in otherColumns {
      columns[column].load(block, place: column, decoder: decoder) { position, code, field in
        let text = decoder.text(field, in: block.bytes, scratch: loaders.decoded)
        issues.append(
          RecordBatch.Issue(
            row: Int32(rowCount + position), column: Int16(column), code: code,
            raw: raws.append(text)))
      }
    }
    rowCount += added
    waiting += added
    block.removeAll()
    if waiting >= SourceLoaders.run { endRun() }
  }

  /// Makes the rows that wait into records.
  private mutating func endRun() {
    defer {
      for loader in columns { loader.endRun() }
      waiting = 0
    }
    guard waiting > 0 else { return }
    let keys = KeyReader(keyColumns.map { columns[$0].last(waiting) })
    ascending.extend(by: waiting) { keys.key($0, $1) }
    loaders.keys.add(waiting, keys)
    guard let records = loaders.records, failure == nil else { return }
    do throws(StoreError) {
      try records.add(columns.map { $0.lastCells(waiting) }, rowCount: waiting)
    } catch {
      failure = error
    }
  }

  /// What became of the piece, once all its records were read.
  ///
  /// - Throws: `StoreError` for a row that cannot be made a record.
  consuming func batch() throws -> RecordBatch {
    flush()
    endRun()
    let records = loaders.records?.finish() ?? []
    let keys = loaders.keys.finish()
    let columns = loaders.columns.map { $0.isKept ? $0.endBatch() : nil }
    if let failure { throw failure }
    return RecordBatch(
      rowCount: rowCount, issues: issues.sorted { ($0.row, $0.column) < ($1.row, $1.column) },
      raws: raws, quarantined: quarantined.sorted { $0.record < $1.record },
      keys: keys, columns: columns,
      records: records, ascending: ascending)
  }
}
