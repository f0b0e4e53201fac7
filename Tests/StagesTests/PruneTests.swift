import Store
import TestSupport
import Testing

@testable import Stages

struct PruneTests {
  @Test("old stage files go; the ledger, manifests, sealed and newer dates stay")
  func prune() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in (Shop.date - 3)...Shop.date { try shop.run(store, on: date) }
    try Ledger(path: StoreFolder(store.path).ledger).seal(Shop.date - 3)
    let before = try store.files()

    let dry = try Prune(store: store.path, keep: 2, isDry: true)
    #expect(dry.removed == [Shop.date - 2])
    #expect(dry.sealed == [Shop.date - 3])
    #expect(try store.files() == before)

    let prune = try Prune(store: store.path, keep: 2, isDry: false)
    #expect(prune.removed == dry.removed && prune.sealed == dry.sealed && prune.bytes > 0)
    let gone = before.filter { $0.key.hasPrefix("2026-11-19/") }
    #expect(gone.count == 5)
    #expect(try store.files() == before.filter { gone[$0.key] == nil })

    // The next day is run as if nothing had been removed.
    let other = try TemporaryFolder()
    for date in (Shop.date - 3)...(Shop.date + 1) { try shop.run(other, on: date) }
    try shop.run(store, on: Shop.date + 1)
    let today = try store.published().filter { $0.key.contains("2026-11-22") }
    #expect(!today.isEmpty)
    #expect(today == (try other.published().filter { $0.key.contains("2026-11-22") }))
  }

  @Test("the folder of a date that was taken back makes no other old")
  func takenBack() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in [Shop.date, Shop.date + 5000] { try shop.run(store, on: date) }
    try shop.run(store, on: Shop.date + 1, replay: true)
    #expect(try StoreFolder(store.path).dates().last == Shop.date + 5000)
    #expect(try Prune(store: store.path, keep: 2, isDry: true).removed.isEmpty)
    #expect(try Prune(store: store.path, keep: 1, isDry: true).removed == [Shop.date])
  }

  @Test("what was pruned is said to be so")
  func pruned() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in [Shop.date, Shop.date + 1] { try shop.run(store, on: date) }
    _ = try Prune(store: store.path, keep: 1, isDry: false)
    let error = #expect(throws: StageError.self) {
      try shop.runner(store).explain(person: "P1", scenario: nil)
    }
    #expect(error?.message == "there is no stage file 'manifest' of 2026-11-21")
  }

  @Test(
    "a folder in which nothing was run is no store, and does not become one",
    arguments: [true, false])
  func noStore(_ isDry: Bool) throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/mistyped"] {
      let error = #expect(throws: StageError.self) {
        try Prune(store: path, keep: 1, isDry: isDry)
      }
      #expect(error?.kind == .data && error?.message == "no date has been run in '\(path)'")
    }
    #expect(try folder.files().isEmpty)
  }
}
