public import Table

/// The tables that consent is decided from, and what their columns mean.
///
/// All are cleansed and cut to what is known at the end of the business date: rows of the future
/// are gone, and a block of the future is null. Row order is of no account.
public struct ConsentSources: Sendable {
  /// The business date, in days since 1970-01-01.
  public var date: Int64
  /// Everybody with an id of their own.
  public var people: People
  /// The forms that carry a contact and a permission of their own, in a fixed order.
  public var forms: [Form] = []
  /// The members of the LINE official account.
  public var members: Members?
  /// What people said at the preference centre and elsewhere: columns consent_id, customer_id,
  /// channel, topic, action, occurred_at, origin, optionally until_on, and the address as read by
  /// each kind: address_email, address_phone, address_line_id, address_token.
  public var events: Table
  /// Rows of the same shape that an earlier run has read. Only their refusals count, and only
  /// those whose consent_id `events` does not have, or has as an agreement: that may be another
  /// one under a number used again, and is heard as such. One without an id is none of the exports',
  /// and counts.
  public var rememberedEvents: Table?
  /// How many of those rows, at their end, stand for reports in `deliveries` and before that answer
  /// messages to people who were erased, and how many such reports `deliveries` has: they are heard,
  /// and neither remembered nor unknown.
  public var answersOfErased = (rows: 0, reports: 0)
  /// What delivery systems report: event_id, send_id, kind, occurred_at.
  public var deliveries: Table?
  /// Rows of the same shape that an earlier run has read. Only hard_bounce, unsubscribe and
  /// complaint count, and only those whose event_id no such row of `deliveries` has.
  public var rememberedDeliveries: Table?
  /// What was sent before the business date.
  public var pastSends: PastSends

  public init(date: Int64, people: People, events: Table, pastSends: PastSends) {
    self.date = date
    self.people = people
    self.events = events
    self.pastSends = pastSends
  }

  /// One row a person, found by a key.
  public struct People: Sendable {
    /// One row a person, with at least the columns named here.
    public var table: Table
    /// The column of the person's id, unique and not null.
    public var key: String
    /// The date or timestamp column that says when the row was last changed, or nil where the source
    /// has none. A day stands to its end against later agreements.
    public var updatedAt: String?
    /// The address columns of each kind, the main one first.
    public var addresses: [AddressKind: [String]]
    /// The permission column of each channel that has one.
    public var permissions: [Channel: String]
    /// The text column that says where a contact came from. If given, a permission that says yes
    /// counts as empty where it is null or empty. Nil: nobody asks.
    public var origin: String?
    /// The kinds of address that advertising may use, in the order they are tried.
    public var adsKinds = Channel.ads.addressKinds

    public init(
      _ table: Table, key: String, updatedAt: String?, addresses: [AddressKind: [String]],
      permissions: [Channel: String]
    ) {
      self.table = table
      self.key = key
      self.updatedAt = updatedAt
      self.addresses = addresses
      self.permissions = permissions
    }
  }

  /// One row a form that somebody filled in.
  public struct Form: Sendable {
    /// One row a form, with at least the columns named here.
    public var table: Table
    /// The column of the form's id, unique and not null.
    public var key: String
    /// The date or timestamp column of its time. A tick counts from the beginning of a day.
    public var eventTime: String
    /// The column of the form's own address of each kind that it asks for.
    public var addresses: [AddressKind: String]
    /// The permission column of each channel that it asks for.
    public var permissions: [Channel: String]
    /// The kinds of address of a prospect that advertising may use, in the order they are tried.
    public var adsKinds = Channel.ads.addressKinds
    /// The row of `People` that each form was matched to; -1 is a prospect.
    public var customer: [Int32]

    public init(
      _ table: Table, key: String, eventTime: String, addresses: [AddressKind: String],
      permissions: [Channel: String], customer: [Int32]
    ) {
      self.table = table
      self.key = key
      self.eventTime = eventTime
      self.addresses = addresses
      self.permissions = permissions
      self.customer = customer
    }
  }

  /// One row a LINE ID: columns line_id (unique, not null), line_permission, joined_at, blocked_at.
  public struct Members: Sendable {
    /// One row a LINE ID, with at least the columns named above.
    public var table: Table
    /// The row of `People` that each LINE ID belongs to, or -1.
    public var customer: [Int32]

    public init(_ table: Table, customer: [Int32]) {
      self.table = table
      self.customer = customer
    }
  }
}
