import Foundation
import TestSupport
import Testing

/// Days before the last, all with the exports as they are.
private let firstDays = (17...20).map { "2026-11-\($0)" }

/// The fixture, whose files of refusals are lost on the last day.
@Suite(.preparedStore(on: firstDays))
struct RefusalMemoryTests {
  struct Loss: Sendable, CustomTestStringConvertible {
    /// What the names of the source's files begin with.
    let source: String
    /// Reasons for which nobody may be sent to that was not before.
    let reasons: [String]
    /// The refusals that the first days read and that hold on the last, by the rule in SQL.
    let holding: String

    var testDescription: String { source }
  }

  static let losses = [
    Loss(
      source: "consent_events", reasons: ["opted_out"],
      holding: """
        SELECT consent_id FROM consent_events WHERE action IS NOT 'opt_in'
        AND (occurred_at IS NULL OR occurred_at < '2026-11-22')
        AND (until_on IS NULL OR until_on >= '2026-11-21')
        """),
    Loss(
      source: "suppressions", reasons: ["suppressed"],
      holding: """
        SELECT suppression_id FROM suppressions WHERE (from_on IS NULL OR from_on <= '2026-11-21')
        AND (until_on IS NULL OR until_on >= '2026-11-21')
        """),
    Loss(
      source: "delivery_events", reasons: ["bounced", "opted_out"],
      holding: """
        SELECT event_id FROM delivery_events
        WHERE kind IN ('hard_bounce', 'unsubscribe', 'complaint')
        AND (occurred_at IS NULL OR occurred_at < '2026-11-22')
        AND send_id IN (SELECT send_id FROM ledger.sends WHERE business_date < '2026-11-21')
        """),
  ]

  @Test("a lost file brings nobody back", arguments: losses)
  func lost(_ loss: Loss) throws {
    let whole = try PreparedStore.store.copy()
    try whole.run()
    let store = try PreparedStore.store.copy()
    let exports = try Self.exports(store, without: loss.source)
    let result = try store.run(exports: exports)

    // Nobody who was held back for what they had said is sent the same message.
    let heldBack = try JSONObject.lines(try whole.unpacked("exclusions.jsonl"))
      .filter { loss.reasons.contains($0.text("reason") ?? "") }.compactMap { $0.text("send_id") }
    let sent = try StageDatabase(store.ledger)
      .texts("SELECT send_id FROM sends WHERE business_date = '2026-11-21'")
    #expect(!heldBack.isEmpty && !sent.isEmpty)
    #expect(Set(heldBack).intersection(sent) == [])

    // The manifest and the run say how many refusals are known from memory alone.
    let read = try StageDatabase(store.stageFile("cleanse", on: "2026-11-20"))
    _ = try read.rows("ATTACH 'file:\(store.ledger.file)?mode=ro' AS ledger")
    let count = try read.texts(loss.holding).count
    #expect(count > 0)
    let index = try JSONObject(
      json: String(
        decoding: try Data(contentsOf: store.manifest().appending(path: "manifest.json")),
        as: UTF8.self))
    let remembered = index["remembered_refusals"]?.object ?? [:]
    for other in Self.losses {
      #expect(remembered.number(other.source) == (other.source == loss.source ? count : 0))
    }
    let noun = count == 1 ? "refusal" : "refusals"
    #expect(
      (result.output + result.errors).contains("\(count) \(noun) known from memory only"))
  }

  @Test("with all files of refusals lost, a date run again and stage by stage gives equal bytes")
  func again() throws {
    let store = try PreparedStore.store.copy()
    var exports = Repository.exports
    for loss in Self.losses { exports = try Self.exports(store, without: loss.source, of: exports) }
    try store.run(exports: exports)
    let expected = try Self.published(store)
    try store.run(exports: exports)
    #expect(try Self.published(store).differences(from: expected) == [])
    for stage in TestStore.stages {
      let arguments = ["ingest", "cleanse"].contains(stage) ? ["--exports", exports.file] : []
      let result = try store.meibo(stage, arguments)
      #expect(result.exitCode == 0, "\(stage): \(result.errors)")
    }
    #expect(try Self.published(store).differences(from: expected) == [])
  }

  @Test("nothing is known from memory alone while the exports are whole")
  func whole() throws {
    let store = try PreparedStore.store.copy()
    let result = try store.run()
    #expect(!(result.output + result.errors).contains("memory"))
    // Read day after day, every refusal is in the ledger once.
    let ledger = try StageDatabase(store.ledger)
    for loss in Self.losses {
      let days = try ledger.texts("SELECT DISTINCT seen_on FROM remembered_\(loss.source)")
      #expect(days == [firstDays[0]])
    }
  }

  /// The exports in a folder of the store, the files of a source but for their header cut off.
  private static func exports(
    _ store: TestStore, without source: String, of original: URL = Repository.exports
  ) throws -> URL {
    let folder = store.folder.url.appending(path: "without \(source)")
    try FileManager.default.copyItem(at: original, to: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file)
      .filter { $0.hasPrefix(source) }.sorted()
    for (number, name) in names.enumerated() {
      let file = folder.appending(path: name)
      let header = try Data(contentsOf: file).prefix { $0 != UInt8(ascii: "\n") } + [10]
      try FileManager.default.removeItem(at: file)
      if number == 0 { try header.write(to: file) }
    }
    return folder
  }

  /// The last day's stage files and the hand-over.
  private static func published(_ store: TestStore) throws -> FolderContent {
    let content = try FolderContent(store.url)
    let published = content.files.filter { $0.key.contains("2026-11-21/") }
    try #require(published.count == 14)
    return FolderContent(files: published)
  }
}
