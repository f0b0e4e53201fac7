import Table

/// Everything needed to decide consent for anybody, made once a run.
///
/// Immutable: several threads may ask at once. Built in O(n log n) of the events and O(n) of the
/// people and forms; a decision is O(what was said about the person) and allocates nothing.
/// docs/consent.md says how it is decided.
public final class ConsentIndex: Sendable {
  /// Refusals that count although the day's exports do not have them, or not as refusals.
  public struct Remembered: Sendable, Equatable {
    /// Opt-outs among the consent events.
    public let consentEvents: Int
    /// Hard bounces, unsubscribes and complaints whose send the ledger holds.
    public let deliveries: Int
  }

  /// How many refusals are known from memory only.
  public let remembered: Remembered
  /// Delivery events whose send the ledger does not hold; they change nothing.
  public let unknownSends: Int
  /// What was sent before the business date.
  public let pastSends: PastSends
  /// The business date, in days since 1970-01-01.
  public let date: Int64

  let people: PeopleColumns
  let forms: [FormColumns]
  let members: MemberColumns?
  let events: [ConsentEvent]
  let ids: TextArena
  let eventColumns: EventColumns
  let topics: KeyIndex
  let byPerson: MentionLists
  /// In the order of `AddressKind`.
  let byAddress: [MentionLists]
  /// For each kind and column, the list that speaks of each row's address, or -1.
  let peopleLists: [[[Int32]]]
  let formLists: [[[Int32]?]]
  let memberLists: [Int32]
  let bounces: Bounces

  /// Reads the tables. Throws `ConsentError` if one lacks a column.
  public init(_ sources: ConsentSources) throws(ConsentError) {
    date = sources.date
    pastSends = sources.pastSends
    people = try PeopleColumns(sources.people)
    var forms: [FormColumns] = []
    for form in sources.forms { forms.append(try FormColumns(form)) }
    self.forms = forms
    var members: MemberColumns?
    if let table = sources.members { members = try MemberColumns(table) }
    self.members = members

    var book = EventBook()
    var topics = KeyIndex()
    eventColumns = try EventColumns(sources.events)
    book.add(
      eventColumns, source: .event, unless: nil, date: date, people: people.index,
      topics: &topics)
    var rememberedEvents = 0
    if let table = sources.rememberedEvents {
      let columns = try EventColumns(table)
      rememberedEvents = book.add(
        columns, source: .remembered, unless: eventColumns.refusalIDs(), date: date,
        people: people.index, topics: &topics)
    }
    let history = try DeliveryHistory(
      sources.deliveries, remembered: sources.rememberedDeliveries, past: pastSends)
    book.add(history.refusals, past: pastSends, people: people.index)
    bounces = Bounces(history, liftedBy: eventColumns)
    for (number, form) in forms.enumerated() { book.add(form, number: number) }
    book.putInOrder()

    self.topics = topics
    events = book.events
    ids = book.ids
    byPerson = MentionLists(keys: people.key.count, book.byPerson)
    byAddress = AddressKind.allCases.map { kind in
      MentionLists(keys: book.addresses[kind.rawValue].count, book.byAddress[kind.rawValue])
    }
    let lists: (TextColumn, AddressKind) -> [Int32] = { column, kind in
      let known = book.addresses[kind.rawValue]
      guard known.count > 0 else { return Array(repeating: -1, count: column.count) }
      return (0..<column.count).map { row in
        column[row].flatMap { known.find($0) }.map(Int32.init) ?? -1
      }
    }
    peopleLists = AddressKind.allCases.map { [people] kind in
      people.addresses[kind.rawValue].map { lists($0, kind) }
    }
    formLists = forms.map { form in
      AddressKind.allCases.map { kind in form.addresses[kind.rawValue].map { lists($0, kind) } }
    }
    memberLists = members.map { lists($0.lineID, .line) } ?? []
    remembered = Remembered(consentEvents: rememberedEvents, deliveries: history.remembered)
    unknownSends = history.unknownSends
  }

  /// The topic of a message as the consent events name it. Expected O(1).
  public func topic(_ name: String) -> TopicQuery {
    var name = name
    let id = name.withUTF8 { topics.find($0) }
    return id.map { TopicQuery(id: Int32($0)) } ?? .none
  }
}
