public import Table

/// Why a file, or a whole source, is refused. Broken records are no error: they are quarantined.
///
/// Messages name files and headers, never a value.
public enum IngestError: Error, Equatable, Sendable {
  /// The folder cannot be listed.
  case unreadableFolder(String, errno: Int32)
  /// A pattern that is absolute, empty, or climbs with `..`.
  case unsafePattern(String)
  /// A file name that matches a pattern and is not UTF-8, in that folder.
  case fileNameNotUTF8(folder: String)
  /// The file cannot be opened or read.
  case unreadableFile(String, errno: Int32)
  /// A folder, pipe, socket or device.
  case notRegularFile(String)
  /// A path that leads out of the exports folder, by `..` or by a symbolic link.
  case outsideFolder(String)
  /// The file became shorter than it was when it was opened, or holds other bytes when it is read
  /// again.
  case fileChanged(String)
  /// The gzip data end before their end mark.
  case gzipCutShort(String)
  /// The gzip data are damaged, or something else follows them.
  case gzipDamaged(String)
  /// The gzip data unpack to more bytes than allowed.
  case gzipTooLarge(String, limitBytes: Int)
  /// A file that is no delimited text, or text in an encoding that is not read.
  case otherFormat(file: String, OtherFormat)
  /// The header row itself would be quarantined, for that reason.
  case unreadableHeader(file: String, reason: QuarantineReason)
  /// The header row holds a carriage return outside of quotes: the lines seem to end in it alone, so
  /// that the whole file would be its header row and hold no records.
  case loneCarriageReturn(file: String)
  /// Declared headers that the header row does not have. `missing` in declared order, `seen` in the
  /// file's order: at most 100, and an ellipsis for one that no header is as long as. `seen` is empty
  /// for a file whose first row has so few of them that it may be a record.
  case missingHeaders(file: String, missing: [String], seen: [String])
}
