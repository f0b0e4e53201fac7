import Testing

@testable import Pipeline

/// The columns that sources of consent are read by.
struct ConsentRoleTests {
  /// The shop with every source of consent.
  private static let shop: DefinitionFolder = {
    var folder = DefinitionFolder()
    folder.replace(
      "consent.yml", "delivery_events: delivery_events",
      """
      events: events
      suppressions: suppressions
      delivery_events: deliveries
      line_members: {source: members, link: person}
      """)
    folder.files["sources/events.yml"] = """
      source: events
      files: events.csv
      key: consent_id
      columns:
        - {name: consent_id, header: a, type: id}
        - {name: customer_id, header: b, type: id}
        - {name: channel, header: c, type: choice, choices: [email, all]}
        - {name: topic, header: d, type: id}
        - {name: action, header: e, type: choice, choices: [opt_in, opt_out]}
        - {name: occurred_at, header: f, type: timestamp}
        - {name: origin, header: g, type: text}
        - {name: until_on, header: h, type: date}
        - {name: address_email, header: i, type: email}
        - {name: address_phone, header: i, type: phone}
        - {name: address_line_id, header: i, type: line_id}
        - {name: address_token, header: i, type: token}
      """
    folder.files["sources/suppressions.yml"] = """
      source: suppressions
      files: suppressions.csv
      key: suppression_id
      columns:
        - {name: suppression_id, header: a, type: id}
        - {name: subject_type, header: b, type: choice, choices: {email: [メール], customer: [会員]}}
        - {name: channel, header: c, type: choice, choices: [email, all]}
        - {name: reason, header: d, type: text}
        - {name: from_on, header: e, type: date}
        - {name: until_on, header: f, type: date}
        - {name: subject_customer_id, header: g, type: id}
        - {name: subject_email, header: g, type: email}
        - {name: subject_domain, header: g, type: id}
        - {name: subject_phone, header: g, type: phone}
        - {name: subject_line_id, header: g, type: line_id}
        - {name: subject_token, header: g, type: token}
      """
    folder.files["sources/deliveries.yml"] = """
      source: deliveries
      files: deliveries.csv
      key: event_id
      columns:
        - {name: event_id, header: a, type: id}
        - {name: send_id, header: b, type: id}
        - {name: kind, header: c, type: choice, choices: [complaint, soft_bounce, hard_bounce, unsubscribe]}
        - {name: occurred_at, header: d, type: timestamp}
      """
    folder.files["sources/members.yml"] = """
      source: members
      files: members.csv
      key: line_id
      columns:
        - {name: line_id, header: a, type: line_id}
        - {name: person_id, header: b, type: id}
        - {name: line_permission, header: c, type: bool}
        - {name: joined_at, header: d, type: timestamp}
        - {name: blocked_at, header: e, type: timestamp}
      links:
        person: {source: people, on: person_id}
      """
    return folder
  }()

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let source: String
    let edit: (passage: String, replacement: String)
    let errors: [String]

    init(
      _ name: String, _ source: String, _ passage: String, _ replacement: String,
      _ errors: String...
    ) {
      testDescription = name
      self.source = source
      edit = (passage, replacement)
      self.errors = errors
    }
  }

  private static let keyHelp =
    "  help: consent.yml makes it a source of consent, whose rows are told apart by that column"

  static let cases: [Case] = [
    Case(
      "events of days", "events", "header: f, type: timestamp", "header: f, type: date",
      "10:12: error: column 'occurred_at' must be of type timestamp: consent is read from it",
      "  help: it reads days too, as their midnight"),
    Case(
      "an end that is a second", "events", "header: h, type: date", "header: h, type: timestamp",
      "12:12: error: column 'until_on' must be of type date: consent is read from it"),
    Case(
      "an event's address read as another kind", "events", "header: i, type: email",
      "header: i, type: text",
      "13:12: error: column 'address_email' must be of type email: consent is read from it"),
    Case(
      "customers read otherwise than the people", "events", "header: b, type: id",
      "header: b, type: text",
      "6:12: error: column 'customer_id' must be of type id: consent is read from it",
      "  help: as the key of the people is: it is compared with it"),
    Case(
      "a topic that is a number", "events", "header: d, type: id", "header: d, type: int",
      "8:12: error: column 'topic' must be a text: consent is read from it"),
    Case(
      "an agreement by another name", "events", "[opt_in, opt_out]", "[optin, opt_out]",
      "9:12: error: column 'action' has the unknown code 'optin'",
      "  help: did you mean 'opt_in'?"),
    Case(
      "a channel by another name", "events", "[email, all]", "[mail, all]",
      "7:12: error: column 'channel' has the unknown code 'mail'",
      "  help: did you mean 'email'?"),
    Case(
      "events told apart by something else", "events", "key: consent_id",
      "key: [consent_id, topic]",
      "1:9: error: the key of source 'events' must be 'consent_id'", keyHelp),
    Case(
      "kinds of subjects that are texts", "suppressions",
      "type: choice, choices: {email: [メール], customer: [会員]}", "type: text",
      "6:12: error: column 'subject_type' must be of type choice: consent is read from it",
      "  help: one of customer, email, email_domain, phone, line_id, token"),
    Case(
      "a kind of subject that nobody knows", "suppressions", "customer: [会員]", "member: [会員]",
      "6:12: error: column 'subject_type' has the unknown code 'member'",
      "  help: one of customer, email, email_domain, phone, line_id, token"),
    Case(
      "a domain that is a text", "suppressions", "subject_domain, header: g, type: id",
      "subject_domain, header: g, type: text",
      "13:12: error: column 'subject_domain' must be of type id: consent is read from it"),
    Case(
      "a kind of report that nobody knows", "deliveries", "soft_bounce", "bounced",
      "7:12: error: column 'kind' has the unknown code 'bounced'",
      "  help: one of delivered, open, click, hard_bounce, soft_bounce, complaint, unsubscribe"),
    Case(
      "reports of days", "deliveries", "type: timestamp", "type: date",
      "8:12: error: column 'occurred_at' must be of type timestamp: consent is read from it",
      "  help: it reads days too, as their midnight"),
    Case(
      "a member's answer that is a text", "members", "type: bool", "type: text",
      "7:12: error: column 'line_permission' must be of type bool: consent is read from it"),
    Case(
      "members of days", "members", "blocked_at, header: e, type: timestamp",
      "blocked_at, header: e, type: date",
      "9:12: error: column 'blocked_at' must be of type timestamp: consent is read from it",
      "  help: it reads days too, as their midnight"),
    Case(
      "members told apart by their person", "members", "key: line_id", "key: person_id",
      "1:9: error: the key of source 'members' must be 'line_id'", keyHelp),
  ]

  @Test("sources of consent are read as they must be, or refused", arguments: cases)
  func refused(_ row: Case) throws {
    #expect(try Self.shop.errors() == [])
    var folder = Self.shop
    folder.replace("sources/\(row.source).yml", row.edit.passage, row.edit.replacement)
    let expected = row.errors.map { $0.hasPrefix("  ") ? $0 : "sources/\(row.source).yml:\($0)" }
    #expect(try folder.errors() == expected)
  }
}
