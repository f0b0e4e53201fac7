import Consent
import Table
import Testing

/// Whether it is recorded where a contact came from.
@Suite("permissions and where they came from")
struct OriginTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var permission: Int64?
    var origin: String?
    var events: [World.Event] = []
    var forms: [World.Form] = []
    let verdict: Verdict
    /// Source, id and origin of the evidence.
    var evidence: [String?]?

    init(
      _ name: String, _ permission: Int64?, _ origin: String?, events: [World.Event] = [],
      forms: [World.Form] = [], _ verdict: Verdict, _ evidence: [String?]? = nil
    ) {
      testDescription = name
      self.permission = permission
      self.origin = origin
      self.events = events
      self.forms = forms
      self.verdict = verdict
      self.evidence = evidence
    }
  }

  /// Before the last change of the customer's row.
  private static let before = World.noon - 200 * secondsPerDay
  private static let form = World.Form(
    key: "Q1", at: World.noon, email: "a@example.jp", emailPermission: 1, customer: 0)

  static let cases = [
    Case("a yes with an origin", 1, "店頭", .affirmative, ["customer", "C1", "店頭"]),
    Case("a yes without one", 1, nil, .noConsent),
    Case("a yes with an empty one", 1, "", .noConsent),
    Case("no answer, whatever the origin", nil, "店頭", .noConsent),
    Case("a no with an origin", 0, "店頭", .noConsent), Case("a no without one", 0, nil, .noConsent),
    Case(
      "an agreement in an event has an origin of its own", 1, nil, events: [.init(id: "E1")],
      .affirmative, ["event", "E1", "はがき"]),
    Case(
      "however old, as where the permission is empty", 1, nil,
      events: [.init(id: "E1", at: before)], .affirmative, ["event", "E1", "はがき"]),
    Case(
      "a no without an origin still stands against an older agreement", 0, nil,
      events: [.init(id: "E1", at: before)], .noConsent),
    Case(
      "and gives way to a younger one", 0, nil, events: [.init(id: "E1")], .affirmative,
      ["event", "E1", "はがき"]),
    Case(
      "a form of their own", 1, nil, forms: [form], .affirmative,
      ["form", "Q1", "quotes.form_email_permission"]),
    Case(
      "a refusal decides as ever", 1, nil, events: [.init(id: "E1", action: "opt_out")], .optedOut),
    Case(
      "also where there is an origin", 1, "店頭", events: [.init(id: "E1", action: "opt_out")],
      .optedOut),
  ]

  @Test("a yes on record needs an origin, nothing else does", arguments: cases)
  func customers(_ test: Case) throws {
    var world = World()
    world.asksForOrigin = true
    world.customers = [
      .init(
        id: "C1", email: "a@example.jp", emailPermission: test.permission, origin: test.origin)
    ]
    world.events = test.events.map { event in
      var event = event
      event.customer = "C1"
      return event
    }
    world.forms = test.forms
    let index = try world.index()
    let decision = index.decision(for: .customer(0), channel: .email)
    #expect(decision.verdict == test.verdict)
    let evidence = index.evidence(of: decision)
    #expect(evidence.map { [$0.source, $0.id, $0.origin] } == test.evidence)
    let permissions = index.permissions(of: [.people], channels: [.email])
    #expect(permissions[.people] == [[decision.isAffirmative ? 1 : 0]])
  }

  @Test("nobody who does not ask loses anything, and evidence names the column")
  func notAsked() throws {
    var world = World()
    world.customers = [.init(id: "C1", email: "a@example.jp", emailPermission: 1, origin: "店頭")]
    let index = try world.index()
    let decision = index.decision(for: .customer(0), channel: .email)
    #expect(index.evidence(of: decision)?.origin == "customers.email_permission")
  }

  @Test(
    "of two LINE permissions the customer's counts as unknown if it is a yes without an origin",
    arguments: [
      (1, 1, nil, Verdict.affirmative, "line_members.line_permission"),
      (1, nil, nil, .noConsent, nil), (1, 0, nil, .noConsent, nil), (0, 1, nil, .noConsent, nil),
      (1, 1, "店頭", .affirmative, "店頭"), (nil, 1, nil, .affirmative, "line_members.line_permission"),
      (0, 1, "店頭", .noConsent, nil),
    ] as [(Int64?, Int64?, String?, Verdict, String?)])
  func line(
    _ own: Int64?, _ member: Int64?, _ origin: String?, _ verdict: Verdict, _ evidence: String?
  ) throws {
    var world = World()
    world.asksForOrigin = true
    world.customers = [.init(id: "C1", lineID: "U1", linePermission: own, origin: origin)]
    world.members = [.init(lineID: "U1", permission: member, customer: 0)]
    let index = try world.index()
    for subject in [Subject.customer(0), .member(0)] {
      let decision = index.decision(for: subject, channel: .line)
      #expect(decision.verdict == verdict)
      #expect(index.evidence(of: decision)?.origin == evidence)
    }
  }

  @Test("forms and LINE IDs of nobody known are their own origin")
  func others() throws {
    var world = World()
    world.asksForOrigin = true
    world.forms = [.init(key: "Q1", at: 50, email: "p@example.jp", emailPermission: 1)]
    world.members = [.init(lineID: "U1", permission: 1)]
    let index = try world.index()
    #expect(index.decision(for: .form(0, row: 0), channel: .email).isAffirmative)
    #expect(index.decision(for: .member(0), channel: .line).isAffirmative)
  }
}
