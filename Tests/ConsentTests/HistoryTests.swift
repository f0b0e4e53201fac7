import Consent
import Table
import TestSupport
import Testing

@Suite("generated histories")
struct HistoryTests {
  static let channels: [Channel] = Channel.allCases

  /// A dense little world: few people, few addresses, few seconds, so that all rules collide.
  static func world(seed: UInt64) -> World {
    var random = SeededGenerator(seed: seed)
    let emails: [String?] = [nil, "a@x.jp", "b@x.jp", "c@x.jp"]
    let phones: [String?] = [nil, "+819011110000", "+819022220000"]
    let lineIDs: [String?] = [nil, "U1", "U2"]
    let flags: [Int64?] = [nil, 0, 1, 1]
    let times: [Int64?] = [nil, 1, 2, 3, 4, 5, 6]
    let customers: [String?] = [nil, "C0", "C1", "C2", "C9"]
    let actions: [String?] = [nil, "opt_in", "opt_in", "opt_in", "opt_out"]
    let codes: [String?] = [nil, "email", "email", "line", "sms", "push", "phone", "ads", "all"]
    let topics: [String?] = [nil, "all", "campaign", "renewal"]
    let untils: [Int64?] = [nil, nil, World.date - 1, World.date]
    var world = World()
    for number in 0..<3 {
      world.customers.append(
        .init(
          id: "C\(number)", email: random.pick(emails), emailSub: random.pick(emails),
          phone: random.pick(phones), lineID: random.pick(lineIDs),
          token: random.pick([nil, "t1"]), emailPermission: random.pick(flags),
          linePermission: random.pick(flags), smsPermission: random.pick(flags),
          updatedAt: random.pick(times)))
    }
    world.members = ["U1", "U2"].map {
      .init(
        lineID: $0, permission: random.pick(flags), blockedAt: random.pick([nil, nil, nil, 3]))
    }
    let event: (Int, inout SeededGenerator) -> World.Event = { number, random in
      .init(
        id: "E\(number)", customer: random.pick(customers), email: random.pick(emails),
        phone: random.pick(phones), lineID: random.pick(lineIDs), token: random.pick([nil, "t1"]),
        channel: random.pick(codes), topic: random.pick(topics), action: random.pick(actions),
        at: random.pick(times), until: random.pick(untils))
    }
    for number in 0..<Int.random(in: 0..<5, using: &random) {
      world.events.append(event(number, &random))
    }
    for number in 0..<Int.random(in: 0..<3, using: &random) {
      world.remembered.append(event(number + 3, &random))
    }
    for number in 0..<Int.random(in: 0..<4, using: &random) {
      world.forms.append(
        .init(
          key: "Q\(number)", at: random.pick(times), email: random.pick(emails),
          phone: random.pick(phones), emailPermission: random.pick(flags),
          smsPermission: random.pick(flags), customer: random.pick([-1, 0, 1, 2])))
    }
    world.sent = [
      .init(id: "s1", to: "a@x.jp", customer: "C1"),
      .init(id: "s2", channel: "sms", to: "+819011110000", customer: nil),
      .init(id: "s3", to: "b@x.jp", customer: "C0", day: World.date),
    ]
    for number in 0..<Int.random(in: 0..<3, using: &random) {
      world.deliveries.append(
        .init(
          id: "D\(number)", sendID: random.pick(["s1", "s2", "s3", "s9"]),
          kind: random.pick([nil, "unsubscribe", "complaint", "open"]), at: random.pick(times)))
    }
    world.asksForOrigin = random.pick([true, false])
    for number in world.customers.indices {
      world.customers[number].origin = random.pick([nil, "", "店頭", "店頭", "展示会"])
    }
    return world
  }

  @Test("the index decides as the slow model does", arguments: 0..<20)
  func agrees(_ part: Int) throws {
    for number in 0..<100 {
      let seed = UInt64(part * 100 + number)
      let world = Self.world(seed: seed)
      let index = try world.index()
      let slow = NaiveConsent(world: world)
      for customer in 0..<3 {
        for channel in Self.channels {
          for topic in ["campaign", "renewal", "contract"] {
            let decision = index.decision(
              for: .customer(customer), channel: channel, topic: index.topic(topic))
            let expected = slow.decide(
              customer: customer, channel: channel.rawValue, topic: topic)
            #expect(
              "\(decision.verdict)" == expected.0
                && index.evidence(of: decision)?.id == expected.1,
              "seed \(seed), customer \(customer), channel \(channel), topic \(topic)")
          }
        }
      }
    }
  }

  @Test("asking for an origin agrees for nobody, and takes no refusal away", arguments: 0..<20)
  func originAddsNothing(_ part: Int) throws {
    for number in 0..<100 {
      let seed = UInt64(200_000 + part * 100 + number)
      var world = Self.world(seed: seed)
      world.asksForOrigin = false
      let plain = try world.index()
      world.asksForOrigin = true
      let asked = try world.index()
      for customer in 0..<3 {
        for channel in Self.channels {
          for topic in ["campaign", "contract"] {
            let (before, after) = (
              plain.decision(
                for: .customer(customer), channel: channel, topic: plain.topic(topic)),
              asked.decision(
                for: .customer(customer), channel: channel, topic: asked.topic(topic))
            )
            let isFewer = before.isAffirmative && after.verdict == .noConsent
            #expect(
              before.verdict == after.verdict || isFewer,
              "seed \(seed), customer \(customer), channel \(channel), topic \(topic)")
          }
        }
      }
    }
  }

  @Test("row order changes nothing", arguments: 0..<300)
  func rowOrder(_ number: Int) throws {
    let seed = UInt64(100_000 + number)
    let world = Self.world(seed: seed)
    var random = SeededGenerator(seed: seed)
    var shuffled = world
    shuffled.events.shuffle(using: &random)
    shuffled.forms.shuffle(using: &random)
    shuffled.members.shuffle(using: &random)
    shuffled.deliveries.shuffle(using: &random)
    let (one, other) = (try world.index(), try shuffled.index())
    for customer in 0..<3 {
      for channel in Self.channels {
        let (a, b) = (
          one.decision(for: .customer(customer), channel: channel),
          other.decision(for: .customer(customer), channel: channel)
        )
        #expect(
          a.verdict == b.verdict && one.evidence(of: a) == other.evidence(of: b),
          "seed \(seed), customer \(customer), channel \(channel)")
      }
    }
  }
}
