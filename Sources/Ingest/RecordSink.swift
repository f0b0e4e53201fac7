public import Table

/// Takes what is read from a file, record by record in file order: each record exactly once, as a
/// good one or as a quarantined one. The header is not among them.
public protocol RecordSink {
  /// Where the fields of the next record are to be written, so that the sink need not copy them: for
  /// as many as there are declared columns, and one, which holds nothing of meaning. Asked before
  /// every record, also one that turns out to be broken. Nil if the sink does not mind.
  var room: UnsafeMutablePointer<RawField>? { get }

  /// A good record.
  ///
  /// - Parameters:
  ///   - number: 1 for the first record after the header; quarantined records are numbered too.
  ///   - offset: where the record starts in the unpacked file, in bytes.
  ///   - fields: one field a declared column, in declared order. In `room`, or valid only during the
  ///     call.
  ///   - bytes: what the fields' offsets refer to. Valid as long as the piece lives.
  ///   - raw: the record as it stands in the unpacked file, without its line break. Valid as long
  ///     as the piece lives.
  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView)

  /// A record that cannot be read.
  ///
  /// - Parameters:
  ///   - number: as for a good record.
  ///   - offset: as for a good record.
  ///   - reason: the first that holds, in the order of `QuarantineReason`; never `missingKey`.
  ///   - raw: the record as it stands in the unpacked file, without its line break. Valid as long
  ///     as the piece lives.
  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView)
}

extension RecordSink {
  public var room: UnsafeMutablePointer<RawField>? { nil }
}

/// How many records were read. `read` = good + quarantined, always.
public struct ReadCounts: Sendable, Equatable {
  /// All records after the header, without empty lines.
  public internal(set) var read = 0
  /// Quarantined records by reason; reasons that did not occur are left out.
  public internal(set) var quarantined: [QuarantineReason: Int] = [:]

  /// Nothing read.
  public init() {}

  /// Records handed out as good.
  public var good: Int { read - quarantined.values.reduce(0, +) }
}
