import Foundation
import Glibc

/// A terminal on standard error, where something may be written over and over.
struct Terminal: Sendable {
  let isColoured: Bool

  /// Standard error, if it is a terminal that a line may be shown on with these options.
  static func standardError(_ output: OutputOptions) -> Terminal? {
    Terminal(
      isTerminal: isatty(STDERR_FILENO) == 1, environment: ProcessInfo.processInfo.environment,
      isQuiet: output.quiet || output.json)
  }

  /// Nil without a terminal that can take a line back, or if only results are wanted. Colours go
  /// by https://no-color.org.
  init?(isTerminal: Bool, environment: [String: String], isQuiet: Bool) {
    guard isTerminal, !isQuiet, let kind = environment["TERM"], !["", "dumb"].contains(kind) else {
      return nil
    }
    isColoured = (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// How many columns it has now; 80 if it does not say.
  var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes at once, as it is. What the terminal does not take is lost.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = StandardStream.write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }
}
