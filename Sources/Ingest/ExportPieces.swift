import Glibc
public import Table

/// Reads one file piece by piece, so that its records are read by several threads and not all of it
/// is ever in memory.
///
/// A piece ends before a line that looks like a record. Where it is not, since it stands within quotes,
/// whoever reads the piece finds out, for then a quoted field is open at its end; `PieceJoiner` sees to
/// it that what really is there is read.
///
/// One thread at a time may ask for the next piece, another may meanwhile read a piece again. Memory:
/// the pieces that are held, and one more; a record longer than a piece, or a quote without an end,
/// makes the piece as long as need be. A file in UTF-16, or whose encoding only all of it tells, is
/// one piece.
public final class ExportPieces: @unchecked Sendable {
  /// The name relative to the exports folder.
  public let name: String
  private let file: OpenDescriptor
  private let maximumUnpackedBytes: Int
  private let pieceBytes: Int
  private let stream: ByteStream
  private let head: FileHead
  /// What was read and not handed out yet, and how many bytes of the file come before it.
  private var window: OwnedBytes
  private var before = 0
  /// Where in the window the next record starts.
  private var start: Int
  private var isAtEnd: Bool
  private var isOver = false
  /// How many stored bytes were read for the pieces handed out.
  private var accounted = 0
  /// All of the file, once some of it was to be read again.
  private var whole: ExportFile?

  /// A piece has about so many bytes unless the caller says otherwise.
  public static let defaultPieceBytes = 4 << 20

  /// Tells the encoding and reads the header row. The descriptor is closed in the end. See
  /// `ExportFolder.pieces`.
  init(
    _ descriptor: Int32, name: String, _ format: ExportFormat, pieceBytes: Int,
    maximumUnpackedBytes: Int
  ) throws(IngestError) {
    file = OpenDescriptor(descriptor)
    self.name = name
    self.pieceBytes = max(1, pieceBytes)
    self.maximumUnpackedBytes = maximumUnpackedBytes
    stream = try ByteStream(
      descriptor, name: name, maximumUnpackedBytes: maximumUnpackedBytes)
    let size = Self.windowSize(self.pieceBytes, from: stream)
    window = try Self.room(size, name)
    isAtEnd = try Self.fill(window, to: size, from: stream)
    let beginning =
      isAtEnd ? window : try Self.beginning(window, descriptor, name, maximumUnpackedBytes)
    try FileHead.refuseOtherText(beginning.view, of: name, format)
    while true {
      let encoding = FileHead.encoding(of: window.view, format)
      let canTell = isAtEnd || encoding != nil && encoding != .utf16le
      if canTell, let head = try FileHead(window.view, isWhole: isAtEnd, of: name, format) {
        self.head = head
        break
      }
      isAtEnd = try Self.grow(window, from: stream, name)
    }
    start = head.bodyStart
  }

  /// The encoding that was declared or, for `auto`, found.
  public var encoding: TextEncoding { head.encoding }

  /// The names in the header row, as they stand there; none if the file has no record at all.
  public var header: [String] { head.header }

  /// A decoder for this file's fields.
  public var decoder: FieldDecoder { FieldDecoder(encoding) }

  /// The size of the file as it lies there, in bytes.
  public var storedBytes: Int { stream.storedBytes }

  /// True if it is unpacked.
  public var isGzipped: Bool { stream.isGzipped }

  /// True for a file of no bytes at all, or of nothing but a byte order mark.
  public var isEmpty: Bool { isAtEnd && stream.unpackedBytes == head.markLength }

  /// The size of the file unpacked. Known once the last piece was handed out.
  public var unpackedBytes: Int { stream.unpackedBytes }

  /// Finds the declared columns in the header row. See `HeaderMatch` for the rules.
  ///
  /// - Parameters: as of `ExportReader.match`.
  /// - Throws: `missingHeaders`.
  public func match(
    _ wanted: [WantedColumn], folding: (ByteView, ByteBuffer) -> Void
  ) throws(IngestError) -> HeaderMatch {
    try HeaderMatch(header, wanted, file: name, folding: folding)
  }

  /// The SHA-256 of the file as it lies there, in lower-case hexadecimal digits. Known once the last
  /// piece was handed out.
  ///
  /// - Throws: `fileChanged` if some of it was read again and was another file then.
  public func sha256() throws(IngestError) -> String {
    let digest = stream.sha256()
    if let whole, whole.sha256 != digest { throw .fileChanged(name) }
    return digest
  }

  /// The next piece; nil after the last one, of which there is one always. O(bytes).
  ///
  /// - Throws: `unreadableFile`, `fileChanged`, `gzipCutShort`, `gzipDamaged`, `gzipTooLarge`.
  public func next() throws(IngestError) -> ExportPiece? {
    guard !isOver else { return nil }
    while !isAtEnd {
      let wanted = min(pieceBytes, window.capacity)
      if window.count < wanted {
        isAtEnd = try Self.fill(window, to: wanted, from: stream)
      } else if let end = lastEnd() {
        return try handOut(to: end)
      } else {
        isAtEnd = try Self.grow(window, from: stream, name)
      }
    }
    isOver = true
    return try handOut(to: nil)
  }

