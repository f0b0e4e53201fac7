import Foundation
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("What a run that died leaves behind")
struct RecoveryTests {
  private static let today = "manifests/2026-11-21"

  /// A run that died as if between the ledger and the folder: what was published is beside its
  /// place, and the folder from before, if any, is in it.
  private func dieBeforeRename(_ store: TemporaryFolder, before: [String: [UInt8]]) throws {
    try FileManager.default.moveItem(
      atPath: store.path + "/" + Self.today,
      toPath: store.path + "/manifests/.2026-11-21.building.99999.0")
    for (name, bytes) in before { try store.write(name, bytes) }
  }

  private func manifest(_ store: TemporaryFolder) throws -> [String: [UInt8]] {
    try store.files().filter { $0.key.hasPrefix(Self.today + "/") }
  }

  @Test("a manifest that the ledger has is put in its place by whatever is run next")
  func firstRun() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let expected = try store.published()
    try dieBeforeRename(store, before: [:])
    #expect(try manifest(store).isEmpty)
    try shop.run([.ingest], store)
    #expect(try store.published() == expected)
  }

  @Test("the manifest from before a second run gives way to the one that the ledger has")
  func secondRun() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let before = try manifest(store)
    try shop.pipeline.write(
      "pipeline.yml",
      (Shop.definitions["pipeline.yml"] ?? "").replacing("value: 1", with: "value: 400"))
    try shop.run(store)
    let expected = try store.published()
    #expect(try manifest(store) != before)
    try dieBeforeRename(store, before: before)
    #expect(try manifest(store) == before)
    try shop.run([.ingest], store)
    #expect(try store.published() == expected)
  }

  @Test("a later date that was withdrawn and not forgotten comes back")
  func withdrawn() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store, on: Shop.date - 1)
    try shop.run(store)
    let expected = try store.published()
    try FileManager.default.moveItem(
      atPath: store.path + "/" + Self.today, toPath: store.path + "/manifests/.2026-11-21.withdrawn"
    )
    try shop.run([.ingest], store)
    #expect(try store.published() == expected)
  }

  @Test("half a folder, or one that the ledger does not have, is cleared away and not published")
  func halfWritten() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let expected = try store.published()
    try store.write("manifests/.2026-11-21.building.99999.0/email.jsonl.gz", "half")
    try store.write("manifests/.2026-11-22.building.99999.0/SHA256SUMS", "of another day\n")
    try shop.run(store)
    #expect(try store.published() == expected)
  }

  @Test("what could not be removed is removed by whatever is run next, though nothing has changed")
  func leftovers() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let expected = try store.files()
    for name in [".2026-11-22.withdrawn", ".2026-11-20.building.99999.0", ".2026-11-21.replaced"] {
      try store.write("manifests/\(name)/manifest.json", Array("{}".utf8))
    }
    try shop.run([.ingest], store)
    #expect(try store.files().keys.sorted() == expected.keys.sorted())
  }
}
