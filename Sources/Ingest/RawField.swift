/// Where one field of a record lies in the bytes being read, as it stands there: the quotes around
/// it are left out, its doubled quotes and its encoding are not yet undone (see `FieldDecoder`).
public struct RawField: Sendable, Equatable {
  /// What is to be done before the bytes are clean UTF-8.
  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It holds `""`, which stands for one quote.
    public static let doubledQuotes = Flags(rawValue: 1)
    /// It holds a byte over 0x7F.
    public static let nonASCII = Flags(rawValue: 2)
    /// The file does not have this (optional) column.
    public static let absent = Flags(rawValue: 4)
  }

  /// Offset of its first byte in the bytes being read.
  public let start: Int
  /// The length in the lower half and the flags in the upper: written and read at once.
  @usableFromInline let countAndFlags: UInt64

  @inlinable @inline(__always)
  init(start: Int, count: Int, flags: Flags) {
    self.start = start
    countAndFlags =
      UInt64(UInt32(truncatingIfNeeded: count)) | UInt64(flags.rawValue) &<< 32
  }

  /// Its length in bytes; a record handed out is never longer than 1 MiB.
  @inlinable public var count: Int { Int(UInt32(truncatingIfNeeded: countAndFlags)) }

  /// Empty for ASCII that is taken as it stands.
  @inlinable public var flags: Flags {
    Flags(rawValue: UInt8(truncatingIfNeeded: countAndFlags &>> 32))
  }

  /// The field of a column that the file does not have.
  public static let absent = RawField(start: 0, count: 0, flags: .absent)
}
