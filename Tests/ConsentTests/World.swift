import Consent
import Table

/// A small world of consent for a test, written row by row.
struct World {
  static let date = CalendarDay.number(year: 2026, month: 11, day: 21)
  /// Noon of the business date.
  static let noon = date * secondsPerDay + 12 * 3600

  struct Customer {
    var id: String
    var email: String?
    var emailSub: String?
    var phone: String?
    var lineID: String?
    var token: String?
    var emailPermission: Int64?
    var linePermission: Int64?
    var smsPermission: Int64?
    var updatedAt: Int64? = noon - 100 * secondsPerDay
    var origin: String?
  }

  struct Form {
    var key: String
    var at: Int64?
    var email: String?
    var phone: String?
    var emailPermission: Int64?
    var smsPermission: Int64?
    var customer: Int32 = -1
  }

  struct Member {
    var lineID: String
    var permission: Int64?
    var joinedAt: Int64? = noon - 50 * secondsPerDay
    var blockedAt: Int64?
    var customer: Int32 = -1
  }

  struct Event {
    var id: String
    var customer: String?
    var email: String?
    var phone: String?
    var lineID: String?
    var token: String?
    var channel: String? = "email"
    var topic: String?
    var action: String? = "opt_in"
    var at: Int64? = noon
    var until: Int64?
  }

  struct Sent {
    var id: String
    var channel = "email"
    var to: String
    var customer: String?
    var day: Int64 = date - 10
  }

  struct Delivery {
    var id: String
    var sendID: String
    var kind: String?
    var at: Int64?
  }

  var customers: [Customer] = []
  var forms: [Form] = []
  var members: [Member] = []
  var events: [Event] = []
  var remembered: [Event] = []
  var sent: [Sent] = []
  var deliveries: [Delivery] = []
  var rememberedDeliveries: [Delivery] = []
  /// Whether the times of customers and of forms are days.
  var customersHaveDays = false
  var formsHaveDays = false
  /// Whether a permission needs a recorded origin.
  var asksForOrigin = false

  static let noEvents = table([Event]())

  func index() throws -> ConsentIndex {
    let people = Table(
      "customers",
      [
        Column("customer_id", texts: customers.map(\.id)),
        Column("email", texts: customers.map(\.email)),
        Column("email_sub", texts: customers.map(\.emailSub)),
        Column("phone", texts: customers.map(\.phone)),
        Column("line_id", texts: customers.map(\.lineID)),
        Column("fcm_token", texts: customers.map(\.token)),
        Column("email_permission", .bool, numbers: customers.map(\.emailPermission)),
        Column("line_permission", .bool, numbers: customers.map(\.linePermission)),
        Column("sms_permission", .bool, numbers: customers.map(\.smsPermission)),
        Column(
          "updated_at", customersHaveDays ? .date : .timestamp, numbers: customers.map(\.updatedAt)),
        Column("origin", texts: customers.map(\.origin)),
      ])
    var sources = ConsentSources(
      date: Self.date,
      people: .init(
        people, key: "customer_id", updatedAt: "updated_at",
        addresses: [
          .email: ["email", "email_sub"], .phone: ["phone"], .line: ["line_id"],
          .token: ["fcm_token"],
        ],
        permissions: [
          .email: "email_permission", .line: "line_permission", .sms: "sms_permission",
        ]),
      events: Self.table(events),
      pastSends: try PastSends(ledger, before: Self.date))
    sources.people.origin = asksForOrigin ? "origin" : nil
    sources.forms = [
      .init(
        Table(
          "quotes",
          [
            Column("quote_id", texts: forms.map(\.key)),
            Column(
              "quoted_at", formsHaveDays ? .date : .timestamp, numbers: forms.map(\.at)),
            Column("form_email", texts: forms.map(\.email)),
            Column("form_phone", texts: forms.map(\.phone)),
            Column("form_email_permission", .bool, numbers: forms.map(\.emailPermission)),
            Column("form_sms_permission", .bool, numbers: forms.map(\.smsPermission)),
          ]),
        key: "quote_id", eventTime: "quoted_at",
        addresses: [.email: "form_email", .phone: "form_phone"],
        permissions: [.email: "form_email_permission", .sms: "form_sms_permission"],
        customer: forms.map(\.customer))
    ]
    sources.members = .init(
      Table(
        "line_members",
        [
          Column("line_id", texts: members.map(\.lineID)),
          Column("line_permission", .bool, numbers: members.map(\.permission)),
          Column("joined_at", .timestamp, numbers: members.map(\.joinedAt)),
          Column("blocked_at", .timestamp, numbers: members.map(\.blockedAt)),
        ]),
      customer: members.map(\.customer))
    sources.rememberedEvents = remembered.isEmpty ? nil : Self.table(remembered)
    sources.deliveries = Self.table(deliveries)
    sources.rememberedDeliveries =
      rememberedDeliveries.isEmpty ? nil : Self.table(rememberedDeliveries)
    return try ConsentIndex(sources)
  }

  private var ledger: Table {
    Table(
      "ledger",
      [
        Column("send_id", texts: sent.map(\.id)),
        Column("business_date", .date, numbers: sent.map(\.day)),
        Column("channel", texts: sent.map(\.channel)),
        Column("to", texts: sent.map(\.to)),
        Column("customer_id", texts: sent.map(\.customer)),
        Column("transactional", .bool, numbers: sent.map { _ in 0 }),
      ])
  }

  private static func table(_ events: [Event]) -> Table {
    Table(
      "consent_events",
      [
        Column("consent_id", texts: events.map(\.id)),
        Column("customer_id", texts: events.map(\.customer)),
        Column("address_email", texts: events.map(\.email)),
        Column("address_phone", texts: events.map(\.phone)),
        Column("address_line_id", texts: events.map(\.lineID)),
        Column("address_token", texts: events.map(\.token)),
        Column("channel", texts: events.map(\.channel)),
        Column("topic", texts: events.map(\.topic)),
        Column("action", texts: events.map(\.action)),
        Column("occurred_at", .timestamp, numbers: events.map(\.at)),
        Column("origin", texts: events.map { _ in "はがき" }),
        Column("until_on", .date, numbers: events.map(\.until)),
      ])
  }

  private static func table(_ deliveries: [Delivery]) -> Table {
    Table(
      "delivery_events",
      [
        Column("event_id", texts: deliveries.map(\.id)),
        Column("send_id", texts: deliveries.map(\.sendID)),
        Column("kind", texts: deliveries.map(\.kind)),
        Column("occurred_at", .timestamp, numbers: deliveries.map(\.at)),
      ])
  }
}
