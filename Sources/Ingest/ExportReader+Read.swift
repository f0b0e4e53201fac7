import Table

extension ExportReader {
  /// Reads all records in file order. O(length); no memory that grows with the file.
  ///
  /// Each record goes to the sink once, as good or as quarantined with the first of these reasons:
  /// an unterminated or a stray quote, over 1 MiB, another number of fields than the header, bytes
  /// that its encoding does not have (in any column, also an undeclared one) or NUL.
  ///
  /// - Parameters:
  ///   - match: made by this reader.
  ///   - sink: takes the records.
  /// - Returns: how many records there were.
  public func read(_ match: HeaderMatch, into sink: inout some RecordSink) -> ReadCounts {
    read(match, from: bodyStart, limit: bytes.count, into: &sink).counts
  }

  /// Reads the records that start in `start ..< limit`, numbered from 1. `start` must be the start
  /// of a record or of an empty line. `end` is where the record after them starts.
  func read(
    _ match: HeaderMatch, from start: Int, limit: Int, into sink: inout some RecordSink
  ) -> (counts: ReadCounts, end: Int) {
    var scanner = RecordScanner(bytes, from: start, limit: limit, delimiter: delimiter)
    var offsets = sourceOffsets
    var counts = ReadCounts()
    let layout = RecordLayout(match)
    let places = layout.places
    let fields = layout.fields
    let check = TextCheck(encoding)
    let source = file.bytes
    while let record = scanner.next(places) {
      counts.read += 1
      let offset = offsets.source(of: record.start)
      let raw = source.slice(offset, offsets.source(of: record.end))
      let reason: QuarantineReason?
      if let fault = record.fault {
        reason = fault
      } else if raw.count > ExportFormat.maximumRecordBytes {
        reason = .tooLong
      } else if record.fieldCount != match.fieldCount {
        reason = .fieldCount
      } else if record.isUnclean, !check.isText(bytes.slice(record.start, record.end)) {
        reason = .badEncoding
      } else {
        reason = nil
      }
      if let reason {
        counts.quarantined[reason, default: 0] += 1
        sink.quarantine(number: counts.read, offset: offset, reason: reason, raw: raw)
      } else {
        layout.finish()
        sink.record(number: counts.read, offset: offset, fields: fields, in: bytes, raw: raw)
      }
    }
    return (counts, scanner.position)
  }
}
