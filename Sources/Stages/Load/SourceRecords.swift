import Pipeline
import Store

/// The records of one source on their way into the stage file.
///
/// Only when all files of a source are read does the key rule know which records are superseded, so
/// they wait until then, the first in memory and the others on the disk. If more will come than may
/// wait, which the first of them let foresee, they are written nevertheless, and what turns out to be
/// superseded among them is taken out of the file again. The file is the same either way. Memory: what
/// waits in it, 4 bytes for each record that waits on the disk, and the keys.
struct SourceRecords {
  private let source: CompiledSource
  let table: TableDraft
  private let limits: Limits
  private let makeSpillFile: () throws -> SpillFile
  private var spillFile: SpillFile?
  /// How many bytes all files have as they lie there, if that is known, and how many were read.
  private let storedBytes: Int?
  private var readBytes = 0
  private var read = SourceBatches()
  private var waiting: [Run] = []
  private var waitingBytes = 0
  private var bytesInMemory = 0
  /// How many batches' records are in the stage file.
  private var written = 0
  /// The source, if it is taken over whole.
  private var kept: KeptSource?

  /// How many bytes of records wait.
  struct Limits {
    /// At most: what most sources have in all.
    var waiting = 192 << 20
    /// Of those in memory. Memory that was not used just now takes the system longer to get than the
    /// disk takes to write and read as much.
    var inMemory = 64 << 20
  }

  /// Some records of one batch.
  private struct Run {
    let batch: Int
    /// The first of them among those of the batch.
    let row: Int
    let records: Place
  }

  private enum Place {
    case memory(RowRecords)
    case disk(SpillFile.Run)
  }

  /// - Parameters:
  ///   - storedBytes: of all its files, as they lie there.
  ///   - makeSpillFile: asked for once records are to wait on the disk.
  init(
    _ source: CompiledSource, _ table: TableDraft, _ limits: Limits, storedBytes: Int?,
    makeSpillFile: @escaping () throws -> SpillFile
  ) {
    self.source = source
    self.table = table
    self.limits = limits
    self.makeSpillFile = makeSpillFile
    self.storedBytes = storedBytes
  }

  /// Takes the next batch of the file that is coming.
  mutating func add(_ batch: RecordBatch) throws {
    var batch = batch
    let taken = batch.taken
    var row = 0
    for records in batch.records {
      waiting.append(Run(batch: read.batches.count, row: row, records: try place(of: records)))
      waitingBytes += records.byteCount
      row += records.count
    }
    readBytes += batch.storedBytes
    batch.records = []
    batch.taken = nil
    read.add(batch)
    // Once some are in the file nothing is gained by having others wait. Rows that are taken over are
    // in another file already.
    guard expectedBytes > limits.waiting || written > 0 || taken != nil else { return }
    try writeWaiting { _ in nil }
    if let taken { try table.add(taken.leaves, rows: taken.rows) }
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
  mutating func end(_ writer: BulkStageWriter) throws -> LoadedSource {
    let loaded = kept.map { LoadedSource(source, $0, read) } ?? LoadedSource(source, read)
    try removeSuperseded(loaded)
    try writeWaiting { run in
      let superseded = loaded.superseded[run.batch]
      return superseded.isEmpty ? nil : { !superseded[run.row + $0] }
    }
    try writer.end(table)
    return loaded
  }

  /// Where records are to wait.
  private mutating func place(of records: RowRecords) throws -> Place {
    guard bytesInMemory + records.byteCount > limits.inMemory else {
      bytesInMemory += records.byteCount
      return .memory(records)
    }
    let file = try spillFile ?? makeSpillFile()
    spillFile = file
    return .disk(try file.add(records))
  }

  /// Writes the records that wait, those of each run for which the condition holds.
  private mutating func writeWaiting(_ isKept: (Run) -> ((Int) -> Bool)?) throws {
    // Each is let go as soon as it is written: those who read the next source use the memory again.
    var left = Array(waiting.reversed())
    waiting = []
    while let run = left.popLast() {
      switch run.records {
      case .memory(let records): try table.add(records, where: isKept(run))
      case .disk(let place):
        if let spillFile { try table.add(spillFile.records(place), where: isKept(run)) }
      }
    }
    (waitingBytes, bytesInMemory, spillFile) = (0, 0, nil)
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
