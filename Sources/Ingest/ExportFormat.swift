/// How a source's files are written, as its definition declares it.
public struct ExportFormat: Sendable, Equatable {
  /// The encoding that a definition may declare.
  public enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case cp932
    case utf16le = "utf-16le"
    /// A byte order mark decides; without one, whichever of UTF-8 and CP932 leaves fewer
    /// undecodable records, UTF-8 at a tie.
    case auto
  }

  /// What parts the fields. None of them is ever the second byte of a CP932 character, so the
  /// structure is found in the raw bytes.
  public enum Delimiter: String, Sendable, CaseIterable {
    case comma = ","
    case tab = "\t"
    case semicolon = ";"

    /// The delimiter's byte, the same in every encoding read here.
    public var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .tab: UInt8(ascii: "\t")
      case .semicolon: UInt8(ascii: ";")
      }
    }
  }

  /// Of all files of the source.
  public var encoding: Encoding
  /// Of the header row and of all records.
  public var delimiter: Delimiter
  /// Lines before the header that are no records, whatever they hold. Line breaks alone end them.
  public var skippedLines: Int

  /// A format; without arguments comma-separated UTF-8 that begins with its header.
  public init(encoding: Encoding = .utf8, delimiter: Delimiter = .comma, skippedLines: Int = 0) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.skippedLines = skippedLines
  }

  /// The longest record that is read, in bytes of the (unpacked) file without the line break.
  public static let maximumRecordBytes = 1 << 20
}
