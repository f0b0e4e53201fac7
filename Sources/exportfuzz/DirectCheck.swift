import Cleanse
import Ingest
import Table

/// Reads and cleanses one mutant with the modules that the stages use, and checks what came out.
struct DirectCheck {
  let folder: ScratchFolder
  private static let name = "mutant.csv"

  /// - Throws: `Violation`; any other error is one too.
  func run(_ mutant: Mutant) throws -> CaseResult {
    try folder.write(mutant.stored, to: Self.name)
    let before = try PeakMemory.reset()
    let file: ExportFile
    do {
      file = try ExportFolder(folder.path)
        .open(Self.name, maximumUnpackedBytes: GzipDamage.maximumUnpackedBytes)
    } catch {
      guard mutant.unpacking.allows(error) else { throw Violation("not opened: \(error)") }
      var result = CaseResult(isRead: false, bytes: mutant.stored.count)
      result.memory = try PeakMemory.bytes() - before
      result.allowance = Allowance.opening(
        stored: mutant.stored.count, unpacked: GzipDamage.maximumUnpackedBytes)
      try result.checkMemory()
      return result
    }
    let reading = Result { try Reading(file, mutant) }
    let memory = try PeakMemory.bytes() - before
    try mutant.unpacking.check(file)
    let plain = PlainFile(file.bytes, mutant.format, mutant.original.source.wanted)
    var result = CaseResult(isRead: plain.refusal == nil, bytes: file.bytes.count)
    result.memory = memory
    result.allowance = Allowance.reading(
      stored: file.isGzipped ? file.storedBytes : 0, unpacked: file.bytes.count,
      header: plain.headerBytes, isUTF16: plain.encoding == .utf16le)
    try result.checkMemory()
    switch reading {
    case .failure(let error): try check(error, plain)
    case .success(let reading):
      try Violation.unless(plain.refusal == nil, "read, but its header cannot be")
      try check(reading, plain, mutant)
      result.records = reading.counts.read
    }
    return result
  }

  private func check(_ error: any Error, _ plain: PlainFile) throws {
    let refusal: PlainFile.Refusal? =
      switch error {
      case IngestError.unreadableHeader(_, let reason): .header(reason)
      case IngestError.otherFormat: .otherFormat
      case IngestError.missingHeaders(_, let missing, _): .missing(missing)
      case IngestError.loneCarriageReturn: .loneCarriageReturn
      default: throw Violation("an error that is not for reading: \(type(of: error))")
      }
    try Violation.unless(refusal == plain.refusal, "refused for another reason than expected")
  }

  private func check(_ reading: Reading, _ plain: PlainFile, _ mutant: Mutant) throws {
    guard let match = reading.match else { return }
    let reader = reading.reader
    try Violation.unless(reader.encoding == plain.encoding, "another encoding than expected")
    try Violation.unless(match.positions == plain.positions, "columns are found elsewhere")
    var account = Account(mutant.original.source, reader, plain)
    let counts = reader.read(match, into: &account)
    try account.check(counts)
    try Violation.unless(counts == reading.counts, "read once more, there are other counts")
    for pieceBytes in [1, 100, reader.file.bytes.count / 3 + 1] {
      try Violation.unless(
        readInPieces(pieceBytes, mutant.format, match, reader) == plain.records.map(\.place),
        "reading in pieces of \(pieceBytes) bytes gives other records")
    }
  }

  /// The places of all records, read as the stages read them.
  private func readInPieces(
    _ pieceBytes: Int, _ format: ExportFormat, _ match: HeaderMatch, _ reader: ExportReader
  ) throws -> [PlainReader.Place] {
    let pieces = try ExportFolder(folder.path).pieces(
      of: Self.name, format, pieceBytes: pieceBytes,
      maximumUnpackedBytes: GzipDamage.maximumUnpackedBytes)
    var joiner = PieceJoiner(pieces)
    var places: [PlainReader.Place] = []
    while let piece = try pieces.next() {
      var outline = Outline()
      var outcome = piece.read(match, into: &outline)
      if let other = try joiner.correction(outcome) {
        outline = Outline()
        outcome = other.read(match, into: &outline)
      }
      joiner.add(outcome)
      places += outline.places
    }
    try Violation.unless(
      try pieces.sha256() == reader.file.sha256 && joiner.recordsBefore == places.count,
      "reading in pieces gives another file")
    return places
  }
}

/// The product's part alone, so that nothing else takes memory meanwhile.
private struct Reading {
  let reader: ExportReader
  /// Nil for an empty file.
  let match: HeaderMatch?
  let counts: ReadCounts

  init(_ file: ExportFile, _ mutant: Mutant) throws {
    reader = try ExportReader(file, mutant.format)
    if PlainFile.isEmpty(file.bytes, reader.encoding) {
      match = nil
      counts = ReadCounts()
    } else {
      let folded = ByteBuffer()
      let match = try reader.match(mutant.original.source.wanted) {
        $1.append(Fold.fold($0, into: folded))
      }
      var nothing = Nothing()
      counts = reader.read(match, into: &nothing)
      self.match = match
    }
  }
}

/// Lets every record pass.
private struct Nothing: RecordSink {
  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {}

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {}
}

/// The places of the records alone, good or not.
private struct Outline: RecordSink {
  var places: [PlainReader.Place] = []

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    places.append(PlainReader.Place(offset: offset, length: raw.count, reason: nil))
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    places.append(PlainReader.Place(offset: offset, length: raw.count, reason: reason))
  }
}

extension Mutant.Unpacking {
  /// True if a file may be refused with that error when it is opened.
  func allows(_ error: IngestError) -> Bool {
    guard let fault = GzipFault(error) else { return false }
    return switch self {
    case .content: false
    case .refused(let faults, _): faults.contains(fault)
    case .unknown: true
    }
  }

  /// Throws unless the file may be opened and holds what it must.
  func check(_ file: ExportFile) throws {
    switch self {
    case .content(let bytes):
      try Violation.unless(file.bytes.elementsEqual(bytes), "the bytes are not those packed")
    case .refused: throw Violation("damaged gzip data, or too many, were unpacked")
    case .unknown:
      let limit = GzipDamage.maximumUnpackedBytes
      try Violation.unless(!file.isGzipped || file.bytes.count <= limit, "unpacked past the limit")
    }
  }
}
