import Ingest
import Pipeline
import Store
import Table

extension ExportSet {
  /// Reads and cleanses every file, merges the files of each source by the key rule, and hands one
  /// source after another with all columns to `body`, in their order and on the calling thread,
  /// while files of the next are read. A source takes memory until `body` lets it go.
  ///
  /// `hasShortcuts` saves work on values that come again or stay as they are; the result is the same
  /// without, and for every size of pieces. `work` is told how far it has come.
  /// - Throws: what `body` throws; `StageError` for a file that cannot be read, too many
  ///   quarantined records, or a source whose records do not add up.
  func load(
    threads: Int, hasShortcuts: Bool = true, pieceBytes: Int = ExportPieces.defaultPieceBytes,
    work: StageWork? = nil, _ body: (LoadedSource) throws -> Void
  ) throws {
    var batches = SourceBatches()
    try withoutActuallyEscaping(body) { body in
      try cleanse(
        threads: threads, hasShortcuts: hasShortcuts, pieceBytes: pieceBytes, work: work,
        into: { _ in .wholeColumns },
        FileSteps { _, batch in
          batches.add(batch)
        } file: { _, file in
          batches.end(file)
        } source: { source in
          let loaded = LoadedSource(source, batches)
          batches = SourceBatches()
          try loaded.check(source.definition)
          try body(loaded)
        })
    }
  }

  /// Reads and cleanses every file, while `steps` are done with what was read before.
  ///
  /// A file that `kept` has is taken from there and not read.
  /// - Throws: what the steps throw; `StageError` for a file that cannot be read; `StoreError` for a
  ///   row that cannot be made a record; `DamagedKeptRows` for rows that are not what `kept` says.
  func cleanse(
    threads: Int, hasShortcuts: Bool = true, pieceBytes: Int = ExportPieces.defaultPieceBytes,
    work: StageWork?, keeping kept: KeptFiles? = nil,
    into products: (SourceDefinition) -> LoadProducts, _ steps: FileSteps
  ) throws {
    let products = Dictionary(
      uniqueKeysWithValues: files.map {
        ($0.source.definition.name, products($0.source.definition))
      })
    let pool = LoaderPool { definition in
      // Compiled anew for each thread: what threads share, they wait for.
      SourceLoaders(
        CompiledSource(definition), products[definition.name] ?? .wholeColumns,
        hasShortcuts: hasShortcuts)
    }
    let keptExports = kept.map { kept in
      KeptExports(of: self, in: kept, threads: threads) { products[$0]?.columns ?? [] }
    }
    let feed = FileFeed(self, pieceBytes: pieceBytes, work, keeping: keptExports)
    var stepsAndKept = steps
    stepsAndKept.source = { source in
      kept?.letGo(of: source.definition.name)
      try steps.source(source)
    }
    try run(feed, threads: threads, work, stepsAndKept) { export, piece in
      guard let match = export.match else { return nil }
      return try pool.withLoaders(of: export.source.definition) { loaders in
        // Cells may refer to its bytes until they are made into records.
        defer { withExtendedLifetime(piece) {} }
        var builder = BatchBuilder(loaders, export.pieces.decoder)
        let outcome = piece.read(match, into: &builder)
        var batch = try builder.batch()
        batch.storedBytes = piece.storedBytes
        return (batch, outcome)
      }
    }
  }

  /// Reads every file only to see what is in it: records counted, broken ones kept.
  func survey(
    threads: Int, pieceBytes: Int = ExportPieces.defaultPieceBytes, work: StageWork? = nil
  ) throws -> [SurveyedSource] {
    var surveys: [SurveyedSource] = []
    var files: [SurveyedFile] = []
    var batches: [RecordBatch] = []
    let feed = FileFeed(self, pieceBytes: pieceBytes, work)
    try run(
      feed, threads: threads, work,
      FileSteps { _, batch in
        batches.append(batch)
      } file: { _, file in
        files.append(SurveyedFile(file.facts, batches))
        batches = []
      } source: { source in
        try source.definition.checkQuarantined(files)
        surveys.append(SurveyedSource(name: source.definition.name, files: files))
        files = []
      }
    ) { export, piece in
      export.match.map { match in
        var survey = Survey()
        let outcome = piece.read(match, into: &survey)
        return (survey.batch, outcome)
      }
    }
    return surveys
  }
}
