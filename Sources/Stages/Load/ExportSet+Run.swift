import Ingest
import Table

/// What is done with the files of an `ExportSet`, in the order of sources, files and records, on the
/// calling thread.
struct FileSteps {
  /// Takes the next batch of the file that is being read.
  let batch: (CompiledSource, RecordBatch) throws -> Void
  /// Told when all files of a source were taken over, in place of telling of each.
  var kept: (CompiledSource, KeptSource) throws -> Void = { _, _ in }
  /// Told when all of a file was read.
  let file: (CompiledSource, ReadFile) throws -> Void
  /// Told when all files of a source, be there none, were.
  var source: (CompiledSource) throws -> Void
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
  ///   be read; `DamagedKeptRows`.
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
      case .takeOver(let number, let export, let batch):
        let isLast = batch + 1 == export.batchCount
        let taken = try export.batch(batch)
        if isLast {
          for file in export.facts { work?.add(file.read, bytes: file.storedBytes) }
        }
        return FileResult.takenOver(number, taken, isLast ? export : nil)
      }
    } finish: { result in
      switch result {
      case .piece(let number, let export, let piece): try order.take(piece, of: export, number)
      case .takenOver(let number, let batch, let ended): try order.take(batch, ended, number)
      }
    }
    try order.endSources(before: sources.count)
  }
}

/// What a thread made of its task.
private enum FileResult: Sendable {
  case piece(Int, OpenExport, ReadPieceResult)
  /// With what was taken over if it is the last batch of that.
  case takenOver(Int, RecordBatch, KeptExport?)
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

  /// Takes a batch of what is taken over; the last one comes with that.
  mutating func take(_ batch: RecordBatch, _ ended: KeptExport?, _ number: Int) throws {
    try endSources(before: feed.files[number].source)
    let source = sources[feed.files[number].source]
    try steps.batch(source, batch)
    switch ended {
    case .file(let file): try end(number, ReadFile(facts: file.facts, isKept: true))
    case .source(let kept):
      try steps.kept(source, kept)
      try turn(to: number + kept.files.count)
    case nil: break
    }
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
    try turn(to: number + 1)
  }

  /// Goes on to the file with that number, if there is one.
  private mutating func turn(to number: Int) throws {
    if number < feed.files.count { try endSources(before: feed.files[number].source) }
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
