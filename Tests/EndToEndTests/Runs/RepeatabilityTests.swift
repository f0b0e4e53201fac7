import Foundation
import Testing

/// Equal inputs give equal bytes, however a day is run.
@Suite(.preparedStore())
struct RepeatabilityTests {
  @Test("a day run again in its store gives equal bytes")
  func again() throws {
    let store = try PreparedStore.store.copy()
    let before = try Self.published(store)
    try store.run(["--force"])
    #expect(try Self.published(store).differences(from: before) == [])
  }

  @Test("what has not changed is not run again, and says so")
  func unchanged() throws {
    let store = try PreparedStore.store.copy()
    let before = try FolderContent(store.url)
    let result = try store.run(["--json"])
    let stages = try #require(try JSONObject(json: result.output)["stages"]?.list)
    let isSkipped = stages.compactMap(\.object).map { stage in
      if case .bool(true)? = stage["skipped"] { true } else { false }
    }
    #expect(isSkipped == [true, true, true, true, true])
    #expect(try FolderContent(store.url).differences(from: before) == [])
    let plan = try store.meibo("plan", ["--exports", Repository.exports.file])
    #expect(plan.lines.count == 5 && plan.lines.allSatisfy { $0.contains("skip  unchanged") })
  }

  @Test("another store and one thread give equal bytes", arguments: ["1", "2"])
  func elsewhere(threads: String) throws {
    let store = try TestStore()
    try store.run(["--threads", threads])
    #expect(try Self.published(store).differences(from: Self.published(PreparedStore.store)) == [])
  }

  @Test("stage by stage gives the bytes of one go")
  func stageByStage() throws {
    let store = try TestStore()
    for stage in TestStore.stages {
      let exports = ["ingest", "cleanse"].contains(stage)
      let result = try store.meibo(
        stage, exports ? ["--exports", Repository.exports.file] : [])
      #expect(result.exitCode == 0, "\(stage): \(result.errors)")
    }
    #expect(try Self.published(store).differences(from: Self.published(PreparedStore.store)) == [])
  }

  @Test("where the repository and the exports lie changes nothing")
  func moved() throws {
    let store = try TestStore()
    let exports = try store.folder.copy(Repository.exports)
    let pipeline = try store.folder.copy(Repository.pipeline)
    try store.run(exports: exports, ["--pipeline", pipeline.file])
    #expect(try Self.published(store).differences(from: Self.published(PreparedStore.store)) == [])
  }

  /// The stage files and the hand-over; the ledger's pages may lie in another order.
  private static func published(_ store: TestStore) throws -> FolderContent {
    let content = try FolderContent(store.url)
    let published = content.files.filter { $0.key.hasPrefix("manifests/") || $0.key.hasPrefix("2") }
    try #require(published.count == 14)
    return FolderContent(files: published)
  }
}
