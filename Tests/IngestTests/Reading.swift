import Glibc
import Table
import TestSupport
import Testing

@testable import Ingest

/// What a sink was given, in order.
enum Event: Equatable, Sendable {
  case record(number: Int, offset: Int, fields: [[UInt8]])
  case quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: [UInt8])

  var reason: QuarantineReason? {
    if case .quarantine(_, _, let reason, _) = self { reason } else { nil }
  }

  var texts: [String] {
    if case .record(_, _, let fields) = self {
      fields.map { String(decoding: $0, as: UTF8.self) }
    } else {
      []
    }
  }

  /// The same with a number that is higher by `count`.
  func shifted(by count: Int) -> Event {
    switch self {
    case .record(let number, let offset, let fields):
      .record(number: number + count, offset: offset, fields: fields)
    case .quarantine(let number, let offset, let reason, let raw):
      .quarantine(number: number + count, offset: offset, reason: reason, raw: raw)
    }
  }
}

/// Keeps what it is given.
struct Recorder: RecordSink, Sendable {
  let decoder: FieldDecoder
  var events: [Event] = []

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    for field in fields {
      let isASCII = bytes[field.start..<field.start + field.count].allSatisfy { $0 < 0x80 }
      #expect(field.flags.contains(.nonASCII) == !isASCII)
    }
    let scratch = ByteBuffer()
    let texts = fields.map { Array(decoder.text($0, in: bytes, scratch: scratch)) }
    events.append(.record(number: number, offset: offset, fields: texts))
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {
    events.append(
      .quarantine(number: number, offset: offset, reason: reason, raw: Array(raw)))
  }
}

/// Folds nothing.
func asIs(_ bytes: ByteView, _ out: ByteBuffer) { out.append(bytes) }

/// A file of these bytes that is nowhere in the file system any more.
func exportFile(
  _ bytes: some Collection<UInt8>, limit: Int = ExportFile.defaultMaximumUnpackedBytes
) throws -> ExportFile {
  var template = Array("/tmp/ingest-test-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  unlink(template)
  let content = Array(bytes)
  #expect(write(descriptor, content, content.count) == content.count)
  return try ExportFile(name: "t.csv", descriptor: descriptor, maximumUnpackedBytes: limit)
}

/// A reader of these bytes.
func reader(
  _ bytes: some Collection<UInt8>, _ format: ExportFormat = ExportFormat()
) throws -> ExportReader {
  try ExportReader(exportFile(bytes), format)
}

extension ExportReader {
  /// All of its columns, under new names so that headers may repeat.
  func matchAll() throws -> HeaderMatch {
    let names = header.indices.map { "c\($0)" }
    return try HeaderMatch(names, names.map { WantedColumn($0) }, file: "t.csv", folding: asIs)
  }

  /// All records with all columns; checks that the counts add up.
  func events(_ match: HeaderMatch? = nil) throws -> [Event] {
    var recorder = Recorder(decoder: decoder)
    let counts = try read(match ?? matchAll(), into: &recorder)
    #expect(counts.read == recorder.events.count)
    #expect(counts.good == recorder.events.count { $0.reason == nil })
    for reason in QuarantineReason.allCases {
      #expect(
        counts.quarantined[reason, default: 0] == recorder.events.count { $0.reason == reason })
    }
    return recorder.events
  }
}

/// All records of these bytes, with all columns.
func events(
  _ bytes: some Collection<UInt8>, _ format: ExportFormat = ExportFormat()
) throws -> [Event] {
  try reader(bytes, format).events()
}

/// A file read piece by piece.
struct PiecewiseReading {
  /// All records with all columns, numbered as in the file.
  private(set) var events: [Event] = []
  private(set) var count = 0
  /// How many pieces were read again.
  private(set) var corrections = 0

  init(_ bytes: [UInt8], _ pieceBytes: Int, _ format: ExportFormat = ExportFormat()) throws {
    var template = Array("/tmp/ingest-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    unlink(template)
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
    let pieces = try ExportPieces(
      descriptor, name: "t.csv", format, pieceBytes: pieceBytes,
      maximumUnpackedBytes: ExportFile.defaultMaximumUnpackedBytes)
    let names = pieces.header.indices.map { "c\($0)" }
    let match = try HeaderMatch(
      names, names.map { WantedColumn($0) }, file: "t.csv", folding: asIs)
    var joiner = PieceJoiner(pieces)
    var storedBytes = 0
    while let piece = try pieces.next() {
      count += 1
      storedBytes += piece.storedBytes
      var recorder = Recorder(decoder: pieces.decoder)
      var outcome = piece.read(match, into: &recorder)
      if let other = try joiner.correction(outcome) {
        corrections += 1
        recorder = Recorder(decoder: pieces.decoder)
        outcome = other.read(match, into: &recorder)
      }
      events += recorder.events.map { $0.shifted(by: joiner.recordsBefore) }
      #expect(outcome.counts.read == recorder.events.count)
      joiner.add(outcome)
    }
    #expect(storedBytes == bytes.count)
    #expect(try pieces.sha256() == exportFile(bytes).sha256)
    #expect(joiner.recordsBefore == events.count)
  }
}
