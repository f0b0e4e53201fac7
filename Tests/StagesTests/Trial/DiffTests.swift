import Manifest
import TestSupport
import Testing

@testable import Stages

@Suite("How one manifest differs from another")
struct DiffTests {
  /// A shop in whose store four dates were run, one after the other.
  private struct Scene {
    let shop: Shop
    let store: TemporaryFolder

    init() throws {
      shop = try Shop()
      store = try TemporaryFolder()
      for date in (Shop.date - 3)...Shop.date { try shop.run(store, on: date) }
    }

    func diff(_ target: DiffTarget, on date: Int64 = Shop.date) throws -> ManifestDiff {
      let before = try store.files()
      let diff = try shop.runner(store, on: date).diff(against: target)
      #expect(try store.files() == before)
      return diff
    }
  }

  /// Who gets the offer, and how often.
  private static let changed = (
    path: "scenarios/thanks.yml",
    text: (Shop.definitions["scenarios/thanks.yml"] ?? "")
      .replacing("entry: [email_permission, ", with: "entry: [email_permission, amount > 30000, ")
  )

  private static func people(_ changes: [MessageChange]) -> [String] {
    changes.map { "\($0.person) \($0.step) \($0.kind.rawValue) \($0.cause.rawValue)" }
  }

  @Test("a store of the same definitions and exports has the same messages")
  func same() throws {
    let scene = try Scene()
    let other = try TemporaryFolder()
    for date in (Shop.date - 3)...Shop.date { try scene.shop.run(other, on: date) }
    let diff = try scene.diff(.store(other.path))
    #expect(diff.changes.isEmpty && diff.unchanged > 0)
  }

  @Test("other definitions: what they would have made of the date, all by their cause")
  func definitions() throws {
    let scene = try Scene()
    let other = try Shop()
    try other.pipeline.write(Self.changed.path, Self.changed.text)
    let diff = try scene.diff(.definitions(other.pipeline.path), on: Shop.date - 3)
    #expect(diff.changes.contains { $0.kind == .added && $0.isSend })
    #expect(diff.changes.allSatisfy { $0.cause == .definition })
    // Without a past it is the same as to run it.
    let run = try TemporaryFolder()
    try other.run(run, on: Shop.date - 3)
    let published = try scene.diff(.store(run.path), on: Shop.date - 3)
    #expect(Self.people(published.changes) == Self.people(diff.changes))
    #expect(published.unchanged == diff.unchanged)
    // The definitions as they are make the same of it.
    let own = try scene.diff(.definitions(scene.shop.pipeline.path))
    #expect(own.changes.isEmpty && own.unchanged > 0)
  }

  @Test("other exports alone: the data are the cause")
  func data() throws {
    let scene = try Scene()
    let other = try Shop()
    try other.withoutOrders(from: "O1")
    let store = try TemporaryFolder()
    for date in (Shop.date - 3)...Shop.date { try other.run(store, on: date) }
    let diff = try scene.diff(.store(store.path))
    #expect(!diff.changes.isEmpty && diff.unsplit == nil)
    #expect(diff.changes.allSatisfy { $0.cause == .data })
  }

  @Test("the past of two stores is compared by its digests, and none of it is counted")
  func past() throws {
    let scene = try Scene()
    let other = try Shop()
    try other.withoutOrders(from: "O1")
    let store = try TemporaryFolder()
    for date in (Shop.date - 3)...Shop.date { try other.run(store, on: date) }
    let expected = try scene.diff(.store(store.path)).changes
    for folder in [store, scene.store] {
      try folder.alter("ledger.sqlite", "DROP TABLE exclusions")
    }
    #expect(try scene.diff(.store(store.path)).changes == expected)
  }

