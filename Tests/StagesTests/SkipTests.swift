import TestSupport
import Testing

@testable import Stages

@Suite("Stages that need not run")
struct SkipTests {
  /// What is done to a store in which the date was run, and why each stage is run after that.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (Shop, TemporaryFolder) throws -> Void
    let reasons: [StageDecision.Reason]
  }

  static let changes: [Change] = [
    Change(
      testDescription: "nothing", change: { _, _ in },
      reasons: [.unchanged, .unchanged, .unchanged, .unchanged, .unchanged]),
    Change(
      testDescription: "an export",
      change: { shop, _ in
        let header = Shop.files["orders.csv"]?.split(separator: "\n").first ?? ""
        try shop.exports.write("orders_9.csv", header + "\n")
      },
      reasons: [
        .exports(added: 1, changed: 0, gone: 0), .earlierStage(.ingest), .earlierStage(.cleanse),
        .earlierStage(.derive), .earlierStage(.segment),
      ]),
    Change(
      testDescription: "an export beside one whose name looks the same",
      change: { shop, store in
        let header = Shop.files["orders.csv"]?.split(separator: "\n").first ?? ""
        // が as one letter, and as か with a mark.
        for name in ["orders_\u{304C}.csv", "orders_\u{304B}\u{3099}.csv"] {
          try shop.exports.write(name, header + "\n")
        }
        try shop.run(store)
        try shop.exports.write("orders_\u{304B}\u{3099}.csv", header + "\n\n")
      },
      reasons: [
        .exports(added: 0, changed: 1, gone: 0), .earlierStage(.ingest), .earlierStage(.cleanse),
        .earlierStage(.derive), .earlierStage(.segment),
      ]),
    Change(
      testDescription: "a definition",
      change: { shop, _ in
        try shop.pipeline.write(
          "pipeline.yml", (Shop.definitions["pipeline.yml"] ?? "") + "\nlabel: 店\n")
      },
      reasons: [
        .definitions, .earlierStage(.ingest), .earlierStage(.cleanse), .earlierStage(.derive),
        .earlierStage(.segment),
      ]),
    Change(
      testDescription: "a stage file is gone",
      change: { _, store in
        try store.remove("2026-11-21/segment.sqlite")
      }, reasons: [.unchanged, .unchanged, .unchanged, .neverRun, .earlierStage(.segment)]),
    Change(
      testDescription: "the manifest is gone",
      change: { _, store in
        try store.remove("manifests/2026-11-21/SHA256SUMS")
      }, reasons: [.unchanged, .unchanged, .unchanged, .unchanged, .neverRun]),
    Change(
      testDescription: "an earlier date is run for the first time",
      change: { shop, store in
        try shop.run(store, on: Shop.date - 1, replay: true)
        try shop.run(store)
        try shop.run(store, on: Shop.date - 2, replay: true)
      },
      // What the later date had is discarded with it.
      reasons: [.unchanged, .unchanged, .inputs, .earlierStage(.derive), .earlierStage(.segment)]),
  ]

  @Test("each says why it is run, and what it gives is as if all were run", arguments: changes)
  func reasons(_ change: Change) throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    try change.change(shop, store)
    let decisions = try shop.runner(store, force: false).decisions()
    #expect(decisions.map(\.reason) == change.reasons)
    let reports = try shop.run(store, force: false)
    #expect(reports.map { $0.skipped == nil } == decisions.map(\.runs))
    let published = try store.published()
    try shop.run(store)
    #expect(try store.published() == published)
  }

  @Test("a plan of a store that is not there makes none")
  func noStore() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    let decisions = try shop.runner(store, force: false).decisions()
    #expect(decisions.first?.reason == .neverRun)
    #expect(try store.files().isEmpty)
  }

  @Test("without the secret nobody can tell whether links are signed with another")
  func noSecret() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    let same = try shop.runner(store, force: false).decisions()
    #expect(same.last?.reason == .unchanged)
    let other = try shop.runner(store, secret: "another", force: false).decisions()
    #expect(other.last?.reason == .inputs)
    let none = try shop.runner(store, secret: nil, force: false).decisions()
    #expect(none.map(\.reason) == Array(repeating: .unchanged, count: 4) + [.noSecret])
    #expect(none.last?.isOpen == true)
    // Whatever else has changed is told all the same.
    try store.remove("2026-11-21/segment.sqlite")
    let gone = try shop.runner(store, secret: nil, force: false).decisions()
    #expect(gone.last?.reason == .earlierStage(.segment))
  }

  @Test("--force runs all", arguments: Stage.allCases)
  func force(_ stage: Stage) throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    try shop.run(store)
    #expect(try shop.runner(store, force: false).run(stage).skipped?.reason == .unchanged)
    #expect(try shop.runner(store, force: true).run(stage).skipped == nil)
  }
}
