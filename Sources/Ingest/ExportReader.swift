public import Table

/// Reads the records of one file. It is made with the header row read; `match` then says which
/// columns are wanted, and `read` hands out the records.
///
/// Not changed by reading: one reader may read from several threads.
public final class ExportReader: @unchecked Sendable {
  public let file: ExportFile
  /// The encoding that was declared or, for `auto`, found.
  public let encoding: TextEncoding
  /// The names in the header row, as they stand there; none if the file has no record at all.
  public let header: [String]
  /// The file's bytes, or their UTF-8 if they are UTF-16.
  let bytes: ByteView
  /// Where what follows the header row starts.
  let bodyStart: Int
  let delimiter: UInt8
  /// Keeps `bytes` alive if they are not the file's own.
  private let transcoded: ByteBuffer?
  private let markLength: Int

  /// Finds out the encoding and reads the header row: the first line that is not empty after the
  /// format's skipped lines. O(header), for `auto` and UTF-16 O(length).
  ///
  /// - Throws: `unreadableHeader` if the header row has one of the faults that put a record into
  ///   quarantine.
  public init(_ file: ExportFile, _ format: ExportFormat) throws(IngestError) {
    self.file = file
    delimiter = format.delimiter.byte
    let stored = file.bytes
    func begins(with mark: [UInt8]) -> Bool { stored.starts(with: mark) }
    encoding =
      switch format.encoding {
      case .utf8: .utf8
      case .cp932: .cp932
      case .utf16le: .utf16le
      case .auto:
        if begins(with: UTF8Text.mark) {
          .utf8
        } else if begins(with: UTF16Text.mark) {
          .utf16le
        } else {
          TextEncoding.detect(
            stored, from: Self.skip(format.skippedLines, of: stored, from: 0),
            delimiter: delimiter)
        }
      }
    let mark: [UInt8] =
      switch encoding {
      case .utf8: UTF8Text.mark
      case .utf16le: UTF16Text.mark
      case .cp932: []
      }
    markLength = begins(with: mark) ? mark.count : 0
    var start = markLength
    if encoding == .utf16le {
      let utf8 = UTF16Text.utf8(of: stored.slice(markLength, stored.count))
      transcoded = utf8
      bytes = utf8.view
      start = 0
    } else {
      transcoded = nil
      bytes = stored
    }
    start = Self.skip(format.skippedLines, of: bytes, from: start)
    (header, bodyStart) = try Self.readHeader(
      bytes, from: start, delimiter: delimiter, encoding, file: file.name)
  }

  /// Finds the declared columns in the header row. See `HeaderMatch` for the rules.
  ///
  /// - Parameters:
  ///   - wanted: the declared columns; their order is the order in which fields are handed out.
  ///   - folding: adds the width-folded form of its first argument to its second.
  /// - Throws: `missingHeaders`.
  public func match(
    _ wanted: [WantedColumn], folding: (ByteView, ByteBuffer) -> Void
  ) throws(IngestError) -> HeaderMatch {
    try HeaderMatch(header, wanted, file: file.name, folding: folding)
  }

  /// A decoder for this file's fields.
  public var decoder: FieldDecoder { FieldDecoder(encoding) }

  /// From offsets in `bytes` to offsets in the file.
  var sourceOffsets: SourceOffsets {
    let isUTF16 = encoding == .utf16le
    return SourceOffsets(bytes, isUTF16: isUTF16, source: isUTF16 ? markLength : 0)
  }

  /// Where the line after `count` lines starts.
  private static func skip(_ count: Int, of bytes: ByteView, from start: Int) -> Int {
    var start = start
    for _ in 0..<count {
      guard let lineEnd = bytes[start...].firstIndex(of: lineFeed) else { return bytes.count }
      start = lineEnd + 1
    }
    return start
  }
}

extension ExportReader {
  /// Reads the first record twice: to count its fields, then to take them.
  private static func readHeader(
    _ bytes: ByteView, from start: Int, delimiter: UInt8, _ encoding: TextEncoding, file: String
  ) throws(IngestError) -> (names: [String], bodyStart: Int) {
    var scanner = RecordScanner(bytes, from: start, limit: bytes.count, delimiter: delimiter)
    guard let record = scanner.next(.none) else { return ([], bytes.count) }
    let raw = bytes.slice(record.start, record.end)
    let length = encoding == .utf16le ? UTF16Text.sourceLength(of: raw) : raw.count
    let reason: QuarantineReason? =
      record.fault
      ?? (length > ExportFormat.maximumRecordBytes ? .tooLong : nil)
      ?? (TextCheck(encoding).isText(raw) ? nil : .badEncoding)
    if let reason { throw .unreadableHeader(file: file, reason: reason) }

    let bodyStart = scanner.position
    let layout = RecordLayout(allOf: record.fieldCount)
    scanner = RecordScanner(bytes, from: record.start, limit: bytes.count, delimiter: delimiter)
    _ = scanner.next(layout.places)
    let decoder = FieldDecoder(encoding)
    let scratch = ByteBuffer()
    let names = layout.fields.map { decoder.text($0, in: bytes, scratch: scratch).text }
    return (names, bodyStart)
  }
}
