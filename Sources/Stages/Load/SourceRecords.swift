import Pipeline
import Store

/// The records of one source on their way into the stage file.
///
/// Only when all files of a source are read does the key rule know which records are superseded, so
/// they wait in memory until then. If more will come than may wait, which the first of them let
/// foresee, they are written nevertheless, and what turns out to be superseded among them is taken
/// out of the file again. The file is the same either way. Memory: what waits, and the columns of the
/// key.
struct SourceRecords {
  private let source: CompiledSource
  let table: TableDraft
  private let mostWaiting: Int
  /// How many bytes all files have as they lie there, if that is known, and how many were read.
  private let storedBytes: Int?
  private var readBytes = 0
  private var read = SourceBatches()
  private var waiting: [Run] = []
  private var waitingBytes = 0
  /// How many batches' records are in the stage file.
  private var written = 0
  /// The source, if it is taken over whole.
  private var kept: KeptSource?

  /// So many bytes wait at most: what most sources have in all.
  static let defaultMostWaiting = 192 << 20

  /// Some records of one batch.
  private struct Run {
    let batch: Int
    /// The first of them among those of the batch.
    let row: Int
    let records: RowRecords
  }

  init(_ source: CompiledSource, _ table: TableDraft, mostWaiting: Int, storedBytes: Int?) {
    self.source = source
    self.table = table
    self.mostWaiting = mostWaiting
    self.storedBytes = storedBytes
  }

  /// Takes the next batch of the file that is coming.
  mutating func add(_ batch: RecordBatch) throws {
    var batch = batch
    let taken = batch.taken
    var row = 0
    for records in batch.records {
      waiting.append(Run(batch: read.batches.count, row: row, records: records))
      waitingBytes += records.byteCount
      row += records.count
    }
    readBytes += batch.storedBytes
    batch.records = []
    batch.taken = nil
    read.add(batch)
    // Once some are in the file nothing is gained by having others wait. Rows that are taken over are
    // in another file already.
    guard expectedBytes > mostWaiting || written > 0 || taken != nil else { return }
    for run in waiting { try table.add(run.records) }
    if let taken { try table.add(taken.leaves, rows: taken.rows) }
    waiting = []
    waitingBytes = 0
    written = read.batches.count
  }

  /// How many bytes of records there will be if those to come are like those that wait.
  private var expectedBytes: Int {
    guard let storedBytes, readBytes > 0, storedBytes > readBytes else { return waitingBytes }
    return Int(Double(waitingBytes) * (Double(storedBytes) / Double(readBytes)))
  }

  /// Ends the file.
  mutating func end(_ file: ReadFile) { read.end(file) }

  /// Ends all files of the source: they were taken over.
  mutating func end(_ kept: KeptSource) { self.kept = kept }

  /// Writes what is not superseded of the records, and says what became of all.
  consuming func end(_ writer: BulkStageWriter) throws -> LoadedSource {
    let loaded = kept.map { LoadedSource(source, $0, read) } ?? LoadedSource(source, read)
    try removeSuperseded(loaded)
    // Each is let go as soon as it is written: those who read the next source use the memory again.
    var left = Array(waiting.reversed())
    waiting = []
    while let run = left.popLast() {
      let superseded = loaded.superseded[run.batch]
      try table.add(
        run.records, where: superseded.isEmpty ? nil : { !superseded[run.row + $0] })
    }
    try writer.end(table)
    return loaded
  }

  /// Takes superseded records out of the file again.
  private func removeSuperseded(_ loaded: LoadedSource) throws {
    var row = 0
    var flagged: [(first: Int, flags: [Bool])] = []
    for (batch, flags) in zip(read.batches, loaded.superseded).prefix(written) {
      if !flags.isEmpty { flagged.append((row, flags)) }
      row += batch.rowCount
    }
    try table.remove(
      flagged.lazy.flatMap { first, flags in
        flags.indices.lazy.filter { flags[$0] }.map { first + $0 }
      })
  }
}
