import Testing

private let customer =
  "customers: customer_id='C', email='c@x', updated_at='2026-11-01T12:00:00'"

private func form(_ cells: String) -> String { "requests: request_id='R', " + cells }

private let ticked = "form_email_ok=1, requested_at='2026-11-10T00:00:00'"

@Suite("What forms say on 2026-11-19")
struct FormConsentTests {
  @Test(
    "a customer's form speaks for the address typed into it",
    arguments: [
      ConsentCase(
        "their own address", [customer, form("customer_id='C', form_email='c@x', " + ticked)], "1"),
      ConsentCase(
        "another address", [customer, form("customer_id='C', form_email='d@x', " + ticked)], "0"),
      ConsentCase(
        "an empty box says nothing",
        [
          customer + ", email_ok=1",
          form(
            "customer_id='C', form_email='c@x', form_email_ok=0, requested_at='2026-11-10T00:00:00'"
          ),
        ],
        "1"),
      ConsentCase(
        "later than the row's no",
        [customer + ", email_ok=0", form("customer_id='C', form_email='c@x', " + ticked)],
        "1"),
      ConsentCase(
        "earlier than the row's no",
        [
          customer + ", email_ok=0",
          form(
            "customer_id='C', form_email='c@x', form_email_ok=1, requested_at='2026-11-01T12:00:00'"
          ),
        ],
        "0"),
      ConsentCase(
        "without a time", [customer, form("customer_id='C', form_email='c@x', form_email_ok=1")],
        "0"),
      ConsentCase(
        "not heard against a refusal",
        [
          customer, form("customer_id='C', form_email='c@x', " + ticked),
          "consent_events: customer_id='C', channel='email', action='opt_out', occurred_at='2026-11-02T00:00:00'",
        ], "0"),
      ConsentCase(
        "heard where the refusal was taken back",
        [
          customer + ", email_ok=0", form("customer_id='C', form_email='c@x', " + ticked),
          "consent_events: customer_id='C', channel='email', action='opt_out', occurred_at='2026-10-01T00:00:00'",
          "consent_events: customer_id='C', channel='email', action='opt_in', occurred_at='2026-10-02T00:00:00'",
        ], "1"),
    ])
  func customers(_ item: ConsentCase) throws {
    let world = try ConsentWorld.make()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[1] } == [item.answer])
    #expect(try world.mart("requests", on: "2026-11-19").map { $0[1] } == [item.answer])
  }

  @Test(
    "a prospect stands for itself",
    arguments: [
      ConsentCase("ticked", [form("form_email='p@x', " + ticked)], "1"),
      ConsentCase("not ticked", [form("form_email='p@x'")], "0"),
      ConsentCase(
        "an unknown customer's events do not concern it",
        [
          form("customer_id='C', form_email='p@x', " + ticked),
          "consent_events: customer_id='C', channel='email', action='opt_out', occurred_at='2026-11-12T00:00:00'",
        ], "1"),
      ConsentCase(
        "a refusal by its address, even an earlier one",
        [
          form("form_email='p@x', " + ticked),
          "consent_events: address_email='p@x', channel='email', action='opt_out', occurred_at='2026-11-02T00:00:00'",
        ], "0"),
      ConsentCase(
        "an agreement later than its no",
        [
          form("form_email='p@x', form_email_ok=0, requested_at='2026-11-10T00:00:00'"),
          "consent_events: address_email='p@x', channel='all', action='opt_in', occurred_at='2026-11-12T00:00:00'",
        ], "1"),
      ConsentCase(
        "a refusal of everything by its telephone number",
        [
          form("form_email='p@x', form_phone='+81', " + ticked),
          "consent_events: address_phone='+81', action='opt_out', occurred_at='2026-11-12T00:00:00'",
        ], "0"),
    ])
  func prospects(_ item: ConsentCase) throws {
    let world = try ConsentWorld.make()
    try item.add(to: world)
    #expect(try world.mart("requests", on: "2026-11-19") == [["R", item.answer, "0", "0"]])
  }

  @Test("what delivery systems were told counts as a refusal of that channel")
  func refusals() throws {
    let world = try ConsentWorld.make()
    try world.database.run(
      """
      CREATE TABLE told (channel TEXT, customer_id TEXT, address TEXT, occurred_at TEXT);
      INSERT INTO told VALUES ('email', 'A', null, '2026-11-02T00:00:00'),
        ('email', null, 'b@x', null), ('sms', 'C', null, '2026-11-02T00:00:00');
      """)
    for id in ["A", "B", "C", "D"] {
      try world.add(
        "customers",
        ["customer_id": "'\(id)'", "email": "lower('\(id)@x')", "email_ok": "1", "sms_ok": "1"])
    }
    #expect(
      try world.mart("customers", on: "2026-11-19", refusals: "told") == [
        ["A", "0", "0", "1"], ["B", "0", "0", "1"], ["C", "1", "0", "0"], ["D", "1", "0", "1"],
      ])
  }
}
