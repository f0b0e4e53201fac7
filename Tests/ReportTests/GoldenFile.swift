import Foundation
import Testing

/// A page that is on record beside the tests.
enum GoldenFile {
  /// Fails unless the text is the file's. With RECORD_GOLDEN=1 it is written anew, which fails too.
  static func check(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    guard golden != text else { return }
    let lines = zip(golden.split(separator: "\n"), text.split(separator: "\n"))
    let first = lines.enumerated().first { $1.0 != $1.1 }
    Issue.record(
      """
      \(name), line \((first?.offset ?? 0) + 1)
        expected \(first?.element.0 ?? "")
        found    \(first?.element.1 ?? "")
      RECORD_GOLDEN=1 records it
      """)
  }
}
