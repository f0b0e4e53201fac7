import Manifest
import Store
import TestSupport
import Testing

@testable import Stages

@Suite("A date that other definitions made")
struct OtherDefinitionsTests {
  /// Two dates were run, then the definitions changed; the first is sealed if wanted.
  private struct Scene {
    let shop: Shop
    let changed: Shop
    let store: TemporaryFolder

    init(sealing: Bool = false) throws {
      shop = try Shop()
      changed = try Shop()
      store = try TemporaryFolder()
      for date in [Shop.date - 1, Shop.date] { try shop.run(store, on: date) }
      if sealing { try Ledger(path: StoreFolder(store.path).ledger).seal(Shop.date - 1) }
      let scenario = "scenarios/thanks.yml"
      try changed.pipeline.write(
        scenario,
        (Shop.definitions[scenario] ?? "").replacing("scenario: thanks", with: "scenario: offer"))
    }
  }

  @Test("what became of a person is told as it was, without why")
  func explained() throws {
    let scene = try Scene(sealing: true)
    let messages = try PublishedMessages(
      folder: "\(scene.store.path)/manifests/2026-11-20"
    ).messages
    #expect(!messages.isEmpty)
    for message in messages {
      let then = try scene.shop.runner(scene.store, on: Shop.date - 1)
      let now = try scene.changed.runner(scene.store, on: Shop.date - 1)
      let known = try then.explain(person: message.subjectKey, scenario: nil)
      let told = try now.explain(person: message.subjectKey, scenario: nil)
      #expect(known.madeBy == nil && told.madeBy == then.definitionDigest)
      #expect(told.scenarios.map(\.id) == ["thanks"] && told.scenarios[0].name == "")
      #expect(told.scenarios[0].rows.isEmpty)
      #expect(told.scenarios[0].journeys == known.scenarios[0].journeys)
      #expect(told.scenarios[0].sends == known.scenarios[0].sends)
      #expect(
        told.scenarios[0].exclusions.map { [$0.step, $0.channel, $0.reason] + $0.also }
          == known.scenarios[0].exclusions.map { [$0.step, $0.channel, $0.reason] + $0.also })
      #expect(
        told.scenarios[0].sends.count + told.scenarios[0].exclusions.count > 0)
    }
    let error = #expect(throws: StageError.self) {
      try scene.changed.runner(scene.store, on: Shop.date - 1)
        .explain(person: "NOBODY", scenario: nil)
    }
    #expect(error?.message == "no journey up to 2026-11-20 has that key")
  }

  @Test(
    "the help of a refusal can be followed",
    arguments: [
      (Shop.date - 1, true, "2026-11-20 is sealed and stays as it is: give the definitions"),
      (Shop.date - 1, false, "later dates go on from 2026-11-20: give the definitions"),
      (Shop.date, false, "run 'meibo segment' again, or 'meibo run' for all stages"),
    ])
  func help(_ date: Int64, _ isSealed: Bool, _ help: String) throws {
    let scene = try Scene(sealing: isSealed)
    let error = #expect(throws: StageError.self) {
      try scene.changed.runner(scene.store, on: date).dayReport()
    }
    #expect(error?.message == "stage 'segment' was run with other definitions or parameters")
    #expect(error?.help?.hasPrefix(help) == true, "\(error?.help ?? "")")
    let maker = try scene.shop.runner(scene.store, on: date)
    if date < Shop.date {
      #expect(error?.help?.contains(maker.definitionDigest.prefix(12)) == true)
    }
    _ = try maker.dayReport()
  }
}
