import Consent
import Table
import Testing

/// A customer with one address of each kind, and what was said.
struct DecisionCase: Sendable, CustomTestStringConvertible {
  let name: String
  var permission: Int64?
  var updatedAt: Int64? = 100
  var events: [World.Event] = []
  var forms: [World.Form] = []
  var channel = Channel.email
  var topic = "campaign"
  let verdict: Verdict
  /// The id of the evidence.
  var evidence: String?

  var testDescription: String { name }
}

private func said(
  _ id: String, _ action: String?, at: Int64?, channel: String? = "email", topic: String? = "all",
  by: String? = "C1", email: String? = nil, until: Int64? = nil
) -> World.Event {
  World.Event(
    id: id, customer: by, email: email, channel: channel, topic: topic, action: action, at: at,
    until: until)
}

private let decisionCases: [DecisionCase] = [
  .init(name: "a true permission is consent", permission: 1, verdict: .affirmative, evidence: "C1"),
  .init(name: "a null permission is no consent", verdict: .noConsent),
  .init(name: "a false permission is no consent", permission: 0, verdict: .noConsent),
  .init(
    name: "an opt_in is consent where the permission is null",
    events: [said("E1", "opt_in", at: 1)], verdict: .affirmative, evidence: "E1"),
  .init(
    name: "an opt_in is the evidence even where the permission is true", permission: 1,
    events: [said("E1", "opt_in", at: 1)], verdict: .affirmative, evidence: "E1"),
  .init(
    name: "a later opt_in overrides a false permission", permission: 0,
    events: [said("E1", "opt_in", at: 101)], verdict: .affirmative, evidence: "E1"),
  .init(
    name: "an opt_in at the second of the last change does not override a false permission",
    permission: 0, events: [said("E1", "opt_in", at: 100)], verdict: .noConsent),
  .init(
    name: "nothing overrides a false permission of unknown time", permission: 0, updatedAt: nil,
    events: [said("E1", "opt_in", at: 101)], verdict: .noConsent),
  .init(
    name: "an opt_out beats a true permission", permission: 1,
    events: [said("E1", "opt_out", at: 1)], verdict: .optedOut),
  .init(
    name: "the latest event decides", permission: 1,
    events: [said("E1", "opt_out", at: 5), said("E2", "opt_in", at: 6)], verdict: .affirmative,
    evidence: "E2"),
  .init(
    name: "at the same second opt_out wins, whatever the ids",
    events: [said("E2", "opt_in", at: 5), said("E1", "opt_out", at: 5)], verdict: .optedOut),
  .init(
    name: "at the same second the greater id is the evidence",
    events: [said("E2", "opt_in", at: 5), said("E10", "opt_in", at: 5)], verdict: .affirmative,
    evidence: "E2"),
  .init(
    name: "an opt_out without a time is the latest",
    events: [said("E1", "opt_out", at: nil), said("E2", "opt_in", at: 900)], verdict: .optedOut),
  .init(
    name: "an opt_in without a time is ignored",
    events: [said("E1", "opt_in", at: nil)], verdict: .noConsent),
  .init(
    name: "an action that cannot be read is an opt_out", permission: 1,
    events: [said("E1", nil, at: 5)], verdict: .optedOut),
  .init(
    name: "an opt_out without a channel is for all", permission: 1,
    events: [said("E1", "opt_out", at: 5, channel: nil)], verdict: .optedOut),
  .init(
    name: "an opt_in without a channel is ignored",
    events: [said("E1", "opt_in", at: 5, channel: "letter")], verdict: .noConsent),
  .init(
    name: "an event of another channel says nothing", permission: 1,
    events: [said("E1", "opt_out", at: 5, channel: "sms")], verdict: .affirmative, evidence: "C1"),
  .init(
    name: "an event of another topic says nothing", permission: 1,
    events: [said("E1", "opt_out", at: 5, topic: "renewal")], verdict: .affirmative,
    evidence: "C1"),
  .init(
    name: "an event of the message's topic counts", permission: 1,
    events: [said("E1", "opt_out", at: 5, topic: "campaign")], verdict: .optedOut),
  .init(
    name: "a null topic is every topic", permission: 1,
    events: [said("E1", "opt_out", at: 5, topic: nil)], verdict: .optedOut),
  .init(
    name: "an opt_out holds through its last day", permission: 1,
    events: [said("E1", "opt_out", at: 5, until: World.date)], verdict: .optedOut),
  .init(
    name: "an opt_out past its last day is as if it had never been", permission: 1,
    events: [said("E1", "opt_in", at: 4), said("E2", "opt_out", at: 5, until: World.date - 1)],
    verdict: .affirmative, evidence: "E1"),
  .init(
    name: "an event by the sub address concerns the person", permission: 1,
    events: [said("E1", "opt_out", at: 5, by: nil, email: "sub@example.jp")], verdict: .optedOut),
  .init(
    name: "an event by somebody else's address does not", permission: 1,
    events: [said("E1", "opt_out", at: 5, by: "C2", email: "other@example.jp")],
    verdict: .affirmative, evidence: "C1"),
  .init(
    name: "an opt_out of all channels by e-mail address concerns sms too", permission: 1,
    events: [said("E1", "opt_out", at: 5, channel: "all", by: nil, email: "a@example.jp")],
    channel: .sms, verdict: .optedOut),
  .init(
    name: "an opt_in of all channels by e-mail address does not concern sms",
    events: [said("E1", "opt_in", at: 5, channel: "all", by: nil, email: "a@example.jp")],
    channel: .sms, verdict: .noConsent),
  .init(
    name: "an opt_in of all channels by e-mail address is none for advertising",
    events: [said("E1", "opt_in", at: 5, channel: "all", by: nil, email: "a@example.jp")],
    channel: .ads, verdict: .noConsent),
  .init(
    name: "an opt_in of all channels by customer is one for every channel",
    events: [said("E1", "opt_in", at: 5, channel: "all")], channel: .ads, verdict: .affirmative,
    evidence: "E1"),
  .init(
    name: "a matched form's permission is an opt_in of its own address",
    forms: [.init(key: "Q1", at: 5, email: "a@example.jp", emailPermission: 1, customer: 1)],
    verdict: .affirmative, evidence: "Q1"),
  .init(
    name: "a form of the customer with another address says nothing of this one",
    forms: [.init(key: "Q1", at: 5, email: "x@example.jp", emailPermission: 1, customer: 0)],
    verdict: .noConsent),
  .init(
    name: "a prospect's form speaks for itself only",
    forms: [.init(key: "Q1", at: 5, email: "a@example.jp", emailPermission: 1)],
    verdict: .noConsent),
  .init(
    name: "an unticked form says nothing", permission: 1,
    forms: [.init(key: "Q1", at: 5, email: "a@example.jp", emailPermission: 0, customer: 0)],
    verdict: .affirmative, evidence: "C1"),
  .init(
    name: "a form is not heard after an opt_out, however late", permission: 1,
    events: [said("E1", "opt_out", at: 5)],
    forms: [.init(key: "Q1", at: 500, email: "a@example.jp", emailPermission: 1, customer: 0)],
    verdict: .optedOut),
  .init(
    name: "a form is heard after an opt_in that came after the opt_out",
    events: [said("E1", "opt_out", at: 5), said("E2", "opt_in", at: 6)],
    forms: [.init(key: "Q1", at: 500, email: "a@example.jp", emailPermission: 1, customer: 0)],
    verdict: .affirmative, evidence: "Q1"),
  .init(
    name: "a form without a time is ignored",
    forms: [.init(key: "Q1", at: nil, email: "a@example.jp", emailPermission: 1, customer: 0)],
    verdict: .noConsent),
]