  /// A run of records to be read again, from where it really starts, out of the whole file.
  ///
  /// - Throws: as `next`.
  func again(_ range: Range<Int>, isLast: Bool) throws(IngestError) -> ExportPiece {
    let file: ExportFile
    if let whole {
      file = whole
    } else {
      file = try ExportFile(
        name: name, descriptor: self.file.descriptor, maximumUnpackedBytes: maximumUnpackedBytes)
      whole = file
    }
    return ExportPiece(
      of: file, head, from: range.lowerBound, limit: isLast ? nil : range.upperBound)
  }

  /// Where the first record starts.
  var bodyStart: Int { head.bodyStart }

  /// The window up to `end`, or all of it as the last piece. What comes after that is the next window.
  private func handOut(to end: Int?) throws(IngestError) -> ExportPiece {
    let content = window
    let range = before + start..<before + (end ?? head.transcoded?.count ?? content.count)
    let stored = stream.taken - accounted
    accounted = stream.taken
    let first = before
    if let end {
      let rest = content.view.slice(end, content.count)
      window = try Self.room(
        max(rest.count, Self.windowSize(pieceBytes, after: rest.count, from: stream)), name)
      window.append(rest)
      before += end
      start = 0
      content.count = end
    }
    return ExportPiece(
      content, range, before: first, head, isLast: end == nil, storedBytes: stored)
  }

  /// Where the last record of the window begins, or is thought to begin: at a line that is a sound
  /// record by itself, and whole, with as many fields as the header. Nil if there is none.
  private func lastEnd() -> Int? {
    let bytes = window.view
    // Of one field every line would be a record, also a line within quotes.
    guard header.count > 1 else { return lastScannedEnd() }
    var end = bytes.count
    for _ in 0..<Self.mostLinesTried {
      guard let lineEnd = bytes[start..<end].lastIndex(of: lineFeed) else { break }
      if isRecord(lineEnd + 1, in: bytes) { return lineEnd + 1 }
      end = lineEnd
    }
    return lastScannedEnd()
  }

  private static let mostLinesTried = 1000

  private func isRecord(_ place: Int, in bytes: ByteView) -> Bool {
    var scanner = RecordScanner(
      bytes, from: place, limit: bytes.count, delimiter: head.delimiter)
    guard let record = scanner.next(.none), record.start == place, record.fault == nil else {
      return false
    }
    return record.fieldCount == header.count && bytes[scanner.position - 1] == lineFeed
  }

  /// Past the last record that surely ends within the window, found by reading all of it.
  private func lastScannedEnd() -> Int? {
    let bytes = window.view
    var scanner = RecordScanner(
      bytes, from: start, limit: bytes.count, delimiter: head.delimiter)
    var end = start
    while let record = scanner.next(.none), record.fault != .unterminatedQuote,
      bytes[scanner.position - 1] == lineFeed
    { end = scanner.position }
    return end > start ? end : nil
  }

  /// How large a window the rest of the file wants, behind so many bytes that were read: one byte more
  /// than there are, so that the end shows.
  private static func windowSize(
    _ pieceBytes: Int, after carried: Int = 0, from stream: ByteStream
  ) -> Int {
    stream.isGzipped
      ? pieceBytes : min(pieceBytes, carried + stream.storedBytes - stream.taken + 1)
  }

  private static func room(_ size: Int, _ name: String) throws(IngestError) -> OwnedBytes {
    guard let bytes = OwnedBytes(capacity: size) else {
      throw .unreadableFile(name, errno: ENOMEM)
    }
    return bytes
  }

  /// As much of the file as tells the encoding, which does not depend on the size of a piece.
  private static func beginning(
    _ window: OwnedBytes, _ descriptor: Int32, _ name: String, _ maximumUnpackedBytes: Int
  ) throws(IngestError) -> OwnedBytes {
    guard window.count < OtherFormat.bytesThatTell else { return window }
    let stream = try ByteStream(
      descriptor, name: name, maximumUnpackedBytes: maximumUnpackedBytes)
    let bytes = try room(OtherFormat.bytesThatTell, name)
    _ = try fill(bytes, to: OtherFormat.bytesThatTell, from: stream)
    return bytes
  }

  /// Reads until there are `size` bytes; true if the file ends before.
  private static func fill(
    _ window: OwnedBytes, to size: Int, from stream: ByteStream
  ) throws(IngestError) -> Bool {
    let wanted = size - window.count
    let got = try stream.read(
      into: UnsafeMutableBufferPointer(rebasing: window.free.prefix(wanted)))
    window.count += got
    return got < wanted
  }

  /// Reads as many bytes again as there are; true if the file ends before.
  private static func grow(
    _ window: OwnedBytes, from stream: ByteStream, _ name: String
  ) throws(IngestError) -> Bool {
    let size = max(1, window.count) * 2
    guard window.grow(to: size) else { throw .unreadableFile(name, errno: ENOMEM) }
    return try fill(window, to: size, from: stream)
  }
}

/// An open file, closed when nobody holds it any more.
private final class OpenDescriptor: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
