import Foundation
import TestSupport
import Testing

@Suite("A golden file")
struct GoldenFileTests {
  @Test("tells text that only looks the same, and a line end that is missing")
  func bytes() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("\u{304C}\n".utf8).write(to: file)
    #expect(try GoldenFile.difference("\u{304C}\n", from: file) == nil)
    let other = try GoldenFile.difference("\u{304B}\u{3099}\n", from: file)
    #expect(other == "the same lines in other bytes")
    let cut = try GoldenFile.difference("\u{304C}", from: file)
    #expect(cut == "line 2\n  expected \n  found    nothing")
  }
}
