import Testing

/// The customer of these tests, agreeing to nothing, last changed on the first of November.
private let customer =
  "customers: customer_id='C', email='c@x', email_sub='s@x', phone='+81', line_id='U', "
  + "updated_at='2026-11-01T12:00:00'"
/// The same, having agreed or refused by e-mail.
private let agreed = customer + ", email_ok=1"
private let refused = customer + ", email_ok=0"

private func event(_ cells: String) -> String { "consent_events: " + cells }

private let optIn = "customer_id='C', channel='email', action='opt_in', occurred_at="
private let optOut = "customer_id='C', channel='email', action='opt_out', occurred_at="

@Suite("A customer's consent by e-mail on 2026-11-19")
struct CustomerConsentTests {
  @Test(
    "the customer's answer counts where nothing was said",
    arguments: [
      ConsentCase("agreed", [agreed], "1"), ConsentCase("refused", [refused], "0"),
      ConsentCase("no answer is no consent", [customer], "0"),
    ])
  func answers(_ item: ConsentCase) throws { try check(item) }

  @Test(
    "the latest event decides",
    arguments: [
      ConsentCase("a refusal", [agreed, event(optOut + "'2020-01-01T00:00:00'")], "0"),
      ConsentCase(
        "an agreement without an answer", [customer, event(optIn + "'2020-01-01T00:00:00'")], "1"),
      ConsentCase(
        "an agreement later than the row's no", [refused, event(optIn + "'2026-11-01T12:00:01'")],
        "1"),
      ConsentCase(
        "an agreement not later than the row's no",
        [refused, event(optIn + "'2026-11-01T12:00:00'")], "0"),
      ConsentCase(
        "a row's no of unknown time stands",
        ["customers: customer_id='C', email_ok=0", event(optIn + "'2026-11-19T00:00:00'")], "0"),
      ConsentCase(
        "an agreement after a refusal",
        [agreed, event(optOut + "'2026-11-02T00:00:00'"), event(optIn + "'2026-11-02T00:00:01'")],
        "1"),
      ConsentCase(
        "a refusal at the same second",
        [agreed, event(optOut + "'2026-11-02T00:00:00'"), event(optIn + "'2026-11-02T00:00:00'")],
        "0"),
      ConsentCase(
        "an event of tomorrow is not known", [agreed, event(optOut + "'2026-11-20T00:00:00'")], "1"),
    ])
  func latest(_ item: ConsentCase) throws { try check(item) }

  @Test(
    "a refusal for a period holds through its last day",
    arguments: [
      ConsentCase(
        "today", [agreed, event(optOut + "'2026-11-02T00:00:00', until_on='2026-11-19'")], "0"),
      ConsentCase(
        "yesterday", [agreed, event(optOut + "'2026-11-02T00:00:00', until_on='2026-11-18'")], "1"),
      ConsentCase(
        "then what was before it counts again",
        [
          agreed, event(optOut + "'2026-11-01T00:00:00'"),
          event(optOut + "'2026-11-02T00:00:00', until_on='2026-11-18'"),
        ], "0"),
    ])
  func periods(_ item: ConsentCase) throws { try check(item) }

  @Test(
    "what cannot be read counts against sending",
    arguments: [
      ConsentCase(
        "an unreadable action is a refusal",
        [agreed, event("customer_id='C', channel='email', occurred_at='2026-11-02T00:00:00'")], "0"),
      ConsentCase(
        "a refusal without a time is the latest",
        [
          agreed, event("customer_id='C', channel='email', action='opt_out'"),
          event(optIn + "'2026-11-19T00:00:00'"),
        ], "0"),
      ConsentCase(
        "a refusal without a channel is for all",
        [agreed, event("customer_id='C', action='opt_out', occurred_at='2026-11-02T00:00:00'")], "0"
      ),
      ConsentCase(
        "an agreement without a time says nothing",
        [customer, event("customer_id='C', channel='email', action='opt_in'")], "0"),
      ConsentCase(
        "an agreement without a channel says nothing",
        [customer, event("customer_id='C', action='opt_in', occurred_at='2026-11-02T00:00:00'")],
        "0"),
    ])
  func unreadable(_ item: ConsentCase) throws { try check(item) }

  @Test(
    "only what is for every topic and for the channel counts",
    arguments: [
      ConsentCase(
        "topic all", [agreed, event(optOut + "'2026-11-02T00:00:00', topic='all'")], "0"),
      ConsentCase(
        "one topic", [agreed, event(optOut + "'2026-11-02T00:00:00', topic='renewal'")], "1"),
      ConsentCase(
        "all channels",
        [
          customer,
          event(
            "customer_id='C', channel='all', action='opt_in', occurred_at='2026-11-02T00:00:00'"),
        ],
        "1"),
      ConsentCase(
        "another channel",
        [
          agreed,
          event(
            "customer_id='C', channel='phone', action='opt_out', occurred_at='2026-11-02T00:00:00'"),
        ],
        "1"),
      ConsentCase(
        "another customer",
        [
          agreed,
          event(
            "customer_id='D', channel='email', action='opt_out', occurred_at='2026-11-02T00:00:00'"),
        ],
        "1"),
    ])
  func scope(_ item: ConsentCase) throws { try check(item) }

  @Test(
    "what is said by address concerns whoever has it",
    arguments: [
      ConsentCase(
        "the second e-mail address",
        [
          agreed,
          event(
            "address_email='s@x', channel='email', action='opt_out', occurred_at='2026-11-02T00:00:00'"
          ),
        ],
        "0"),
      ConsentCase(
        "a refusal for all channels by telephone number",
        [
          agreed,
          event(
            "address_phone='+81', channel='all', action='opt_out', occurred_at='2026-11-02T00:00:00'"
          ),
        ],
        "0"),
      ConsentCase(
        "a refusal without a channel by LINE ID",
        [
          agreed, event("address_line_id='U', action='opt_out', occurred_at='2026-11-02T00:00:00'"),
        ], "0"),
      ConsentCase(
        "an agreement for all channels by telephone number",
        [
          customer,
          event(
            "address_phone='+81', channel='all', action='opt_in', occurred_at='2026-11-02T00:00:00'"
          ),
        ],
        "0"),
      ConsentCase(
        "an agreement for all channels by e-mail address",
        [
          customer,
          event(
            "address_email='c@x', channel='all', action='opt_in', occurred_at='2026-11-02T00:00:00'"
          ),
        ],
        "1"),
      ConsentCase(
        "an e-mail refusal under a telephone number",
        [
          agreed,
          event(
            "address_phone='+81', channel='email', action='opt_out', occurred_at='2026-11-02T00:00:00'"
          ),
        ],
        "1"),
    ])
  func addresses(_ item: ConsentCase) throws { try check(item) }

  private func check(_ item: ConsentCase) throws {
    let world = try ConsentWorld.make()
    try item.add(to: world)
    #expect(try world.mart("customers", on: "2026-11-19").map { $0[1] } == [item.answer])
  }
}
