/// A place in a definition file. Lines and columns are 1-based; columns count characters.
public struct SourceLocation: Sendable, Hashable, Comparable {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The place `characters` further on the same line.
  public func advanced(by characters: Int) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column + characters)
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// Something wrong with a definition, with where it is and what may help.
public struct Diagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning, note }

  public let severity: Severity
  public let location: SourceLocation
  /// Lower case, no full stop, names quoted.
  public let message: String
  public let help: String?

  public init(
    _ severity: Severity = .error, at location: SourceLocation, _ message: String,
    help: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.help = help
  }

  /// `file:line:column: error: message`, and a second line with the help if there is one.
  public var rendered: String {
    let head =
      "\(location.file):\(location.line):\(location.column): \(severity.rawValue): \(message)"
    return help.map { head + "\n  help: " + $0 } ?? head
  }
}

/// Definitions that cannot be run. Holds every error found, in order of place.
public struct DefinitionError: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  public var description: String { diagnostics.map(\.rendered).joined(separator: "\n") }
}

/// Collects what is wrong, so that all of it is reported at once.
final class DiagnosticSink {
  private(set) var diagnostics: [Diagnostic] = []

  func error(at location: SourceLocation, _ message: String, help: String? = nil) {
    diagnostics.append(Diagnostic(.error, at: location, message, help: help))
  }

  func warning(at location: SourceLocation, _ message: String, help: String? = nil) {
    diagnostics.append(Diagnostic(.warning, at: location, message, help: help))
  }

  func note(at location: SourceLocation, _ message: String, help: String? = nil) {
    diagnostics.append(Diagnostic(.note, at: location, message, help: help))
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  var sorted: [Diagnostic] {
    var seen = Set<Diagnostic>()
    return diagnostics.filter { seen.insert($0).inserted }.sorted { $0.location < $1.location }
  }
}
