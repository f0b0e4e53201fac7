import Pipeline
import Store

/// The records of one source on their way into the stage file.
///
/// Only when all files of a source are read does the key rule know which records are superseded, so
/// they wait in memory until then. From so many bytes on those that wait are written nevertheless,
/// and what turns out to be superseded among them is taken out of the file again. The file is the
/// same either way. Memory: what waits, and the columns of the key.
struct SourceRecords {
  private let source: CompiledSource
  private let table: TableDraft
  private let mostWaiting: Int
  private var read = SourceBatches()
  private var waiting: [Run] = []
  private var waitingBytes = 0
  /// How many batches' records are in the stage file.
  private var written = 0
  /// Of the file that is coming, if a later run may take it over.
  private var summing: ChecksumBuilder?

  /// So many bytes wait at most: what most sources have in all.
  static let defaultMostWaiting = 192 << 20

  /// Some records of one batch.
  private struct Run {
    let batch: Int
    /// The first of them among those of the batch.
    let row: Int
    let records: RowRecords
  }

  init(_ source: CompiledSource, _ table: TableDraft, mostWaiting: Int) {
    self.source = source
    self.table = table
    self.mostWaiting = mostWaiting
  }

  /// Takes the next batch of the file that is coming.
  mutating func add(_ batch: RecordBatch) throws {
    if source.definition.mode == .append {
      summing = summing ?? ChecksumBuilder()
      summing?.add(batch)
    }
    var batch = batch
    var row = 0
    for records in batch.records {
      waiting.append(Run(batch: read.batches.count, row: row, records: records))
      waitingBytes += records.byteCount
      row += records.count
    }
    batch.records = []
    read.add(batch)
    // Once some are in the file nothing is gained by having others wait.
    guard waitingBytes > mostWaiting || written > 0 else { return }
    for run in waiting { try table.add(run.records) }
    waiting = []
    waitingBytes = 0
    written = read.batches.count
  }

  /// Ends the file.
  mutating func end(_ file: ReadFile) {
    var file = file
    file.checksums = summing?.checksums(file.facts)
    summing = nil
    read.end(file)
  }

  /// Writes what is kept of the records, and says what became of all.
  consuming func end(_ writer: BulkStageWriter) throws -> LoadedSource {
    let loaded = LoadedSource(source, read)
    try removeSuperseded(loaded)
    for run in waiting {
      let superseded = loaded.superseded[run.batch]
      try table.add(
        run.records, where: superseded.isEmpty ? nil : { !superseded[run.row + $0] })
    }
    try writer.end(table)
    return loaded
  }

  /// Takes superseded records out of the file again.
  private func removeSuperseded(_ loaded: LoadedSource) throws {
    guard loaded.superseded.prefix(written).contains(where: { !$0.isEmpty }) else { return }
    var flags = zip(read.batches, loaded.superseded).prefix(written).lazy.flatMap { batch, flags in
      flags.isEmpty ? Array(repeating: false, count: batch.rowCount) : flags
    }.makeIterator()
    try table.remove { _ in flags.next() ?? false }
  }
}
