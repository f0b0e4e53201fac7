import Foundation
import TestSupport
import Testing

@Suite("A golden file")
struct GoldenFileTests {
  @Test(
    "tells text that only looks the same, and a line end that is missing",
    .disabled(if: GoldenFile.isRecording))
  func bytes() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("\u{304C}\n".utf8).write(to: file)
    try GoldenFile.check("\u{304C}\n", file)
    withKnownIssue { try GoldenFile.check("\u{304B}\u{3099}\n", file) }
    withKnownIssue { try GoldenFile.check("\u{304C}", file) }
  }
}
