import Consent
import Gate
import Manifest
import Table
import Testing

/// A day whose sends came through the gate, as all sends do.
enum Day {
  static let date = CalendarDay.number(year: 2026, month: 11, day: 21)
  static let unsubscribe = Unsubscribe(url: "https://www.example.jp/u", secret: Array("key".utf8))

  /// Fields of a message: text with all that JSON escapes, a list, a date, a truth, a number.
  static let fields = Table(
    "mart",
    [
      Column("name", texts: ["山\"田\"\\\n\u{1}/", nil]),
      Column("products", texts: [#"["がん保険","a\"b"]"#, nil], type: .list),
      Column("due_on", .date, numbers: [date, nil]),
      Column("is_new", .bool, numbers: [1, nil]),
      Column("days", .int, numbers: [-3, nil]),
    ])

  static func result(
    emails: [String?] = ["b@example.jp", "a@example.jp"], sms: Bool = false
  ) throws -> GateResult {
    let people = Table(
      "customers",
      [
        Column("customer_id", texts: emails.indices.map { "C\($0)" }),
        Column("email", texts: emails),
        Column("phone", texts: emails.map { _ in "+819011112222" }),
        Column("email_permission", .bool, numbers: emails.map { _ in 1 }),
        Column("updated_at", .timestamp, numbers: emails.map { _ in date * secondsPerDay - 1 }),
      ])
    let noTexts = Column("consent_id", texts: [])
    let events = Table(
      "consent_events",
      [
        "consent_id", "customer_id", "address_email", "address_phone", "address_line_id",
        "address_token", "channel", "topic", "action", "origin",
      ].map { Column($0, .text, noTexts.values) }
        + [Column("occurred_at", .timestamp, numbers: [])])
    let suppressions = Table(
      "suppressions",
      [
        "suppression_id", "subject_type", "channel", "reason", "subject_customer_id",
        "subject_email", "subject_domain", "subject_phone", "subject_line_id", "subject_token",
      ].map { Column($0, .text, noTexts.values) }
        + ["from_on", "until_on"].map { Column($0, .date, numbers: []) })
    let consent = try ConsentIndex(
      ConsentSources(
        date: date,
        people: .init(
          people, key: "customer_id", updatedAt: "updated_at",
          addresses: [.email: ["email"], .phone: ["phone"]],
          permissions: [.email: "email_permission", .sms: "email_permission"]),
        events: events, pastSends: .none()))
    let gate = Gate(
      consent: consent, suppressions: try Suppressions(suppressions, date: date), caps: [])
    let message = Message(
      scenarioID: "referral", priority: 1, step: "A", templateID: "referral/A",
      channels: sms ? [.sms] : [.email], topic: "campaign")
    return try gate.decide(
      emails.indices.map {
        Candidate(
          message: message, subjectKey: "C\($0)", subject: .customer($0), enteredOn: date,
          sendAt: date * secondsPerDay + 10 * 3600, row: $0 % 2)
      })
  }

  static func index() -> ManifestIndex {
    ManifestIndex(
      pipeline: "insurance", businessDate: date, definitionDigest: "d1", softwareVersion: "1.0")
  }

  static func writer(_ parent: String, _ unsubscribe: Unsubscribe? = unsubscribe) throws
    -> ManifestWriter
  {
    ManifestWriter(
      parent: parent,
      fields: try TableFields([(fields, ["name", "products", "due_on", "is_new", "days"])]),
      unsubscribe: unsubscribe)
  }
}
