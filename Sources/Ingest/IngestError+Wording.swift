import Glibc
import Table

extension IngestError: CustomStringConvertible {
  /// The message: lower case, names quoted, no full stop.
  public var description: String {
    switch self {
    case .unreadableFolder(let folder, let code):
      "cannot list the folder '\(folder)': \(Self.reason(code))"
    case .unsafePattern(let pattern):
      "the file pattern '\(pattern)' must stay inside the exports folder"
    case .fileNameNotUTF8(let folder):
      "a file name in '\(folder)' is not UTF-8"
    case .unreadableFile(let file, let code):
      "cannot read '\(file)': \(Self.reason(code))"
    case .notRegularFile(let file):
      "'\(file)' is not a regular file"
    case .outsideFolder(let file):
      "'\(file)' leads out of the exports folder"
    case .fileChanged(let file):
      "'\(file)' changed while it was read"
    case .gzipCutShort(let file):
      "the gzip data of '\(file)' are cut short"
    case .gzipDamaged(let file):
      "the gzip data of '\(file)' are damaged"
    case .gzipTooLarge(let file, let limit):
      "'\(file)' unpacks to more than the \(limit) bytes allowed"
    case .otherFormat(let file, let format):
      "'\(file)' is \(format.name), which is not read"
    case .unreadableHeader(let file, let reason):
      "the header row of '\(file)' cannot be read: \(reason.rawValue)"
    case .loneCarriageReturn(let file):
      "the header row of '\(file)' holds a carriage return: its lines seem to end in CR alone"
    case .missingHeaders(let file, let missing, let seen):
      "'\(file)' lacks the header\(missing.count == 1 ? "" : "s") \(Self.list(missing))"
        + (seen.isEmpty ? ": its first row is no header row" : "; it has \(Self.list(seen))")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}
