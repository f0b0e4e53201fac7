import Store
import TestSupport
import Testing

@testable import Stages

@Suite("What definitions would have sent on past dates")
struct SimulationTests {
  private static let days = (Shop.date - 3)...Shop.date

  /// A shop in whose store four dates were run, and definitions of which one may be changed.
  private static func scene() throws -> (Shop, TemporaryFolder) {
    let shop = try Shop()
    let store = try TemporaryFolder()
    for date in days { try shop.run(store, on: date) }
    return (shop, store)
  }

  private static func simulate(
    _ shop: Shop, _ store: TemporaryFolder, from first: Int64 = days.lowerBound,
    respond: UInt64? = nil
  ) throws -> Simulation {
    let before = try store.files()
    let simulation = try StageRunner(
      RunOptions(pipeline: shop.pipeline.path, exports: nil, store: store.path, date: first)
    ).simulate(from: first, to: days.upperBound, respond: respond)
    #expect(try store.files() == before)
    return simulation
  }

  /// A second scenario that takes its turn before the first, on the same orders.
  private static func define(
    _ shop: Shop, number: Int = 2, priorityFirst: Bool, flow: String = "send: A"
  )
    throws
  {
    let thanks = Shop.definitions["scenarios/thanks.yml"] ?? ""
    if priorityFirst {
      try shop.pipeline.write(
        "scenarios/thanks.yml", thanks.replacing("number: 1", with: "number: 9"))
    }
    try shop.pipeline.write(
      "scenarios/offer.yml",
      """
      scenario: offer
      number: \(number)
      mart: orders
      topic: campaign
      trigger: {every: day, at: "09:00"}
      reentry: never
      entry: [email_permission, days_since_order = days]
      messages:
        A: {label: ご案内, channel: email}
      \(flow.contains("B") ? "  B: {label: 続き, channel: email}" : "")
      flow:
        - \(flow)
      """)
  }

  @Test("definitions that have not changed send what was sent, from whichever date on")
  func same() throws {
    let (shop, store) = try Self.scene()
    for first in Self.days {
      let simulation = try Self.simulate(shop, store, from: first)
      #expect(simulation.days.map(\.date) == Array(first...Shop.date))
      let counts = simulation.days.flatMap(\.scenarios)
      #expect(counts.allSatisfy { $0.sends == $0.was && $0.was > 0 })
      #expect(counts.allSatisfy { $0.new + $0.displaced + $0.dropped == 0 })
      #expect(simulation.gaining == 0 && simulation.losing == 0 && simulation.skipped == [])
    }
  }

  @Test("a new scenario sends what it would have sent had it been there, and displaces the same")
  func new() throws {
    let (shop, store) = try Self.scene()
    try Self.define(shop, priorityFirst: true)
    let simulation = try Self.simulate(shop, store)
    // The same days run with it from the beginning.
    let other = try TemporaryFolder()
    for date in Self.days { try shop.run(other, on: date) }
    let (real, now) = (try Self.sends(store), try Self.sends(other))
    for day in simulation.days {
      for count in day.scenarios {
        let key = "\(day.date) \(count.scenarioID)"
        #expect(count.sends == now[key]?.count ?? 0)
        #expect(count.was == real[key]?.count ?? 0)
        #expect(count.new == now[key, default: []].subtracting(real[key] ?? []).count)
        #expect(
          count.displaced + count.dropped
            == real[key, default: []].subtracting(now[key] ?? []).count)
      }
    }
    let all = simulation.days.flatMap(\.scenarios)
    #expect(all.contains { $0.scenarioID == "offer" && $0.new > 0 && $0.was == 0 })
    #expect(all.contains { $0.scenarioID == "thanks" && $0.displaced > 0 })
    #expect(simulation.gaining > 0 && simulation.losing > 0)
  }

  @Test("one whose turn comes last displaces nobody")
  func last() throws {
    let (shop, store) = try Self.scene()
    try Self.define(shop, number: 20, priorityFirst: false)
    let all = try Self.simulate(shop, store, from: Shop.date).days.flatMap(\.scenarios)
    #expect(all.allSatisfy { $0.displaced + $0.dropped == 0 })
    #expect(all.contains { $0.scenarioID == "offer" && $0.new > 0 })
  }

  @Test("dates that were not run are left out; without any, or a stage file, it is refused")
  func missing() throws {
    let (shop, store) = try Self.scene()
    try shop.run(store, on: Shop.date + 2)
    let runner = try shop.runner(store)
    let simulation = try runner.simulate(from: Shop.date, to: Shop.date + 2, respond: nil)
    #expect(simulation.skipped == [Shop.date + 1])
    let none = #expect(throws: StageError.self) {
      _ = try runner.simulate(from: Shop.date + 5, to: Shop.date + 6, respond: nil)
    }
    #expect(none?.message == "no date from 2026-11-26 to 2026-11-27 has been run")
    #expect(throws: StageError.self) {
      _ = try runner.simulate(from: Shop.date, to: Shop.date - 1, respond: nil)
    }
    try store.remove("2026-11-20/cleanse.sqlite")
    let pruned = #expect(throws: StageError.self) {
      _ = try runner.simulate(from: Shop.date - 2, to: Shop.date, respond: nil)
    }
    #expect(pruned?.message == "there is no stage file 'cleanse' of 2026-11-20")
  }

  @Test("made-up answers steer journeys, alike for one seed, and only those of what was never sent")
  func respond() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    for day in Club.days { _ = try club.run(store, on: day) }
    let runner = try club.shop.runner(store)
    // The flow of what was sent has no branch: answers to it change nothing.
    let same = try runner.simulate(from: Club.days[0], to: Club.days[2], respond: 1)
    #expect(same.gaining == 0 && same.losing == 0)
    try Self.define(
      club.shop, priorityFirst: false,
      flow: "send: A\n  - wait: 1 day after A\n  - if: open(A)\n    then: [{send: B}]")
    func opened(_ seed: UInt64?) throws -> [Int] {
      try club.shop.runner(store).simulate(from: Club.days[0], to: Club.days[2], respond: seed)
        .days.map { day in day.scenarios.first { $0.scenarioID == "offer" }?.sends ?? 0 }
    }
    let nobody = try opened(nil)
    #expect(nobody == [5, 5, 5])
    let seeds = try (1...4).map { try opened($0) }
    #expect(seeds.allSatisfy { $0[0] == 5 && $0[1] >= 5 && $0[1] <= 10 })
    #expect(seeds.contains { $0 != nobody })
    #expect(try opened(3) == seeds[2])
  }

  @Test("about three in ten answer")
  func share() {
    let responses = SimulatedResponses(seed: 7)
    let kinds = (0..<10_000).map { responses.kind(of: "s\($0)") }
    let (opens, clicks) = (kinds.count { $0 == "open" }, kinds.count { $0 == "click" })
    #expect(opens > 2000 && opens < 2400 && clicks > 700 && clicks < 950)
    #expect(kinds != (0..<10_000).map { SimulatedResponses(seed: 8).kind(of: "s\($0)") })
  }

  /// The ids of what was sent, by date and scenario.
  private static func sends(_ store: TemporaryFolder) throws -> [String: Set<String>] {
    var sends: [String: Set<String>] = [:]
    for date in days {
      for send in try Ledger(path: store.path + "/ledger.sqlite").day(date)?.sends ?? [] {
        sends["\(date) \(send.scenarioID)", default: []].insert(send.sendID)
      }
    }
    return sends
  }
}
