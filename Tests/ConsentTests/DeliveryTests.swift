import Consent
import Table
import Testing

@Suite("what delivery systems report")
struct DeliveryTests {
  private func world(_ deliveries: [World.Delivery]) -> World {
    var world = World()
    world.customers = [
      .init(id: "C1", email: "a@example.jp", emailSub: "sub@example.jp", emailPermission: 1),
      .init(id: "C2", email: "a@example.jp", emailPermission: 1),
      .init(id: "C3", email: "c@example.jp", emailPermission: 1),
    ]
    world.sent = [
      .init(id: "s1", to: "a@example.jp", customer: "C1"),
      .init(id: "s2", to: "old@example.jp", customer: "C3"),
      .init(id: "s3", to: "sub@example.jp", customer: "C1"),
      .init(id: "today", to: "a@example.jp", customer: "C1", day: World.date),
    ]
    world.deliveries = deliveries
    return world
  }

  @Test("unsubscribe and complaint are opt_outs of the address and of the customer")
  func refusals() throws {
    let index = try world([
      .init(id: "D1", sendID: "s1", kind: "unsubscribe", at: 10),
      .init(id: "D2", sendID: "s2", kind: "complaint", at: nil),
    ]).index()
    let verdicts = (0..<3).map { index.decision(for: .customer($0), channel: .email).verdict }
    #expect(verdicts == [.optedOut, .optedOut, .optedOut])
    #expect(index.decision(for: .customer(0), channel: .sms).verdict == .noConsent)
  }

  @Test("events of sends that the ledger does not hold before the date are counted and no more")
  func unknownSends() throws {
    let index = try world([
      .init(id: "D1", sendID: "nobody", kind: "unsubscribe", at: 10),
      .init(id: "D2", sendID: "today", kind: "hard_bounce", at: 10),
    ]).index()
    #expect(index.unknownSends == 2)
    #expect(index.permissions(of: [.people], channels: [.email])[.people] == [[1, 1, 1]])
    #expect(index.destination(of: .customer(0), channel: .email)?.isBounced == false)
  }

  struct BounceCase: Sendable, CustomTestStringConvertible {
    let name: String
    var deliveries: [(kind: String, at: Int64?)] = []
    var optIns: [World.Event] = []
    let isBounced: Bool

    var testDescription: String { name }
  }

  private static let day = secondsPerDay

