import Glibc

/// Why a manifest, or what is made of one, is not written. What was published before stays as it
/// was.
public struct ManifestError: Error, Equatable, CustomStringConvertible {
  /// What kind of failure it is; a caller decides by this and prints the rest.
  public enum Code: String, Sendable {
    /// There are e-mail sends, but no secret or no address to sign unsubscribe links with.
    case noUnsubscribeSecret = "no_unsubscribe_secret"
    /// A message asks for a column that its table does not have.
    case unknownField = "unknown_field"
    /// A send is of another business date than the manifest.
    case otherDate = "other_date"
    /// A file or folder could not be written.
    case inputOutput = "input_output"
    /// zlib refused to compress.
    case compression = "compression"
    /// A published folder is not what was published: a file is missing, changed or unreadable.
    case changed = "changed"
    /// What was asked for cannot be made: a column that no send has, a template without its own.
    case wrongUse = "wrong_use"
    /// A delivery system would not take a send as it is.
    case notDeliverable = "not_deliverable"
  }

  /// What a caller goes by.
  public let code: Code
  /// Lower case, no full stop, names quoted; never an address or a field's value.
  public let message: String
  /// What to do about it, if there is something to say.
  public let hint: String?

  init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// A failed call of the system, named with its file and reason.
  static func system(
    _ action: String, _ path: String, _ number: Int32 = errno
  ) -> ManifestError {
    let reason = String(cString: strerror(number))
    return ManifestError(.inputOutput, "cannot \(action) '\(path)': \(reason)")
  }

  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
