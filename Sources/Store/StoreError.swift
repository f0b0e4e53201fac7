/// Why something in a store could not be read, written or decided.
///
/// The message names files, tables and columns, never a value that a table holds.
public struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is; a caller decides by this and prints the rest.
  public enum Code: String, Sendable, CaseIterable {
    /// Another run holds the store, or another program holds the ledger.
    case locked
    /// The disk or the quota is full.
    case noSpace = "no_space"
    /// The system refused a call for another reason.
    case io
    /// The file or the table is not there.
    case missing
    /// The file is not what was published: cut short, altered, or not of this program.
    case damaged
    /// The file was made by a newer version of this program.
    case newer
    /// The table does not agree with its description, or holds what a file cannot.
    case unwritable
    /// The entry would contradict what the ledger holds (a second send of one id).
    case conflict
    /// The business date has been handed over and cannot change.
    case sealed
    /// A later business date is in the ledger.
    case laterDates = "later_dates"
  }

  /// What a caller goes by.
  public let code: Code
  /// Lower case, no full stop, without the path.
  public let message: String
  /// The file or folder concerned.
  public let path: String?

  public init(_ code: Code, _ message: String, path: String? = nil) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// True if the same call may succeed later with nothing changed by the user but time or room:
  /// the command exits 75 then.
  public var isTemporary: Bool { code == .locked || code == .noSpace }

  /// `path: error: message`, or `error: message`.
  public var description: String {
    path.map { "\($0): error: \(message)" } ?? "error: \(message)"
  }
}
