import Ingest
import Pipeline
import Table

extension ExportSet {
  /// Reads and cleanses every file, merges the files of each source by the key rule, and hands one
  /// source after another with all columns to `body`, in their order and on the calling thread,
  /// while files of the next are read. A source takes memory until `body` lets it go.
  ///
  /// `isCached` saves work on values that come again; the result is the same without. `work` is told
  /// how far it has come.
  /// - Throws: what `body` throws; `StageError` for a file that cannot be read, too many
  ///   quarantined records, or a source whose records do not add up.
  func load(
    threads: Int, isCached: Bool = true, work: StageWork? = nil,
    _ body: (LoadedSource) throws -> Void
  ) throws {
    var batches: [FileBatch] = []
    try cleanse(threads: threads, isCached: isCached, work: work) { _ in
      .wholeColumns
    } file: { _, batch in
      batches.append(batch)
    } end: { source in
      let loaded = LoadedSource(source, batches)
      batches = []
      try loaded.check(source.definition)
      try body(loaded)
    }
  }

  /// Reads and cleanses every file, and hands one after another to `file`, in their order and on the
  /// calling thread, while the next are read; `end` is told when all of a source's were.
  ///
  /// A file that `kept` has is taken from there and not read.
  /// - Throws: what `file` and `end` throw; `StageError` for a file that cannot be read;
  ///   `StoreError` for a row that cannot be made a record.
  func cleanse(
    threads: Int, isCached: Bool = true, work: StageWork?, keeping kept: KeptParts? = nil,
    into products: @escaping @Sendable (SourceDefinition) -> LoadProducts,
    file: (CompiledSource, FileBatch) throws -> Void, end: (CompiledSource) throws -> Void
  ) throws {
    let folder = folder
    try forEachFile(threads: threads, work: work) { source, name in
      let products = products(source.definition)
      if let batch = kept?.batch(of: name, source, in: folder, products) {
        work?.add(batch.file.read, bytes: batch.file.storedBytes)
        return batch
      }
      return try Self.read(name, of: source, in: folder) { reader, match in
        // Compiled anew for each file: what threads share, they wait for.
        var builder = BatchBuilder(
          CompiledSource(source.definition), products, decoder: reader.decoder,
          expecting: reader.file.bytes.count, isCached: isCached,
          progress: FileProgress(work, reader.file))
        let counts = match.map { reader.read($0, into: &builder) } ?? ReadCounts()
        try builder.finish(records: counts.read)
        var batch = builder.batch(FileFacts(reader, match, read: counts.read))
        if products.description != nil, source.definition.mode == .append {
          batch.partChecksum = batch.checksum
        }
        return batch
      }
    } finish: { source, batch in
      try file(source, batch)
    } end: { source in
      try end(source)
    }
  }

  /// Reads every file only to see what is in it: records counted, broken ones kept.
  func survey(threads: Int, work: StageWork? = nil) throws -> [SurveyedSource] {
    var surveys: [SurveyedSource] = []
    var files: [SurveyedFile] = []
    let folder = folder
    try forEachFile(threads: threads, work: work) { source, name in
      try Self.read(name, of: source, in: folder) { reader, match in
        var survey = Survey(progress: FileProgress(work, reader.file))
        let counts = match.map { reader.read($0, into: &survey) } ?? ReadCounts()
        survey.progress.finish(records: counts.read)
        return SurveyedFile(
          facts: FileFacts(reader, match, read: counts.read), quarantined: survey.quarantined,
          raws: survey.raws)
      }
    } finish: { _, file in
      files.append(file)
    } end: { source in
      try source.definition.checkQuarantined(files)
      surveys.append(SurveyedSource(name: source.definition.name, files: files))
      files = []
    }
    return surveys
  }
}

/// A source as ingest sees it.
struct SurveyedSource {
  let name: String
  let files: [SurveyedFile]
}

/// One file as ingest sees it.
struct SurveyedFile: Sendable {
  let facts: FileFacts
  let quarantined: [FileBatch.Quarantined]
  let raws: TextArena

  /// How many records each reason has.
  var reasons: [QuarantineReason: Int] {
    quarantined.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
  }

  /// Without the records that only cleansing could refuse.
  var structural: SurveyedFile {
    SurveyedFile(
      facts: facts, quarantined: quarantined.filter { $0.reason != .missingKey }, raws: raws)
  }
}

/// Keeps broken records and passes over good ones.
private struct Survey: RecordSink {
  var progress: FileProgress
  private(set) var quarantined: [FileBatch.Quarantined] = []
  let raws = TextArena()

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) { progress.reached(record: number, at: offset) }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    quarantined.append(
      FileBatch.Quarantined(number, offset, reason, raw, keptIn: raws))
  }
}

extension FileBatch.Quarantined {
  /// No more of a quarantined record than this is kept, which is what a column can hold; the file
  /// itself has the rest.
  static let keptBytes = TextRef.maximumLength

  init(
    _ record: Int, _ offset: Int, _ reason: QuarantineReason, _ raw: ByteView,
    length: Int? = nil, keptIn raws: TextArena
  ) {
    self.init(
      record: record, offset: offset, reason: reason,
      raw: raws.append(raw.slice(0, min(raw.count, Self.keptBytes))),
      length: length ?? raw.count)
  }
}

extension LoadedSource {
  /// Refuses a source whose records do not add up, or of which too many cannot be read.
  func check(_ definition: SourceDefinition) throws {
    try checkConservation()
    try definition.checkQuarantined(files.map(\.survey))
  }

  /// Records read = loaded + superseded + quarantined, for every file.
  private func checkConservation() throws {
    for file in files
    where file.facts.read != file.loaded + file.superseded + file.survey.quarantined.count {
      throw StageError(
        .data,
        "file '\(file.facts.name)': \(file.facts.read) records read, but \(file.loaded) loaded, "
          + "\(file.superseded) superseded and \(file.survey.quarantined.count) quarantined",
        help: "this is a fault of meibo: please report it")
    }
  }
}

extension SourceDefinition {
  /// Refuses a source of which too large a share cannot be read.
  func checkQuarantined(_ files: [SurveyedFile]) throws {
    let read = files.reduce(0) { $0 + $1.facts.read }
    let counts = files.map(\.reasons).reduce(into: [QuarantineReason: Int]()) {
      $0.merge($1, uniquingKeysWith: +)
    }
    let quarantined = counts.values.reduce(0, +)
    guard Double(quarantined) > maxQuarantined * Double(read) else { return }
    let reasons = QuarantineReason.allCases.compactMap { reason in
      counts[reason].map { "\(reason.rawValue) \($0)" }
    }
    let first = files.lazy.flatMap { file in
      file.quarantined.lazy.map { record in
        "'\(file.facts.name)' record \(record.record) at byte \(record.offset) "
          + "(\(record.reason.rawValue))"
      }
    }.prefix(3)
    let isEncoding = (counts[.badEncoding] ?? 0) * 2 > quarantined
    throw StageError(
      .data,
      "source '\(name)': \(quarantined) of \(read) records cannot be read "
        + "(\(reasons.joined(separator: ", "))), more than max_quarantined \(maxQuarantined); "
        + "first: \(first.joined(separator: ", "))",
      help: isEncoding
        ? "is its encoding really '\(encoding.rawValue)'?"
        : "look at the files, or raise 'max_quarantined' of the source")
  }
}