@Suite("what is decided for a customer")
struct DecisionTests {
  @Test("the verdict and its evidence", arguments: decisionCases)
  func decides(_ test: DecisionCase) throws {
    var world = World()
    world.customers = [
      .init(
        id: "C1", email: "a@example.jp", emailSub: "sub@example.jp", phone: "+819011112222",
        emailPermission: test.permission, smsPermission: test.permission, updatedAt: test.updatedAt),
      .init(id: "C2", email: "other@example.jp"),
    ]
    world.events = test.events
    world.forms = test.forms
    let index = try world.index()
    let decision = index.decision(
      for: .customer(0), channel: test.channel, topic: index.topic(test.topic))
    #expect(decision.verdict == test.verdict)
    #expect(index.evidence(of: decision)?.id == test.evidence)
  }

  @Test("without a topic only what was said about every topic counts")
  func noTopic() throws {
    var world = World()
    world.customers = [.init(id: "C1", emailPermission: 1)]
    world.events = [said("E1", "opt_out", at: 5, topic: "campaign")]
    let index = try world.index()
    #expect(index.permissions(of: [.people], channels: [.email])[.people] == [[1]])
    let asked = index.decision(for: .customer(0), channel: .email, topic: index.topic("campaign"))
    #expect(asked.verdict == .optedOut)
  }

  @Test("a missing column is a typed error")
  func missingColumn() throws {
    let people = Table("customers", [Column("customer_id", texts: ["C1"])])
    let sources = ConsentSources(
      date: World.date,
      people: .init(
        people, key: "customer_id", updatedAt: nil, addresses: [.email: ["email"]],
        permissions: [:]),
      events: people, pastSends: .none())
    let error = #expect(throws: ConsentError.self) { try ConsentIndex(sources) }
    #expect(error?.code == .missingColumn)
    #expect(error?.column == "email")
  }
}
