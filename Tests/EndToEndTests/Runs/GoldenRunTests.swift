import Foundation
import TestSupport
import Testing

/// What the fixture's day hands over, kept in the repository to be read and compared.
@Suite(.preparedStore())
struct GoldenRunTests {
  @Test(
    "the fixture hands over what is on record",
    arguments: ["email", "line", "sms", "push", "exclusions"])
  func rows(_ name: String) throws {
    let text = try PreparedStore.store.unpacked("\(name).jsonl")
    try GoldenFile.check(text, Self.expected("\(name).jsonl"))
  }

  /// gzip's bytes depend on the version of zlib, so the record has the digest of what is packed.
  @Test("the fixture's index is what is on record, but for the digests of packed files")
  func index() throws {
    let store = try PreparedStore.store
    let folder = store.manifest()
    var text = try String(contentsOf: folder.appending(path: "manifest.json"), encoding: .utf8)
    let packed = try FileManager.default.contentsOfDirectory(atPath: folder.file)
      .filter { $0.hasSuffix(".gz") }
    for name in packed {
      let digest = try Self.digest(of: folder.appending(path: name))
      let plain = store.folder.url.appending(path: UUID().uuidString)
      try Data(store.unpacked(String(name.dropLast(3))).utf8).write(to: plain)
      let entry = try Regex(#"("file": "\#(name)", "rows": \d+, "sha256": ")\#(digest)""#)
      #expect(text.contains(entry), "\(name) has another digest than its entry")
      let plainDigest = try Self.digest(of: plain)
      text = text.replacing(entry) {
        "\($0.output[1].substring ?? "")of the text: \(plainDigest)\""
      }
    }
    try GoldenFile.check(text, Self.expected("manifest.json"))
  }

  private static func expected(_ name: String) -> URL {
    Repository.fixtures.appending(path: "expected/\(Repository.date)/\(name)")
  }

  private static func digest(of file: URL) throws -> String {
    let result = try BuiltCommand.system("sha256sum", [file.file], in: Repository.root)
    return String(try #require(result.output.split(separator: " ").first))
  }
}
