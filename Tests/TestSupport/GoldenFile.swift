public import Foundation
public import Testing

/// A file in the repository that says what a test must find.
public enum GoldenFile {
  /// With RECORD_GOLDEN=1 files are written anew, and every test that does so fails.
  public static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  /// Fails unless the text is the file's, byte for byte.
  public static func check(
    _ text: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if isRecording {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)", sourceLocation: sourceLocation)
      return
    }
    guard let difference = try difference(text, from: file) else { return }
    Issue.record(
      "\(file.lastPathComponent): \(difference)\nRECORD_GOLDEN=1 records it",
      sourceLocation: sourceLocation)
  }

  /// Where the text is first another than the file's, for people; nil if their bytes are the same.
  public static func difference(_ text: String, from file: URL) throws -> String? {
    let golden = try Data(contentsOf: file)
    guard golden != Data(text.utf8) else { return nil }
    let left = lines(String(decoding: golden, as: UTF8.self))
    let right = lines(text)
    for number in 0..<max(left.count, right.count) {
      let one = number < left.count ? left[number] : "nothing"
      let other = number < right.count ? right[number] : "nothing"
      if one != other { return "line \(number + 1)\n  expected \(one)\n  found    \(other)" }
    }
    return "the same lines in other bytes"
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
