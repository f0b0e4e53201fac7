/// A place in a definition file.
public struct SourceLocation: Sendable, Hashable, Comparable {
  /// The pipeline's folder as it was given, then the path of the file in it.
  public let file: String
  /// From 1, which also stands for a file or folder that cannot be read.
  public let line: Int
  /// From 1, counting Unicode scalars as YAML does.
  public let column: Int

  /// The place `characters` further on the same line.
  func advanced(by characters: Int) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column + characters)
  }

  /// By file, then line, then column.
  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// Something wrong with a definition, with where it is and what may help.
public struct Diagnostic: Sendable, Hashable {
  /// Errors refuse the definitions; every run tells warnings, `meibo check` alone tells notes.
  public enum Severity: String, Sendable { case error, warning, note }

  /// Whether the definitions can be run in spite of it.
  public let severity: Severity
  /// Of the word or value that is to be changed, where it can be told.
  public let location: SourceLocation
  /// Lower case, no full stop, names quoted.
  public let message: String
  /// What may help, worded as `message` is; nil if there is nothing to say.
  public let help: String?

  init(
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
  /// Warnings and notes that were found with the errors are among them.
  public let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// `Diagnostic.rendered` of all of them, a line or two each.
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