  @Test(
    "an address that bounced for good",
    arguments: [
      BounceCase(name: "nothing reported", isBounced: false),
      BounceCase(name: "a hard bounce", deliveries: [("hard_bounce", 10)], isBounced: true),
      BounceCase(
        name: "an opt_in later lifts it", deliveries: [("hard_bounce", 10)],
        optIns: [.init(id: "E1", email: "c@example.jp", at: 11)], isBounced: false),
      BounceCase(
        name: "an opt_in of the same second does not", deliveries: [("hard_bounce", 10)],
        optIns: [.init(id: "E1", email: "c@example.jp", at: 10)], isBounced: true),
      BounceCase(
        name: "an opt_in of the customer without the address does not",
        deliveries: [("hard_bounce", 10)],
        optIns: [.init(id: "E1", customer: "C3", at: 11)], isBounced: true),
      BounceCase(
        name: "a bounce without a time is never lifted", deliveries: [("hard_bounce", nil)],
        optIns: [.init(id: "E1", email: "c@example.jp", at: 11)], isBounced: true),
      BounceCase(
        name: "three soft bounces over 168 hours",
        deliveries: [("soft_bounce", 0), ("soft_bounce", 5), ("soft_bounce", 7 * day)],
        isBounced: true),
      BounceCase(
        name: "three over a second less",
        deliveries: [("soft_bounce", 0), ("soft_bounce", 5), ("soft_bounce", 7 * day - 1)],
        isBounced: false),
      BounceCase(
        name: "two over a month", deliveries: [("soft_bounce", 0), ("soft_bounce", 30 * day)],
        isBounced: false),
      BounceCase(
        name: "a delivery between breaks the row",
        deliveries: [
          ("soft_bounce", 0), ("soft_bounce", 5), ("delivered", 6), ("soft_bounce", 8 * day),
        ], isBounced: false),
      BounceCase(
        name: "an open after the row does not undo it",
        deliveries: [
          ("soft_bounce", 0), ("soft_bounce", 5), ("soft_bounce", 8 * day), ("open", 9 * day),
        ], isBounced: true),
      BounceCase(
        name: "a delivery at the second of a bounce is not between",
        deliveries: [
          ("soft_bounce", 0), ("soft_bounce", 5), ("delivered", 5), ("soft_bounce", 8 * day),
        ], isBounced: true),
      BounceCase(
        name: "soft bounces and deliveries without a time are passed over",
        deliveries: [
          ("soft_bounce", 0), ("soft_bounce", 5), ("delivered", nil), ("soft_bounce", nil),
          ("soft_bounce", 6 * day),
        ], isBounced: false),
    ])
  func bounces(_ test: BounceCase) throws {
    var world = world([])
    world.sent.append(.init(id: "s4", to: "c@example.jp", customer: "C3"))
    world.events = test.optIns
    world.deliveries = test.deliveries.enumerated().map { number, delivery in
      .init(id: "D\(number)", sendID: "s4", kind: delivery.kind, at: delivery.at)
    }
    for deliveries in [world.deliveries, world.deliveries.reversed()] {
      world.deliveries = deliveries
      let index = try world.index()
      #expect(
        index.destination(of: .customer(2), channel: .email)?.isBounced == test.isBounced)
    }
  }

  struct DestinationCase: Sendable {
    var main: String?
    var sub: String?
    var bounced: [String] = []
    var to: String?
    var isBounced = false
  }

  @Test(
    "the sub address stands in for a main one that is null or bounced, if it is neither",
    arguments: [
      DestinationCase(main: "m@example.jp", sub: "s@example.jp", to: "m@example.jp"),
      DestinationCase(main: nil, sub: "s@example.jp", to: "s@example.jp"),
      DestinationCase(
        main: "m@example.jp", sub: "s@example.jp", bounced: ["m@example.jp"], to: "s@example.jp"),
      DestinationCase(
        main: "m@example.jp", sub: "s@example.jp", bounced: ["m@example.jp", "s@example.jp"],
        to: "m@example.jp", isBounced: true),
      DestinationCase(
        main: "m@example.jp", sub: nil, bounced: ["m@example.jp"], to: "m@example.jp",
        isBounced: true),
      DestinationCase(main: nil, sub: "s@example.jp", bounced: ["s@example.jp"], to: nil),
      DestinationCase(main: nil, sub: nil, to: nil),
    ])
  func destinations(_ test: DestinationCase) throws {
    var world = World()
    world.customers = [.init(id: "C1", email: test.main, emailSub: test.sub)]
    world.sent = test.bounced.map { .init(id: $0, to: $0) }
    world.deliveries = test.bounced.map { .init(id: $0, sendID: $0, kind: "hard_bounce", at: 1) }
    let index = try world.index()
    let found = index.destination(of: .customer(0), channel: .email)
    #expect(found?.address.text == test.to)
    #expect((found?.isBounced ?? false) == test.isBounced)
  }

  @Test("refusals are remembered when a later export no longer has them")
  func remembered() throws {
    var world = world([.init(id: "D1", sendID: "s3", kind: "hard_bounce", at: 10)])
    world.rememberedDeliveries = [
      .init(id: "D1", sendID: "s1", kind: "unsubscribe", at: 10),
      .init(id: "D2", sendID: "s2", kind: "unsubscribe", at: 10),
      .init(id: "D3", sendID: "s2", kind: "open", at: 10),
    ]
    world.events = [
      .init(id: "E1", customer: "C1", topic: "renewal", action: "opt_out", at: 20)
    ]
    world.remembered = [
      .init(id: "E1", customer: "C1", action: "opt_out", at: 30),
      .init(id: "E2", customer: "C2", action: "opt_out", at: 30),
      .init(id: "E3", customer: "C3", action: "opt_in", at: 900),
      .init(id: "E4", customer: "C1", action: "opt_out", at: 900, until: World.date - 1),
    ]
    let index = try world.index()
    #expect(index.permissions(of: [.people], channels: [.email])[.people] == [[1, 0, 0]])
    #expect(index.remembered.consentEvents == 1)
    #expect(index.remembered.deliveries == 1)
  }

  @Test("a remembered refusal is not taken back by what is none under the same id")
  func reusedID() throws {
    var world = world([.init(id: "D1", sendID: "s2", kind: "open", at: 20)])
    world.rememberedDeliveries = [.init(id: "D1", sendID: "s2", kind: "unsubscribe", at: 10)]
    world.events = [
      .init(id: "E1", customer: "C1", at: 20), .init(id: "E2", customer: "C2", at: 20),
    ]
    world.remembered = [
      .init(id: "E1", customer: "C1", action: "opt_out", at: 20),
      .init(id: "E2", customer: "C2", action: "opt_out", at: 19),
    ]
    let index = try world.index()
    #expect(index.permissions(of: [.people], channels: [.email])[.people] == [[0, 1, 0]])
    #expect(index.remembered.consentEvents == 2)
    #expect(index.remembered.deliveries == 1)
  }
}
