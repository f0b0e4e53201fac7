import Consent
import Gate
import Table

/// A small town for the gate's tests: people, what they said, what forbids, what was sent.
struct Town {
  static let date = CalendarDay.number(year: 2026, month: 11, day: 21)
  static let ten = date * secondsPerDay + 10 * 3600

  struct Person {
    var id: String
    var email: String?
    var phone: String?
    var permission: Int64? = 1
    var note: String?
    /// A field that messages cannot go out without and that this person does not have.
    var missing: String?
    /// How often they want to be written to.
    var frequency: String?
  }

  struct Event {
    var id: String
    var customer: String?
    var email: String?
    var channel: String? = "email"
    var topic: String?
    var action: String? = "opt_out"
    var at: Int64? = 10
  }

  struct Suppression {
    var id: String
    var type: String?
    var channel: String? = "all"
    var reason: String? = "other"
    var from: Int64?
    var until: Int64?
    var customer: String?
    var email: String?
    var domain: String?
    var phone: String?
  }

  struct Sent {
    var id = "s"
    var day: Int64
    var channel = "email"
    var to: String
    var customer: String?
    var transactional: Int64 = 0
  }

  var people: [Person] = []
  var events: [Event] = []
  var suppressions: [Suppression] = []
  var remembered: [Suppression] = []
  var sent: [Sent] = []
  /// Addresses that bounced.
  var bounced: [String] = []
  var caps: [Cap] = []
  /// What the codes of `frequency` ask for, by e-mail or SMS, in the order of the definition.
  var wishes: [(code: String, caps: [Cap])] = []

  func gate() throws -> Gate {
    let notes = TextColumn(people.map(\.note))
    let table = Table(
      "customers",
      [
        Column("customer_id", texts: people.map(\.id)),
        Column("email", texts: people.map(\.email)),
        Column("phone", texts: people.map(\.phone)),
        Column("permission", .bool, numbers: people.map(\.permission)),
      ])
    var sources = ConsentSources(
      date: Self.date,
      people: .init(
        table, key: "customer_id", updatedAt: nil,
        addresses: [.email: ["email"], .phone: ["phone"]],
        permissions: [.email: "permission", .sms: "permission"]),
      events: eventTable, pastSends: try PastSends(ledger, before: Self.date))
    sources.deliveries = Table(
      "delivery_events",
      [
        Column("event_id", texts: bounced.map { "D\($0)" }),
        Column("send_id", texts: bounced.map { "bounce \($0)" }),
        Column("kind", texts: bounced.map { _ in "hard_bounce" }),
        Column("occurred_at", .timestamp, numbers: bounced.map { _ in nil }),
      ])
    return Gate(
      consent: try ConsentIndex(sources),
      suppressions: try Suppressions(
        Self.table(suppressions), remembered: Self.table(remembered), date: Self.date),
      caps: caps,
      preferences: preferences, handlingNotes: notes,
      handling: HandlingRule(
        suppress: ["クレーム", "対応中"], cleared: ["完了", "解決", "解決済", "終了", "対応済"],
        harmless: ["クレームなし"]))
  }

  /// The wishes by channel, of one column.
  private var preferences: [FrequencyPreference] {
    let choices = TextColumn(people.map(\.frequency))
    return [Channel.sms, .email].compactMap { channel in
      let mine = wishes.map { ($0.code, $0.caps.filter { $0.channel == channel }) }
        .filter { !$0.1.isEmpty }
      return mine.isEmpty ? nil : FrequencyPreference(channel, choices: choices, caps: mine)
    }
  }

  private var ledger: Table {
    let old = bounced.map {
      Sent(id: "bounce \($0)", day: Self.date - 300, to: $0, transactional: 1)
    }
    let all = sent + old
    return Table(
      "ledger",
      [
        Column("send_id", texts: all.map(\.id)),
        Column("business_date", .date, numbers: all.map(\.day)),
        Column("channel", texts: all.map(\.channel)), Column("to", texts: all.map(\.to)),
        Column("customer_id", texts: all.map(\.customer)),
        Column("transactional", .bool, numbers: all.map(\.transactional)),
      ])
  }

  private var eventTable: Table {
    Table(
      "consent_events",
      [
        Column("consent_id", texts: events.map(\.id)),
        Column("customer_id", texts: events.map(\.customer)),
        Column("address_email", texts: events.map(\.email)),
        Column("address_phone", texts: events.map { _ in nil }),
        Column("address_line_id", texts: events.map { _ in nil }),
        Column("address_token", texts: events.map { _ in nil }),
        Column("channel", texts: events.map(\.channel)),
        Column("topic", texts: events.map(\.topic)),
        Column("action", texts: events.map(\.action)),
        Column("occurred_at", .timestamp, numbers: events.map(\.at)),
        Column("origin", texts: events.map { _ in nil }),
      ])
  }

  private static func table(_ rows: [Suppression]) -> Table {
    Table(
      "suppressions",
      [
        Column("suppression_id", texts: rows.map(\.id)),
        Column("subject_type", texts: rows.map(\.type)),
        Column("channel", texts: rows.map(\.channel)),
        Column("reason", texts: rows.map(\.reason)),
        Column("from_on", .date, numbers: rows.map(\.from)),
        Column("until_on", .date, numbers: rows.map(\.until)),
        Column("subject_customer_id", texts: rows.map(\.customer)),
        Column("subject_email", texts: rows.map(\.email)),
        Column("subject_domain", texts: rows.map(\.domain)),
        Column("subject_phone", texts: rows.map(\.phone)),
        Column("subject_line_id", texts: rows.map { _ in nil }),
        Column("subject_token", texts: rows.map { _ in nil }),
      ])
  }

  static func message(
    _ scenario: String = "referral", step: String = "A", priority: Int = 1,
    channels: [Channel] = [.email], topic: String = "campaign", transactional: Bool = false,
    holdout: Double = 0
  ) -> Message {
    Message(
      scenarioID: scenario, priority: priority, step: step, templateID: "\(scenario)/\(step)",
      channels: channels, topic: topic, isTransactional: transactional, holdoutShare: holdout)
  }

  /// A candidate for the person of that row.
  func candidate(_ row: Int, _ message: Message, sendAt: Int64 = ten) -> Candidate {
    Candidate(
      message: message, subjectKey: people[row].id, subject: .customer(row),
      enteredOn: Self.date, sendAt: sendAt, row: row, missingField: people[row].missing)
  }

  /// The reason for which the first person gets no message, or nil if they get it.
  func reason(_ message: Message = message()) throws -> (reason: Reason, detail: String?)? {
    let result = try gate().decide([candidate(0, message)])
    return result.exclusions.last.map { ($0.reason, $0.detail) }
  }
}
