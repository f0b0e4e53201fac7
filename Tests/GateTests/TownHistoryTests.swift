import Consent
import Foundation
import Table
import TestSupport
import Testing

@testable import Gate

@Suite("generated days")
struct TownHistoryTests {
  static let messages = [
    Town.message("one", priority: 1), Town.message("two", priority: 2, topic: "renewal"),
    Town.message("three", priority: 3, channels: [.email, .sms]),
    Town.message("four", priority: 4, transactional: true),
  ]

  static func town(seed: UInt64) -> Town {
    var random = SeededGenerator(seed: seed)
    var town = Town()
    town.people = (0..<4).map { number in
      .init(
        id: "C\(number)", email: random.pick([nil, "a@x.jp", "b@x.jp", "c@y.jp"]),
        phone: random.pick([nil, "+819011110000"]), permission: random.pick([nil, 0, 1, 1, 1]),
        note: random.pick([nil, nil, nil, "対応中"]),
        missing: random.pick([nil, nil, nil, "family_name"]))
    }
    town.events = (0..<Int.random(in: 0..<6, using: &random)).map { number in
      .init(
        id: "E\(number)", customer: random.pick([nil, "C0", "C1", "C2"]),
        email: random.pick([nil, "a@x.jp", "b@x.jp"]),
        channel: random.pick([nil, "email", "email", "sms", "all"]),
        topic: random.pick([nil, "all", "campaign", "renewal"]),
        action: random.pick([nil, "opt_in", "opt_in", "opt_out"]),
        at: random.pick([nil, 1, 2, 3]))
    }
    town.suppressions = (0..<Int.random(in: 0..<2, using: &random)).map { number in
      .init(
        id: "S\(number)", type: random.pick([nil, "customer", "email_domain"]),
        channel: random.pick([nil, "email", "sms"]), reason: random.pick([nil, "legal", "other"]),
        customer: random.pick(["C0", "C3"]), domain: random.pick([nil, "y.jp"]))
    }
    town.bounced = random.pick([[], [], ["b@x.jp"]])
    town.caps = [Cap(.email, limit: 2, days: 1), Cap(.email, limit: 3, days: 7)]
    town.sent = (0..<Int.random(in: 0..<4, using: &random)).map { number in
      .init(
        id: "old\(number)", day: Town.date - random.pick([1, 6, 7]), to: "a@x.jp",
        customer: random.pick([nil, "C0", "C1"]))
    }
    if random.pick([true, true, false]) {
      town.wishes = [
        ("weekly", [Cap(.email, limit: 1, days: 7)]),
        ("sparing", [Cap(.email, limit: 1, days: 1), Cap(.email, limit: 2, days: 30)]),
        ("monthly", [Cap(.email, limit: 1, days: 30)]), ("never", [Cap(.email, limit: 0, days: 1)]),
      ]
    }
    for row in town.people.indices {
      town.people[row].frequency = random.pick([
        nil, "weekly", "monthly", "sparing", "never", "often",
      ])
    }
    for number in 0..<Int.random(in: 0..<3, using: &random) {
      town.sent.append(
        .init(
          id: "older\(number)", day: Town.date - random.pick([6, 7, 29, 30]), to: "b@x.jp",
          customer: random.pick(["C0", "C1", "C2"])))
    }
    return town
  }

  static func candidates(_ town: Town) -> [Candidate] {
    messages.flatMap { message in (0..<4).map { town.candidate($0, message) } }
  }

  @Test("the gate decides as the slow model does", arguments: 0..<20)
  func agrees(_ part: Int) throws {
    for number in 0..<150 {
      let seed = UInt64(part * 150 + number)
      let town = Self.town(seed: seed)
      let candidates = Self.candidates(town)
      let result = try town.gate().decide(candidates)
      let slow = SlowGate(town: town).decide(candidates)
      var found: Set<String> = []
      for send in result.sends { found.insert("\(send.id) \(send.channel) to \(send.to)") }
      for exclusion in result.exclusions {
        let wish = exclusion.reason == .frequencyCap ? exclusion.detail : nil
        found.insert(
          "\(exclusion.id) \(exclusion.channel) \(exclusion.reason.code)"
            + (wish.map { " \($0)" } ?? ""))
      }
      #expect(found == slow, "seed \(seed)")
    }
  }

  /// Histories of one person each, of which a town has four: 4,000, or as many as HISTORIES asks
  /// for (`make test-consent`).
  static let townsInPart =
    (ProcessInfo.processInfo.environment["HISTORIES"].flatMap { Int($0) } ?? 4000) / 40

