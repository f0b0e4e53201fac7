import Testing

private let customer =
  "customers: customer_id='C', email='c@x', line_id='U', updated_at='2026-11-01T12:00:00', "
private let member =
  "line_members: line_id='U', customer_id='C', joined_at='2026-11-01T12:00:00', line_permission="
private let optIn =
  "consent_events: customer_id='C', channel='email', action='opt_in', occurred_at="

@Suite("Consent on 2026-11-19 where a permission needs a recorded origin")
struct OriginConsentTests {
  @Test(
    "a yes on record needs an origin, nothing else does",
    arguments: [
      ConsentCase("a yes with an origin", [customer + "email_ok=1, origin='shop'"], "1"),
      ConsentCase("a yes without one", [customer + "email_ok=1"], "0"),
      ConsentCase("a yes with an empty one", [customer + "email_ok=1, origin=''"], "0"),
      ConsentCase("no answer", [customer + "origin='shop'"], "0"),
      ConsentCase("a no", [customer + "email_ok=0, origin='shop'"], "0"),
      ConsentCase(
        "an older agreement", [customer + "email_ok=1", optIn + "'2026-10-01T12:00:00'"], "1"),
      ConsentCase(
        "an older agreement against a no",
        [customer + "email_ok=0", optIn + "'2026-10-01T12:00:00'"], "0"),
      ConsentCase(
        "a younger agreement against a no",
        [customer + "email_ok=0", optIn + "'2026-11-02T12:00:00'"], "1"),
      ConsentCase(
        "a form of their own",
        [
          customer + "email_ok=1",
          "requests: request_id='R', customer_id='C', form_email='c@x', form_email_ok=1, requested_at='2026-11-02T12:00:00'",
        ], "1"),
    ])
  func email(_ item: ConsentCase) throws {
    let world = try ConsentWorld.withOrigin()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[1] } == [item.answer])
  }

  @Test(
    "of two LINE permissions the customer's counts as unknown if it is a yes without an origin",
    arguments: [
      ConsentCase("both agree", [customer + "line_ok=1", member + "1"], "1"),
      ConsentCase("the member says nothing", [customer + "line_ok=1", member + "null"], "0"),
      ConsentCase("the member refuses", [customer + "line_ok=1", member + "0"], "0"),
      ConsentCase("the customer refuses", [customer + "line_ok=0", member + "1"], "0"),
      ConsentCase(
        "the customer's has an origin", [customer + "line_ok=1, origin='shop'", member + "null"],
        "1"),
    ])
  func line(_ item: ConsentCase) throws {
    let world = try ConsentWorld.withOrigin()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[2] } == [item.answer])
    #expect(try world.mart("line_members", on: "2026-11-19").map { $0[2] } == [item.answer])
  }

  @Test("prospects and LINE IDs of nobody known are their own origin")
  func others() throws {
    let world = try ConsentWorld.withOrigin()
    try ConsentCase(
      "",
      [
        "requests: request_id='R', form_email='p@x', form_email_ok=1, requested_at='2026-11-10T12:00:00'",
        "line_members: line_id='V', joined_at='2026-11-01T12:00:00', line_permission=1",
      ], ""
    ).add(to: world)
    #expect(try world.mart("requests", on: "2026-11-19").map { $0[1] } == ["1"])
    #expect(try world.mart("line_members", on: "2026-11-19").map { $0[2] } == ["1"])
  }
}
