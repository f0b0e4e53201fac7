import Glibc

/// The lines that a command is given.
enum StandardInput {
  /// Hands over each line without its LF as it comes, a last one without LF as well. A CR stays: it
  /// may be part of what is given.
  ///
  /// - Parameter pause: called before more is waited for.
  static func forEachLine(_ body: ([UInt8]) throws -> Void, pause: () throws -> Void) throws {
    var line: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(
          text: "meibo: error: cannot read standard input: \(Failure.reason(errno))", exitCode: 65)
      }
      if count == 0 { break }
      let parts = piece[..<count].split(separator: 0x0A, omittingEmptySubsequences: false)
      for part in parts.dropLast() {
        try body(line + part)
        line.removeAll()
      }
      line += parts[parts.count - 1]
      try pause()
    }
    if !line.isEmpty { try body(line) }
  }
}
