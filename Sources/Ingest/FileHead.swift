import Table

/// What a file's beginning says of the rest: its encoding, its header row, and where its records
/// begin.
struct FileHead {
  /// The encoding that was declared or, for `auto`, found.
  let encoding: TextEncoding
  /// The names in the header row, as they stand there; none if the file has no record at all.
  let header: [String]
  /// Where what follows the header row starts, in the bytes that are read.
  let bodyStart: Int
  let delimiter: UInt8
  /// All of the file as UTF-8 if it is UTF-16: then these are the bytes that are read.
  let transcoded: ByteBuffer?
  /// How many bytes its byte order mark has.
  let markLength: Int

  /// Finds out the encoding and reads the header row: the first line that is not empty after the
  /// format's skipped lines. O(header), for `auto` and UTF-16 O(length).
  ///
  /// - Parameters:
  ///   - stored: the file, or what it begins with; all of it if `encoding(of:_:)` tells nothing, or
  ///     UTF-16.
  ///   - isWhole: false: nil is returned unless the whole header row is there.
  /// - Throws: `unreadableHeader` if the header row has one of the faults that put a record into
  ///   quarantine; `loneCarriageReturn`; `otherFormat`.
  init?(
    _ stored: ByteView, isWhole: Bool, of file: String, _ format: ExportFormat
  ) throws(IngestError) {
    if let other = OtherFormat(stored) { throw .otherFormat(file: file, other) }
    delimiter = format.delimiter.byte
    encoding =
      Self.encoding(of: stored, format)
      ?? TextEncoding.detect(
        stored, from: Self.skip(format.skippedLines, of: stored, from: 0), delimiter: delimiter)
    let mark = Self.mark(of: encoding)
    markLength = stored.starts(with: mark) ? mark.count : 0
    var bytes = stored
    var start = markLength
    if encoding == .utf16le {
      let utf8 = UTF16Text.utf8(of: stored.slice(markLength, stored.count))
      transcoded = utf8
      bytes = utf8.view
      start = 0
    } else {
      transcoded = nil
    }
    start = Self.skip(format.skippedLines, of: bytes, from: start)
    guard
      let row = try Self.readHeader(
        bytes, isWhole: isWhole, from: start, delimiter: delimiter, encoding, file: file)
    else { return nil }
    (header, bodyStart) = row
  }

  /// The same of a whole file.
  init(of file: ExportFile, _ format: ExportFormat) throws(IngestError) {
    try Self.refuseOtherText(file.bytes, of: file.name, format)
    guard let head = try FileHead(file.bytes, isWhole: true, of: file.name, format) else {
      preconditionFailure("the whole of a file has no more to come")
    }
    self = head
  }

  /// Refuses text that no encoding read here was meant by, though it may decode without a fault. What
  /// follows the first `OtherFormat.bytesThatTell` bytes is not looked at.
  ///
  /// - Throws: `otherFormat`.
  static func refuseOtherText(
    _ beginning: ByteView, of file: String, _ format: ExportFormat
  ) throws(IngestError) {
    guard format.encoding != .utf16le else { return }
    let looked = beginning.slice(0, min(beginning.count, OtherFormat.bytesThatTell))
    if let other = OtherFormat(text: looked) { throw .otherFormat(file: file, other) }
  }

  /// The encoding, if what the file begins with tells it; nil if all of it must be looked at.
  static func encoding(of beginning: ByteView, _ format: ExportFormat) -> TextEncoding? {
    switch format.encoding {
    case .utf8: .utf8
    case .cp932: .cp932
    case .utf16le: .utf16le
    case .auto:
      if beginning.starts(with: UTF8Text.mark) {
        .utf8
      } else if beginning.starts(with: UTF16Text.mark) {
        .utf16le
      } else {
        nil
      }
    }
  }

  /// From offsets in the bytes that are read to offsets in the file. `before`: how many bytes of the
  /// file come before `bytes`.
  func sourceOffsets(_ bytes: ByteView, before: Int) -> SourceOffsets {
    let isUTF16 = encoding == .utf16le
    return SourceOffsets(bytes, isUTF16: isUTF16, source: isUTF16 ? markLength : before)
  }

  private static func mark(of encoding: TextEncoding) -> [UInt8] {
    switch encoding {
    case .utf8: UTF8Text.mark
    case .utf16le: UTF16Text.mark
    case .cp932: []
    }
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

  /// True for a record with a carriage return that no line feed follows, outside of quotes. O(length).
  private static func holdsLoneCarriageReturn(_ record: ByteView) -> Bool {
    var isQuoted = false
    for (place, byte) in record.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\r"), !isQuoted,
        place + 1 == record.count || record[place + 1] != lineFeed
      {
        return true
      }
    }
    return false
  }

  /// Reads the first record twice: to count its fields, then to take them.
  private static func readHeader(
    _ bytes: ByteView, isWhole: Bool, from start: Int, delimiter: UInt8, _ encoding: TextEncoding,
    file: String
  ) throws(IngestError) -> (names: [String], bodyStart: Int)? {
    var scanner = RecordScanner(bytes, from: start, limit: bytes.count, delimiter: delimiter)
    let record = scanner.next(.none)
    // More may belong to a row that goes to the end of what is there.
    if !isWhole, scanner.position == bytes.count || record?.fault == .unterminatedQuote {
      return nil
    }
    guard let record else { return ([], bytes.count) }
    let raw = bytes.slice(record.start, record.end)
    let length = encoding == .utf16le ? UTF16Text.sourceLength(of: raw) : raw.count
    let reason: QuarantineReason? =
      record.fault
      ?? (length > ExportFormat.maximumRecordBytes ? .tooLong : nil)
      ?? (TextCheck(encoding).isText(raw) ? nil : .badEncoding)
    if let reason { throw .unreadableHeader(file: file, reason: reason) }
    // The rest of the file would be the last header's, and nobody in it be heard.
    if holdsLoneCarriageReturn(raw) { throw .loneCarriageReturn(file: file) }

    let bodyStart = scanner.position
    let layout = RecordLayout(allOf: record.fieldCount)
    scanner = RecordScanner(bytes, from: record.start, limit: bytes.count, delimiter: delimiter)
    let places = layout.places
    _ = scanner.next(places)
    let decoder = FieldDecoder(encoding)
    let scratch = ByteBuffer()
    let names = withExtendedLifetime(layout) {
      layout.finish(places.fields).map { decoder.text($0, in: bytes, scratch: scratch).text }
    }
    return (names, bodyStart)
  }
}
