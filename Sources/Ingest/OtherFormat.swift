public import Table

/// What a file is that is no delimited text, by the bytes that it begins with. In no encoding that is
/// read here do they begin a header.
public enum OtherFormat: Sendable {
  case zip, xls, utf16be

  /// True if texts do not stand in its bytes as they are.
  public var isPacked: Bool { self != .utf16be }

  /// Nil if the bytes say nothing of the kind.
  public init?(_ beginning: ByteView) {
    if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .xls
    } else if beginning.starts(with: [0xFE, 0xFF]) {
      self = .utf16be
    } else {
      return nil
    }
  }

  /// For people.
  var name: String {
    switch self {
    case .zip: "an Excel workbook (XLSX) or another ZIP archive"
    case .xls: "an Excel workbook (XLS)"
    case .utf16be: "UTF-16 with the high byte first (UTF-16BE)"
    }
  }
}
