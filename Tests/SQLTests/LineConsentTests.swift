import Testing

private let customer =
  "customers: customer_id='C', line_id='U', updated_at='2026-11-01T12:00:00', line_ok="
private let member = "line_members: line_id='U', joined_at='2026-11-01T12:00:00', line_permission="

@Suite("Consent on LINE on 2026-11-19")
struct LineConsentTests {
  @Test(
    "of the customer's and the member's answer the stricter wins",
    arguments: [
      ConsentCase("both agree", [customer + "1", member + "1"], "1"),
      ConsentCase("the customer refuses", [customer + "0", member + "1"], "0"),
      ConsentCase("the member refuses", [customer + "1", member + "0"], "0"),
      ConsentCase("one is unknown", [customer + "null", member + "1"], "1"),
      ConsentCase("the other is unknown", [customer + "1", member + "null"], "1"),
      ConsentCase("both are unknown", [customer + "null", member + "null"], "0"),
      ConsentCase(
        "a block", [customer + "1", member + "1, blocked_at='2026-11-19T00:00:00'"], "0"),
      ConsentCase(
        "a block, whatever else is said",
        [
          customer + "1", member + "1, blocked_at='2026-11-02T00:00:00'",
          "consent_events: customer_id='C', channel='line', action='opt_in', occurred_at='2026-11-03T00:00:00'",
        ], "0"),
      ConsentCase(
        "a block of tomorrow", [customer + "1", member + "1, blocked_at='2026-11-20T00:00:00'"], "1"
      ),
      ConsentCase(
        "an agreement later than the row's no",
        [
          customer + "0", member + "1",
          "consent_events: address_line_id='U', channel='line', action='opt_in', occurred_at='2026-11-02T00:00:00'",
        ], "1"),
    ])
  func stricter(_ item: ConsentCase) throws {
    let world = try ConsentWorld.make()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[2] } == [item.answer])
    #expect(try world.mart("line_members", on: "2026-11-19").map { $0[2] } == [item.answer])
  }

  @Test(
    "a member without a customer answers alone",
    arguments: [
      ConsentCase("agreed", [member + "1"], "1"), ConsentCase("unknown", [member + "null"], "0"),
      ConsentCase("blocked", [member + "1, blocked_at='2026-11-02T00:00:00'"], "0"),
      ConsentCase(
        "an agreement later than joining",
        [
          member + "0",
          "consent_events: address_line_id='U', channel='all', action='opt_in', occurred_at='2026-11-02T00:00:00'",
        ], "1"),
      ConsentCase(
        "an agreement before joining",
        [
          member + "0",
          "consent_events: address_line_id='U', channel='all', action='opt_in', occurred_at='2026-11-01T12:00:00'",
        ], "0"),
      ConsentCase(
        "a refusal by its LINE ID",
        [
          member + "1",
          "consent_events: address_line_id='U', channel='line', action='opt_out', occurred_at='2026-10-01T00:00:00'",
        ], "0"),
    ])
  func alone(_ item: ConsentCase) throws {
    let world = try ConsentWorld.make()
    try item.add(to: world)
    #expect(try world.mart("line_members", on: "2026-11-19") == [["U", "0", item.answer, "0"]])
  }

  @Test("a second LINE ID of a customer has its own answer and the customer's e-mail consent")
  func second() throws {
    let world = try ConsentWorld.make()
    try world.add(
      "customers", ["customer_id": "'C'", "line_id": "'U'", "line_ok": "1", "email_ok": "1"])
    try world.add("line_members", ["line_id": "'V'", "customer_id": "'C'", "line_permission": "0"])
    try world.add("line_members", ["line_id": "'U'", "blocked_at": "'2026-11-02T00:00:00'"])
    #expect(
      try world.mart("line_members", on: "2026-11-19") == [
        ["U", "1", "0", "0"], ["V", "1", "0", "0"],
      ])
    #expect(try world.mart("customers", on: "2026-11-19") == [["C", "1", "0", "0"]])
  }
}