  @Test("other definitions and exports: each change has the cause that made it what it is")
  func split() throws {
    let scene = try Scene()
    // The older store: other definitions, and without some orders.
    let other = try Shop()
    try other.withoutOrders(from: "O1")
    try other.pipeline.write(Self.changed.path, Self.changed.text)
    let store = try TemporaryFolder()
    try other.run(store, on: Shop.date - 3)
    let diff = try scene.diff(.store(store.path), on: Shop.date - 3)
    #expect(diff.unsplit == nil)
    // By hand: the older exports with the newer definitions.
    try other.pipeline.write(Self.changed.path, Shop.definitions[Self.changed.path] ?? "")
    let between = try TemporaryFolder()
    try other.run(between, on: Shop.date - 3)
    let byData = try scene.diff(.store(between.path), on: Shop.date - 3).changes
    let names = Set(byData.map { "\($0.person) \($0.step)" })
    #expect(!names.isEmpty && names.count < diff.changes.count)
    for change in diff.changes {
      #expect(
        change.cause == (names.contains("\(change.person) \(change.step)") ? .data : .definition))
    }
  }

  @Test("another date: what only the days have done, and what the exports have")
  func dates() throws {
    let scene = try Scene()
    let same = try scene.diff(.date(Shop.date - 1))
    #expect(!same.changes.isEmpty && same.changes.allSatisfy { $0.cause == .calendar })
    // New orders come with the exports of the next day.
    let orders = Shop.files["orders.csv"] ?? ""
    try scene.shop.exports.write(
      "orders.csv", orders + "N1,2026-11-21 09:10,,new@example.jp,yes,\"￥1,000\",\n")
    let next = Shop.date + 1
    try scene.shop.run(scene.store, on: next)
    let diff = try scene.diff(.date(Shop.date), on: next)
    #expect(diff.unsplit == nil)
    let new = diff.changes.filter { $0.cause == .data }
    #expect(Self.people(new) == ["N1 A added data"])
    #expect(diff.changes.contains { $0.cause == .calendar })
    // Without the older stage file the two cannot be told apart.
    try scene.store.remove("2026-11-21/cleanse.sqlite")
    let unsplit = try scene.diff(.date(Shop.date), on: next)
    #expect(unsplit.unsplit == "there is no stage file 'cleanse' of 2026-11-21")
    #expect(unsplit.changes.allSatisfy { $0.cause == .several })
    #expect(unsplit.changes.count == diff.changes.count)
  }

  @Test("definitions that read the exports in another way are refused, and nothing is left")
  func otherReading() throws {
    let scene = try Scene()
    let other = try Shop()
    let path = "sources/stores.yml"
    try other.pipeline.write(
      path, (Shop.definitions[path] ?? "") + "\n  - {name: town, header: town, type: text}\n")
    let failure = #expect(throws: StageError.self) {
      _ = try scene.diff(.definitions(other.pipeline.path))
    }
    #expect(
      failure?.message == "source 'stores' was read by another definition on 2026-11-21")
    #expect(try scene.store.files().keys.allSatisfy { !$0.contains("trial") })
  }

  @Test("a message is paired on its channel, then on any")
  func pairs() throws {
    let old = [("1", "email", "no_consent"), ("2", "line", nil)]
    let new = [("3", "line", nil), ("4", "sms", "cap")]
    let changes = MessageBook.changes(from: Self.book(old), to: Self.book(new)).map(\.change)
    #expect(changes.map(\.kind) == [.moved, .moved])
    #expect(
      changes.map(\.differences) == [
        ["a journey of another day"], ["email to sms", "no_consent to cap"],
      ])
    let gone = MessageBook.changes(from: Self.book(old), to: Self.book([("1", "email", nil)]))
    #expect(gone.map(\.change.kind) == [.nowSent, .removed])
    #expect(gone.map(\.change.isSend) == [false, true])
  }

  private static func book(_ rows: [(id: String, channel: String, reason: String?)]) -> MessageBook
  {
    MessageBook(
      rows.map {
        PublishedMessage(
          sendID: $0.id, scenarioID: "s", step: "A", channel: $0.channel, subjectKey: "p",
          customerID: nil, reason: $0.reason)
      })
  }
}

extension Shop {
  /// Takes away the orders whose number begins so.
  fileprivate func withoutOrders(from prefix: String) throws {
    // A record is two lines: the note holds a line break.
    let lines = (Self.files["orders.csv"] ?? "").split(separator: "\n").map { String($0) }
    var kept = [lines[0]]
    for start in stride(from: 1, to: lines.count, by: 2) where !lines[start].hasPrefix(prefix) {
      kept += lines[start...(start + 1)]
    }
    try exports.write("orders.csv", kept.joined(separator: "\n") + "\n")
  }
}
