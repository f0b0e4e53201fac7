import Consent
import Table
import Testing

@Suite("LINE IDs and prospects")
struct LineAndProspectTests {
  struct LineCase: Sendable, CustomTestStringConvertible {
    let name: String
    var own: Int64?
    var member: Int64?
    var blockedAt: Int64?
    let verdict: Verdict

    var testDescription: String { name }
  }

  @Test(
    "of the two LINE permissions the known ones count and the stricter wins",
    arguments: [
      LineCase(name: "both unknown", verdict: .noConsent),
      LineCase(name: "the customer's alone", own: 1, verdict: .affirmative),
      LineCase(name: "the member's alone", member: 1, verdict: .affirmative),
      LineCase(name: "both true", own: 1, member: 1, verdict: .affirmative),
      LineCase(name: "the customer's false", own: 0, member: 1, verdict: .noConsent),
      LineCase(name: "the member's false", own: 1, member: 0, verdict: .noConsent),
      LineCase(name: "blocked", own: 1, member: 1, blockedAt: 7, verdict: .optedOut),
    ])
  func twoPermissions(_ test: LineCase) throws {
    var world = World()
    world.customers = [.init(id: "C1", lineID: "U1", linePermission: test.own)]
    world.members = [
      .init(lineID: "U1", permission: test.member, blockedAt: test.blockedAt, customer: 0)
    ]
    let index = try world.index()
    for subject in [Subject.customer(0), .member(0)] {
      let decision = index.decision(for: subject, channel: .line)
      #expect(decision.verdict == test.verdict)
      if test.verdict == .affirmative {
        let source = test.own == nil ? "line_member" : "customer"
        #expect(index.evidence(of: decision)?.source == source)
      }
    }
  }

  @Test("a block ends only its own LINE ID, and an opt_in does not lift it")
  func block() throws {
    var world = World()
    world.customers = [.init(id: "C1", emailPermission: 1, linePermission: 1)]
    world.members = [
      .init(lineID: "U1", permission: 1, blockedAt: 7, customer: 0),
      .init(lineID: "U2", permission: 1, customer: 0),
    ]
    world.events = [.init(id: "E1", lineID: "U1", channel: "line", at: 900)]
    let index = try world.index()
    #expect(index.decision(for: .member(0), channel: .line).verdict == .optedOut)
    #expect(index.decision(for: .member(1), channel: .line).verdict == .affirmative)
    #expect(index.decision(for: .member(0), channel: .email).verdict == .affirmative)
  }

  @Test("a LINE ID without a customer stands for itself")
  func memberAlone() throws {
    var world = World()
    world.members = [.init(lineID: "U1", permission: 1, joinedAt: 50)]
    let index = try world.index()
    let decision = index.decision(for: .member(0), channel: .line)
    let evidence = try #require(index.evidence(of: decision))
    #expect(evidence.source == "line_member")
    #expect(evidence.id == "U1")
    #expect(evidence.at == 50)
    #expect(evidence.origin == "line_members.line_permission")
    #expect(index.decision(for: .member(0), channel: .email).verdict == .noConsent)
    #expect(index.customerID(of: .member(0)) == nil)
  }

  @Test("a prospect's permission is its form's, and the form is the evidence")
  func prospect() throws {
    var world = World()
    world.forms = [
      .init(key: "Q1", at: 50, email: "p@example.jp", emailPermission: 1, smsPermission: 1)
    ]
    let index = try world.index()
    let decision = index.decision(for: .form(0, row: 0), channel: .email)
    let evidence = try #require(index.evidence(of: decision))
    #expect(evidence.source == "form")
    #expect(evidence.id == "Q1")
    #expect(evidence.at == 50)
    #expect(evidence.origin == "quotes.form_email_permission")
    #expect(index.decision(for: .form(0, row: 0), channel: .line).verdict == .noConsent)
  }

  @Test("the e-mail permission of a LINE ID is its customer's, whatever was said by the LINE ID")
  func memberPermissions() throws {
    var world = World()
    world.customers = [.init(id: "C1", email: "a@example.jp", emailPermission: 1)]
    world.members = [.init(lineID: "U1", permission: 1, joinedAt: 50, customer: 0)]
    world.events = [.init(id: "E1", lineID: "U1", channel: "all", action: "opt_out", at: 60)]
    let index = try world.index()
    let found = index.permissions(of: [.people, .members], channels: [.email, .line])
    #expect(found[.people]?[0] == [1])
    #expect(found[.members] == [[1], [0]])
  }

  @Test("somebody who is gone has no address and no consent")
  func nobody() throws {
    let index = try World().index()
    for channel in Channel.allCases {
      let decision = index.decision(for: .nobody, channel: channel)
      #expect(decision.verdict == .noConsent)
      #expect(index.evidence(of: decision) == nil)
      #expect(index.destination(of: .nobody, channel: channel) == nil)
    }
    #expect(index.customerID(of: .nobody) == nil)
  }

  @Test("a prospect hears what is said by address, a matched form is its customer")
  func byAddress() throws {
    var world = World()
    world.customers = [.init(id: "C1", email: "a@example.jp", emailPermission: 1)]
    world.forms = [
      .init(key: "Q1", at: 50, email: "p@example.jp", emailPermission: 1),
      .init(key: "Q2", at: 50, email: "p@example.jp", emailPermission: 0, customer: 0),
    ]
    world.events = [.init(id: "E1", email: "p@example.jp", action: "opt_out", at: 60)]
    let index = try world.index()
    #expect(index.decision(for: .form(0, row: 0), channel: .email).verdict == .optedOut)
    #expect(index.decision(for: .form(0, row: 1), channel: .email).verdict == .affirmative)
    #expect(index.permissions(of: [.form(0)], channels: [.email])[.form(0)] == [[0, 1]])
  }
}
