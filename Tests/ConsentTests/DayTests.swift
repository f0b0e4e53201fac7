import Consent
import Table
import Testing

/// A customer and a form of which only the day is known.
struct DayTests {
  private static let day = World.date - 1
  private static let midnight = day * secondsPerDay

  @Test(
    "against a no of a day, an agreement counts only after its end",
    arguments: [
      (midnight - 1, Verdict.noConsent), (midnight, .noConsent),
      (midnight + secondsPerDay - 1, .noConsent), (midnight + secondsPerDay, .affirmative),
    ])
  func refusal(_ at: Int64, _ verdict: Verdict) throws {
    var world = World()
    (world.customersHaveDays, world.formsHaveDays) = (true, true)
    world.customers = [
      World.Customer(
        id: "C1", email: "a@example.jp", emailPermission: 0, updatedAt: Self.day)
    ]
    world.forms = [
      World.Form(key: "Q1", at: Self.day, email: "b@example.jp", emailPermission: 0)
    ]
    world.events = [
      World.Event(id: "E1", email: "a@example.jp", at: at),
      World.Event(id: "E2", email: "b@example.jp", at: at),
    ]
    let index = try world.index()
    for subject in [Subject.customer(0), .form(0, row: 0)] {
      #expect(index.decision(for: subject, channel: .email).verdict == verdict)
    }
  }

  @Test("the evidence of a yes of a day is the day's beginning")
  func agreement() throws {
    var world = World()
    (world.customersHaveDays, world.formsHaveDays) = (true, true)
    world.customers = [
      World.Customer(id: "C1", email: "a@example.jp", emailPermission: 1, updatedAt: Self.day),
      World.Customer(id: "C2", email: "b@example.jp", emailPermission: 1, updatedAt: nil),
    ]
    world.forms = [
      World.Form(key: "Q1", at: Self.day, email: "c@example.jp", emailPermission: 1)
    ]
    let index = try world.index()
    let evidence = [Subject.customer(0), .customer(1), .form(0, row: 0)].map { subject in
      index.evidence(of: index.decision(for: subject, channel: .email))
    }
    #expect(evidence.map { $0?.at } == [Self.midnight, nil, Self.midnight])
  }

  @Test(
    "a ticked form of a day counts from its beginning",
    arguments: [(midnight - 1, Verdict.affirmative), (midnight, .noConsent)])
  func form(_ updatedAt: Int64, _ verdict: Verdict) throws {
    var world = World()
    world.customers = [
      World.Customer(id: "C1", email: "a@example.jp", emailPermission: 0, updatedAt: updatedAt)
    ]
    world.forms = [
      World.Form(
        key: "Q1", at: Self.day, email: "a@example.jp", emailPermission: 1, customer: 0)
    ]
    world.formsHaveDays = true
    #expect(
      try world.index().decision(for: .customer(0), channel: .email).verdict == verdict)
  }

  @Test("a time that is neither a day nor a second is refused")
  func number() throws {
    let people = Table(
      "customers",
      [
        Column("customer_id", texts: ["C1"]), Column("email", texts: ["a@example.jp"]),
        Column("email_permission", .bool, numbers: [1]), Column("age", .int, numbers: [40]),
      ])
    let sources = ConsentSources(
      date: World.date,
      people: .init(
        people, key: "customer_id", updatedAt: "age", addresses: [.email: ["email"]],
        permissions: [.email: "email_permission"]),
      events: World.noEvents, pastSends: .none())
    let error = #expect(throws: ConsentError.self) { try ConsentIndex(sources) }
    #expect(error?.code == .wrongColumnType)
    #expect(error?.column == "age")
  }
}
