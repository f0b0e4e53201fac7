/// Why a stage stopped. Nothing was published.
public struct StageError: Error, Sendable, CustomStringConvertible {
  /// What the caller may do about it; the number is the process's exit code (sysexits.h).
  public enum Kind: Int32, Sendable {
    /// Wrong use of the command.
    case usage = 64
    /// The input is refused as it is.
    case data = 65
    /// The same command may succeed later.
    case tryAgain = 75
    /// A definition or the configuration is wrong.
    case definition = 78
  }

  /// What a caller goes by; the message is for people alone.
  public let kind: Kind
  /// Lower case, no full stop, names quoted; never a cell's value.
  public let message: String
  /// What to do about it, lower case, no full stop; nil if there is nothing to say.
  public let help: String?

  public init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }

  /// The message and, on a line of its own, the help.
  public var description: String { help.map { message + "\n  help: " + $0 } ?? message }
}
