import Testing

@Suite("Consent on 2026-11-19 where only days are known")
struct DayConsentTests {
  @Test(
    "a no stands to the end of its day, a tick counts from the beginning of its",
    arguments: [
      ConsentCase(
        "an agreement of the same day",
        [
          "customers: customer_id='C', email='c@x', email_ok=0, updated_at='2026-11-01'",
          "consent_events: customer_id='C', channel='email', action='opt_in', occurred_at='2026-11-01T23:59:59'",
        ], "0"),
      ConsentCase(
        "an agreement of the next day",
        [
          "customers: customer_id='C', email='c@x', email_ok=0, updated_at='2026-11-01'",
          "consent_events: customer_id='C', channel='email', action='opt_in', occurred_at='2026-11-02T00:00:00'",
        ], "1"),
      ConsentCase(
        "a form of the same day",
        [
          "customers: customer_id='C', email='c@x', email_ok=0, updated_at='2026-11-01'",
          "requests: request_id='R', customer_id='C', form_email='c@x', form_email_ok=1, requested_at='2026-11-01'",
        ], "0"),
      ConsentCase(
        "a form of the next day",
        [
          "customers: customer_id='C', email='c@x', email_ok=0, updated_at='2026-11-01'",
          "requests: request_id='R', customer_id='C', form_email='c@x', form_email_ok=1, requested_at='2026-11-02'",
        ], "1"),
      ConsentCase(
        "no day at all",
        [
          "customers: customer_id='C', email='c@x', email_ok=0",
          "consent_events: customer_id='C', channel='email', action='opt_in', occurred_at='2026-11-01T23:59:59'",
        ], "0"),
    ])
  func customers(_ item: ConsentCase) throws {
    let world = try ConsentWorld.ofDays()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[1] } == [item.answer])
  }

  @Test(
    "an empty box of a prospect stands to the end of its day",
    arguments: [("2026-11-10T23:59:59", "0"), ("2026-11-11T00:00:00", "1")])
  func prospects(_ at: String, _ answer: String) throws {
    let world = try ConsentWorld.ofDays()
    try ConsentCase(
      "",
      [
        "requests: request_id='R', form_email='p@x', form_email_ok=0, requested_at='2026-11-10'",
        "consent_events: address_email='p@x', channel='email', action='opt_in', occurred_at='\(at)'",
      ], answer
    ).add(to: world)
    #expect(try world.mart("requests", on: "2026-11-19").map { $0[1] } == [answer])
  }
}
