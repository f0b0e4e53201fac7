import Table

/// A run of a file's records, to be read by one thread while others read what comes before and after.
public struct ExportPiece: @unchecked Sendable {
  /// Where its records start in the unpacked file, and where those of the next piece do.
  public let range: Range<Int>
  /// True if it goes to the end of the file.
  public let isLast: Bool
  /// How many bytes of the file, as it lies there, were read for it.
  public let storedBytes: Int
  private let head: FileHead
  /// Keeps the bytes alive.
  private let owner: AnyObject
  /// The bytes, how many of the file come before them, and the same as they stand in the file, which
  /// are others for UTF-16.
  private let bytes: ByteView
  private let before: Int
  private let stored: ByteView
  /// True if the bytes go on to the end of the file.
  private let isComplete: Bool

  /// The records that start in a range of a file, of which `before` bytes come before the content.
  init(
    _ content: OwnedBytes, _ range: Range<Int>, before: Int, _ head: FileHead, isLast: Bool,
    storedBytes: Int
  ) {
    owner = content
    stored = content.view
    bytes = head.transcoded?.view ?? stored
    isComplete = isLast
    self.before = before
    self.range = range
    self.head = head
    self.isLast = isLast
    self.storedBytes = storedBytes
  }

  /// The records of a file that start in `start ..< limit`, or from `start` to the end.
  init(of file: ExportFile, _ head: FileHead, from start: Int, limit: Int?) {
    owner = file
    stored = file.bytes
    bytes = head.transcoded?.view ?? stored
    before = 0
    isLast = limit == nil
    isComplete = true
    range = start..<max(start, limit ?? bytes.count)
    storedBytes = file.storedBytes
    self.head = head
  }

  /// How reading a piece went.
  public struct Outcome: Sendable {
    /// The piece's range.
    public let range: Range<Int>
    /// True for the piece that goes to the end of the file.
    public let isLast: Bool
    /// The counts of its records.
    public let counts: ReadCounts
    /// Where the record after them starts.
    public let end: Int
    /// False if it ends within a quoted field, which the end of the file alone may do: the file was
    /// not cut where a record ends, and what was read is wrong.
    public let isSound: Bool
  }

  /// Reads its records in file order. O(length); no memory that grows with it.
  ///
  /// Each record goes to the sink once, numbered from 1, as good or as quarantined with the first of
  /// these reasons: an unterminated or a stray quote, over 1 MiB, another number of fields than the
  /// header, bytes that its encoding does not have (in any column, also an undeclared one) or NUL.
  ///
  /// - Parameters:
  ///   - match: made from the header of the file.
  ///   - sink: takes the records.
  public func read(_ match: HeaderMatch, into sink: inout some RecordSink) -> Outcome {
    let limit = range.upperBound - before
    var scanner = RecordScanner(
      bytes, from: range.lowerBound - before, limit: limit, delimiter: head.delimiter,
      expecting: match.fieldCount)
    var offsets = head.sourceOffsets(bytes, before: 0)
    var counts = ReadCounts()
    var isSound = true
    let layout = RecordLayout(match)
    var places = layout.places
    let room = places.fields
    let check = TextCheck(head.encoding)
    while true {
      places.fields = sink.room ?? room
      guard let record = scanner.next(places) else { break }
      counts.read += 1
      let offset = offsets.source(of: record.start)
      let raw = stored.slice(offset, offsets.source(of: record.end))
      let reason: QuarantineReason?
      if let fault = record.fault {
        reason = fault
        if fault == .unterminatedQuote && !isComplete { isSound = false }
      } else if raw.count > ExportFormat.maximumRecordBytes {
        reason = .tooLong
      } else if record.fieldCount != match.fieldCount {
        reason = .fieldCount
      } else if let unclean = record.unclean,
        !check.isText(bytes.slice(unclean.lowerBound, unclean.upperBound))
      {
        reason = .badEncoding
      } else {
        reason = nil
      }
      if let reason {
        counts.quarantined[reason, default: 0] += 1
        sink.quarantine(number: counts.read, offset: before + offset, reason: reason, raw: raw)
      } else {
        sink.record(
          number: counts.read, offset: before + offset, fields: layout.finish(places.fields),
          in: bytes, raw: raw)
      }
    }
    return Outcome(
      range: range, isLast: isLast, counts: counts, end: before + scanner.position,
      isSound: isSound)
  }
}
