import Glibc
import Pipeline
import Store
import TestSupport
import Testing

@testable import Stages

@Suite("How a store stands")
struct StatusTests {
  @Test("dates that were run, sealed, left out or only begun")
  func dates() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    let first = Shop.date - 4
    for date in [first, first + 1, first + 4] { try shop.run(store, on: date) }
    try Ledger(path: StoreFolder(store.path).ledger).seal(first)
    try shop.run([.ingest], store, on: first + 5)
    let before = try store.files()

    let status = try shop.runner(store).status(asOf: first + 5)
    #expect(status.days.map(\.date) == [first, first + 1, first + 4])
    #expect(status.days.map(\.isSealed) == [true, false, false])
    #expect(status.days.allSatisfy { $0.manifest == .whole })
    #expect(status.neverRun == [first + 2, first + 3])
    #expect(status.unfinished == [first + 5])
    #expect(status.sources.isEmpty && !status.needsAttention)
    let ledger = try Ledger(path: StoreFolder(store.path).ledger)
    for day in status.days {
      let record = try #require(try ledger.day(day.date))
      #expect(day.sends == record.sends.count && day.exclusions == record.exclusions.count)
    }
    #expect(status.days.contains { $0.sends > 0 && $0.exclusions > 0 })
    #expect(try store.files() == before)
  }

  @Test("a manifest that is gone or changed is told")
  func manifests() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in (Shop.date - 2)...Shop.date { try shop.run(store, on: date) }
    try store.remove("manifests/2026-11-19")
    try store.write("manifests/2026-11-20/SHA256SUMS", "")
    try store.write("manifests/2026-11-21/email.jsonl.gz", "")
    let runner = try shop.runner(store)
    let quick = try runner.status(asOf: Shop.date)
    #expect(quick.days.map(\.manifest) == [.missing, .changed, .whole])
    #expect(quick.needsAttention)
    let thorough = try runner.status(asOf: Shop.date, checksFiles: true)
    #expect(thorough.days.map(\.manifest) == [.missing, .changed, .changed])
  }

  /// Orders are of 2026-11-16 to 22; the last date is the 21st.
  static let ages: [(asOf: Int64, age: Int, verdict: Freshness.Verdict)] = [
    (Shop.date, 0, .fresh), (Shop.date + 1, 0, .fresh), (Shop.date + 2, 1, .fresh),
    (Shop.date + 3, 2, .warn), (Shop.date + 4, 3, .warn), (Shop.date + 5, 4, .error),
  ]

  @Test("a source is as old as its newest record, whatever lies after the day", arguments: ages)
  func freshness(_ expected: (asOf: Int64, age: Int, verdict: Freshness.Verdict)) throws {
    let shop = try Shop()
    try shop.declare("orders", fresh: "{warn_after: 1d, error_after: 3d}")
    let store = try TemporaryFolder()
    try shop.run(store)
    let ask = { (exports: String?) in
      try StageRunner(
        RunOptions(
          pipeline: shop.pipeline.path, exports: exports, store: store.path, date: Shop.date)
      ).status(asOf: expected.asOf)
    }
    for status in [try ask(nil), try ask(shop.exports.path)] {
      let source = try #require(status.sources.first)
      #expect(status.sources.count == 1 && source.source == "orders")
      #expect(source.age == expected.age && source.verdict == expected.verdict)
      #expect(status.needsAttention == (expected.verdict == .error))
    }
  }

  @Test("a source without any time is as old as can be; without stage files nothing is told")
  func unknown() throws {
    let shop = try Shop()
    try shop.declare("orders", fresh: "{error_after: 3d}")
    try shop.declare("people", fresh: "{warn_after: 3d}")
    for name in ["people-1.csv", "people-2.csv", "people-10.csv"] {
      try shop.exports.write(name, "")
    }
    try shop.exports.write("orders.csv", "")
    let store = try TemporaryFolder()
    try shop.run(store)
    let empty = try shop.runner(store).status(asOf: Shop.date)
    #expect(empty.sources.map(\.verdict) == [.error, .warn])
    #expect(empty.sources.allSatisfy { $0.newest == nil && $0.age == nil })
    try store.remove("2026-11-21/cleanse.sqlite")
    let gone = try StageRunner(
      RunOptions(pipeline: shop.pipeline.path, exports: nil, store: store.path, date: Shop.date)
    ).status(asOf: Shop.date)
    #expect(gone.sources.map(\.verdict) == [nil, nil])
    #expect(!gone.needsAttention)
  }

  @Test("journeys of a scenario that is no longer defined are told, by the run too")
  func left() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    let first = try shop.run(store, on: Shop.date - 1)
    let scenario = "scenarios/thanks.yml"
    let text = Shop.definitions[scenario] ?? ""
    let waiting = try #require(
      try Ledger(path: StoreFolder(store.path).ledger).day(Shop.date - 1)
    ).journeys.count { $0.progress == .waiting }
    #expect(waiting > 1)
    #expect(try shop.runner(store).status(asOf: Shop.date).left.isEmpty)

    try shop.pipeline.write(
      scenario, text.replacing("scenario: thanks", with: "scenario: offer"))
    let status = try shop.runner(store).status(asOf: Shop.date)
    #expect(status.left == [LeftJourneys(scenarioID: "thanks", count: waiting)])
    #expect(!status.needsAttention)
    let note = "\(waiting) journeys of 'thanks', which is no longer defined"
    #expect(status.left.map(\.note) == [note])
    #expect(try shop.run(store).last?.notes.contains(note) == true)
    #expect(first.last?.notes.contains { $0.contains("no longer") } == false)
  }

  @Test("a folder that is no store is not made one")
  func noStore() throws {
    let shop = try Shop()
    let store = try TemporaryFolder()
    #expect(throws: StageError.self) { try shop.runner(store).status(asOf: Shop.date) }
    #expect(try store.files().isEmpty)
  }
}

extension Shop {
  fileprivate func declare(_ source: String, fresh: String) throws {
    let path = "sources/\(source).yml"
    try pipeline.write(path, (Shop.definitions[path] ?? "") + "\nfreshness: \(fresh)\n")
  }
}
