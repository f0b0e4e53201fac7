public import Table

/// Reads the records of one file that is in memory as a whole. It is made with the header row read;
/// `match` then says which columns are wanted, and `read` hands out the records.
///
/// Not changed by reading: one reader may read from several threads.
public final class ExportReader: @unchecked Sendable {
  /// Keeps the bytes alive that records are handed out in.
  public let file: ExportFile
  private let head: FileHead

  /// Finds out the encoding and reads the header row: the first line that is not empty after the
  /// format's skipped lines. O(header), for `auto` and UTF-16 O(length).
  ///
  /// - Throws: `unreadableHeader` if the header row has one of the faults that put a record into
  ///   quarantine.
  public init(_ file: ExportFile, _ format: ExportFormat) throws(IngestError) {
    self.file = file
    head = try FileHead(of: file, format)
  }

  /// The encoding that was declared or, for `auto`, found.
  public var encoding: TextEncoding { head.encoding }

  /// The names in the header row, as they stand there; none if the file has no record at all.
  public var header: [String] { head.header }

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

  /// Reads all records in file order. O(length); no memory that grows with the file.
  ///
  /// - Parameters:
  ///   - match: made by this reader.
  ///   - sink: takes the records; see `ExportPiece.read` for what it is given.
  /// - Returns: how many records there were.
  public func read(_ match: HeaderMatch, into sink: inout some RecordSink) -> ReadCounts {
    ExportPiece(of: file, head, from: head.bodyStart, limit: nil).read(match, into: &sink).counts
  }
}
