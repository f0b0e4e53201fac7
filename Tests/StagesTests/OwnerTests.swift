import Store
import TestSupport
import Testing

@testable import Stages

@Suite("A store belongs to the pipeline that first ran in it")
struct OwnerTests {
  /// The shop's definitions and exports under another name.
  private static func gym() throws -> Shop {
    let gym = try Shop()
    try gym.pipeline.write(
      "pipeline.yml",
      (Shop.definitions["pipeline.yml"] ?? "")
        .replacing("pipeline: shop", with: "pipeline: gym"))
    return gym
  }

  private static let refusal = "the store belongs to pipeline 'shop', and this is 'gym'"

  /// What a command does with a runner.
  struct Use: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let body: @Sendable (StageRunner) throws -> Void
  }

  private static let uses =
    Stage.allCases.map { stage in
      Use(testDescription: stage.rawValue) { _ = try $0.run(stage) }
    } + [
      Use(testDescription: "run") { try $0.runAll { _ in } },
      Use(testDescription: "plan") { _ = try $0.decisions() },
      Use(testDescription: "explain") { _ = try $0.explain(person: "P1", scenario: nil) },
      Use(testDescription: "report") { _ = try $0.dayReport() },
      Use(testDescription: "recheck") { _ = try $0.recheck(asOf: Shop.date) },
      Use(testDescription: "status") { _ = try $0.status(asOf: Shop.date) },
      Use(testDescription: "simulate") {
        _ = try $0.simulate(from: Shop.date, to: Shop.date, respond: nil)
      },
      Use(testDescription: "erase") { _ = try $0.erase(ErasedPerson(customer: "P1"), isDry: true) },
    ]

  @Test("nothing of another pipeline reads or writes it", arguments: uses)
  func refused(_ use: Use) throws {
    let store = try TemporaryFolder()
    try Shop().run(store)
    let gym = try Self.gym()
    let before = try store.files()
    let error = #expect(throws: StageError.self) { try use.body(gym.runner(store)) }
    #expect(error?.message == Self.refusal)
    #expect(error?.kind == .data)
    #expect(error?.help?.contains("--store") == true)
    #expect(try store.files() == before)
  }

  @Test("a single stage makes it its own, and a pipeline that began in between loses nothing")
  func first() throws {
    let store = try TemporaryFolder()
    let gym = try Self.gym()
    // It has looked at the store before anything was there.
    let late = try gym.runner(store)
    try Shop().run([.ingest], store)
    let before = try store.files()
    let error = #expect(throws: StageError.self) { try late.runAll { _ in } }
    #expect(error?.message == Self.refusal)
    #expect(
      try store.published() == before.filter { !$0.key.hasPrefix("ledger") && $0.key != ".lock" })
  }

  @Test("a run that publishes nothing leaves it to others")
  func failed() throws {
    let store = try TemporaryFolder()
    let gym = try Self.gym()
    try gym.exports.remove("orders.csv")
    #expect(throws: StageError.self) { try gym.run(store) }
    try Shop().run(store)
    #expect(try Ledger(path: StoreFolder(store.path).ledger).pipeline() == "shop")
  }

  @Test("it is not compared with the store of another, but with definitions of another name")
  func comparison() throws {
    let (mine, other) = (try TemporaryFolder(), try TemporaryFolder())
    let (shop, gym) = (try Shop(), try Self.gym())
    try shop.run(mine)
    try gym.run(other)
    let error = #expect(throws: StageError.self) {
      try gym.runner(other).diff(against: .store(mine.path))
    }
    #expect(error?.message == Self.refusal)
    let diff = try shop.runner(mine).diff(against: .definitions(gym.pipeline.path))
    #expect(diff.changes.isEmpty && diff.unchanged > 0)
  }
}
