import Ingest
import Table

/// What is done with the files of an `ExportSet`, in the order of sources, files and records, on the
/// calling thread.
struct FileSteps {
  /// Takes the next batch of the file that is being read.
  let batch: (CompiledSource, RecordBatch) throws -> Void
  /// Told when all of a file was read.
  let file: (CompiledSource, ReadFile) throws -> Void
  /// Told when all files of a source, be there none, were.
  let source: (CompiledSource) throws -> Void
}

extension ExportSet {
  /// How a piece of a file is read; nil if the file has no records to read.
  typealias ReadPiece =
    @Sendable (OpenExport, ExportPiece) throws -> (RecordBatch, ExportPiece.Outcome)?

  /// Reads all pieces of all files, as many at once as there are threads, while `steps` are done with
  /// those before them.
  ///
  /// - Parameter read: reads a piece, on any thread.
  /// - Throws: what these throw, the first in the order of files; `StageError` for a file that cannot
  ///   be read; `DamagedKeptFile`.
  func run(
    _ feed: FileFeed, threads: Int, _ work: StageWork?, _ steps: FileSteps,
    read: @escaping ReadPiece
  ) throws {
    let sources = files.map(\.source)
    var order = FileOrder(sources, feed, steps, read)
    try Workers.stream(threads: threads, ahead: 4 * threads) {
      try feed.next()
    } body: { task in
      switch task {
      case .read(let number, let export, let piece):
        let result = try ReadPieceResult(piece, read(export, piece))
        work?.add(result.read?.outcome.counts.read ?? 0, bytes: piece.storedBytes)
        return FileResult.piece(number, export, result)
      case .takeOver(let number, let file, let batch):
        let isLast = batch + 1 == file.batchCount
        let taken = try file.batch(batch)
        if isLast { work?.add(file.facts.read, bytes: file.facts.storedBytes) }
        return FileResult.takenOver(number, taken, isLast ? file.facts.named(file.name) : nil)
      }
    } finish: { result in
      switch result {
      case .piece(let number, let export, let piece): try order.take(piece, of: export, number)
      case .takenOver(let number, let batch, let facts): try order.take(batch, facts, number)
      }
    }
    try order.endSources(before: sources.count)
  }
}

/// What a thread made of its task.
private enum FileResult: Sendable {
  case piece(Int, OpenExport, ReadPieceResult)
  /// With what is known of the file if it is the last batch.
  case takenOver(Int, RecordBatch, FileFacts?)
}

/// A piece that was read.
private struct ReadPieceResult: Sendable {
  let isLast: Bool
  let read: (batch: RecordBatch, outcome: ExportPiece.Outcome)?

  init(_ piece: ExportPiece, _ read: (RecordBatch, ExportPiece.Outcome)?) {
    isLast = piece.isLast
    self.read = read.map { ($0.0, $0.1) }
  }
}

/// Puts the pieces together and does the steps.
private struct FileOrder {
  private let sources: [CompiledSource]
  private let feed: FileFeed
  private let steps: FileSteps
  private let read: ExportSet.ReadPiece
  private var joiner: PieceJoiner?
  private var endedSources = 0

  init(
    _ sources: [CompiledSource], _ feed: FileFeed, _ steps: FileSteps,
    _ read: @escaping ExportSet.ReadPiece
  ) {
    self.sources = sources
    self.feed = feed
    self.steps = steps
    self.read = read
  }

  /// Takes the next piece of the file with that number.
  mutating func take(_ piece: ReadPieceResult, of export: OpenExport, _ number: Int) throws {
    try endSources(before: feed.files[number].source)
    var joiner = self.joiner ?? PieceJoiner(export.pieces)
    if let (batch, outcome) = piece.read {
      var (batch, outcome) = try corrected(batch, outcome, of: export, joiner)
      batch.follow(joiner.recordsBefore)
      joiner.add(outcome)
      try steps.batch(export.source, batch)
    }
    if piece.isLast {
      self.joiner = nil
      try end(number, ReadFile(facts: export.facts(read: joiner.recordsBefore)))
    } else {
      self.joiner = joiner
    }
  }

  /// Takes a batch of a file that is taken over; the last one comes with what is known of the file.
  mutating func take(_ batch: RecordBatch, _ facts: FileFacts?, _ number: Int) throws {
    try endSources(before: feed.files[number].source)
    try steps.batch(sources[feed.files[number].source], batch)
    if let facts { try end(number, ReadFile(facts: facts, isKept: true)) }
  }

  /// Ends the sources that come before this one, the files of which have all come.
  mutating func endSources(before source: Int) throws {
    while endedSources < source {
      try steps.source(sources[endedSources])
      endedSources += 1
    }
  }

  private mutating func end(_ number: Int, _ file: ReadFile) throws {
    try steps.file(sources[feed.files[number].source], file)
    if number + 1 < feed.files.count {
      try endSources(before: feed.files[number + 1].source)
    }
  }

  /// The piece, or what the file really has there.
  private func corrected(
    _ batch: RecordBatch, _ outcome: ExportPiece.Outcome, of export: OpenExport,
    _ joiner: PieceJoiner
  ) throws -> (RecordBatch, ExportPiece.Outcome) {
    let other: ExportPiece?
    do {
      other = try joiner.correction(outcome)
    } catch {
      throw StageError(error, of: export.source.definition)
    }
    return try other.flatMap { try read(export, $0) } ?? (batch, outcome)
  }
}