  @Test("nobody is sent anything without consent of their own", arguments: 0..<10)
  func consentOnly(_ part: Int) throws {
    for number in 0..<Self.townsInPart {
      let seed = UInt64(1_000_000_000 + part * Self.townsInPart + number)
      let town = Self.town(seed: seed)
      let model = SlowGate(town: town)
      for send in try town.gate().decide(Self.candidates(town)).sends {
        #expect(
          model.consent(of: send.row, channel: send.channel, topic: send.message.topic)
            == "yes", "seed \(seed), \(send.subjectKey)")
        #expect(
          send.consent.source == "customer"
            ? town.people[send.row].permission == 1
            : town.events.contains { $0.id == send.consent.id && $0.action == "opt_in" },
          "seed \(seed), \(send.subjectKey)")
      }
    }
  }

  @Test("one more opt_out never adds a send to that person", arguments: 0..<10)
  func optOutAddsNothing(_ part: Int) throws {
    for number in 0..<Self.townsInPart {
      let seed = UInt64(2_000_000_000 + part * Self.townsInPart + number)
      var town = Self.town(seed: seed)
      var random = SeededGenerator(seed: seed)
      let person = "C\(Int.random(in: 0..<4, using: &random))"
      let before = try town.gate().decide(Self.candidates(town))
      town.events.append(
        .init(
          id: "X", customer: person, channel: random.pick([nil, "email", "sms", "all"]),
          topic: random.pick([nil, "campaign"]), at: random.pick([nil, 1, 3, 5])))
      let after = try town.gate().decide(Self.candidates(town))
      let sent: (GateResult) -> Int = { $0.sends.count { $0.customerID == person } }
      #expect(sent(after) <= sent(before), "seed \(seed), \(person)")
    }
  }

  @Test("what people choose takes sends from themselves alone, and adds none", arguments: 0..<10)
  func choicesTakeOnly(_ part: Int) throws {
    for number in 0..<Self.townsInPart {
      let seed = UInt64(5_000_000_000 + part * Self.townsInPart + number)
      var town = Self.town(seed: seed)
      let after = Set(try town.gate().decide(Self.candidates(town)).sends.map(\.id))
      let choosers = Set(
        town.people.filter { person in town.wishes.contains { $0.code == person.frequency } }
          .map(\.id))
      town.wishes = []
      let before = try town.gate().decide(Self.candidates(town)).sends
      #expect(after.isSubset(of: Set(before.map(\.id))), "seed \(seed)")
      for send in before where !after.contains(send.id) {
        #expect(choosers.contains(send.subjectKey), "seed \(seed)")
        #expect(send.channel == .email && !send.message.isTransactional, "seed \(seed)")
      }
    }
  }

  @Test("the number of threads changes nothing", arguments: 0..<100)
  func threads(_ number: Int) throws {
    let seed = UInt64(4_000_000 + number)
    let town = Self.town(seed: seed)
    let candidates = Self.candidates(town)
    let one = try town.gate().decide(candidates)
    var gate = try town.gate()
    gate.candidatesAtATime = 3
    let other = try gate.decide(candidates, threads: 3)
    let story: (GateResult) -> [String] = { result in
      result.sends.map { "\($0.id) \($0.to) \($0.consent)" }
        + result.exclusions.map { "\($0.id) \($0.reason) \($0.detail ?? "") \($0.also.list)" }
    }
    #expect(story(one) == story(other), "seed \(seed)")
    #expect(one.outcomes == other.outcomes, "seed \(seed)")
    #expect(one.conservation == other.conservation, "seed \(seed)")
  }

  @Test("row order changes nothing", arguments: 0..<300)
  func rowOrder(_ number: Int) throws {
    let seed = UInt64(3_000_000 + number)
    let town = Self.town(seed: seed)
    var random = SeededGenerator(seed: seed)
    var shuffled = town
    shuffled.events.shuffle(using: &random)
    shuffled.suppressions.shuffle(using: &random)
    shuffled.sent.shuffle(using: &random)
    var candidates = Self.candidates(town)
    let one = try town.gate().decide(candidates)
    candidates.shuffle(using: &random)
    let other = try shuffled.gate().decide(candidates)
    let story: (GateResult) -> Set<String> = { result in
      Set(
        result.sends.map { "\($0.id) \($0.to) \($0.consent)" }
          + result.exclusions.map { "\($0.id) \($0.reason) \($0.detail ?? "") \($0.also.list)" })
    }
    #expect(story(one) == story(other), "seed \(seed)")
    #expect(one.conservation == other.conservation, "seed \(seed)")
  }
}
