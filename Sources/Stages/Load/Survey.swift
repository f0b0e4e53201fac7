import Ingest
import Pipeline
import Table

/// A source as ingest sees it.
struct SurveyedSource {
  let name: String
  let files: [SurveyedFile]
}

/// One file as ingest sees it.
struct SurveyedFile: Sendable {
  let facts: FileFacts
  let quarantined: [RecordBatch.Quarantined]
  let raws: TextArena

  /// - Parameter raws: holds the bytes of the quarantined records.
  init(facts: FileFacts, quarantined: [RecordBatch.Quarantined], raws: TextArena) {
    self.facts = facts
    self.quarantined = quarantined
    self.raws = raws
  }

  /// Of the batches that a file was read in.
  init(_ facts: FileFacts, _ batches: some Collection<RecordBatch>) {
    let raws = batches.first?.raws ?? TextArena()
    for batch in batches { raws.keep(batch.raws) }
    self.init(facts: facts, quarantined: batches.flatMap(\.quarantined), raws: raws)
  }

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
struct Survey: RecordSink {
  private(set) var quarantined: [RecordBatch.Quarantined] = []
  let raws = TextArena()

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {}

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    quarantined.append(RecordBatch.Quarantined(number, offset, reason, raw, keptIn: raws))
  }

  /// As a batch of which nothing but the broken records is known.
  var batch: RecordBatch {
    RecordBatch(
      rowCount: 0, issues: [], raws: raws, quarantined: quarantined, keys: PackedKeys.none,
      columns: [], records: [], ascending: AscendingKeys())
  }
}

extension RecordBatch.Quarantined {
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
    // Divided, the share is the number nearest to it, which is how the limit was read, too.
    guard quarantined > 0, Double(quarantined) / Double(read) > maxQuarantined else { return }
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
