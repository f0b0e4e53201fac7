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
  /// Those of them that are unsubscribes, complaints or hard bounces.
  public let unknownRefusals: Int
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
  private let refusalsByTopic: [Int]
  let byPerson: MentionLists
  /// What was said about the addresses of people, of each form and of LINE members.
  let peopleMentions: [AddressMentions]
  let formMentions: [[AddressMentions]]
  let memberMentions: AddressMentions?
  /// For each person the row of the LINE member that their main LINE ID is, or -1.
  let memberOfPerson: [Int32]
  let bounces: Bounces

  /// Reads the tables. Throws `ConsentError` if one lacks a column.
  public init(_ sources: ConsentSources, threads: Int = 1) throws(ConsentError) {
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
    book.reserve(forms.reduce(eventColumns.id.count) { $0 + $1.key.count })
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
    let ordered = book.ordered(people: people.key.count, threads: threads)

    self.topics = topics
    refusalsByTopic = book.refusalsByTopic
    events = ordered.events
    ids = book.ids
    byPerson = ordered.byPerson
    // The addresses of each population by kind, and whose line members they are: looked up in the
    // addresses that were spoken of.
    var columns = AddressKind.allCases.flatMap { [people] kind in
      people.addresses[kind.rawValue].map { (kind, $0) }
    }
    var ends = [columns.count]
    for form in forms {
      columns += AddressKind.allCases.compactMap { kind in
        form.addresses[kind.rawValue].map { (kind, $0) }
      }
      ends.append(columns.count)
    }
    if let members { columns.append((.line, members.lineID)) }
    let asked = columns
    let byAddress = ordered.byAddress
    let mentions = Workers.map(asked.count, threads: threads) { number in
      let (kind, column) = asked[number]
      let (addresses, lists) = byAddress[kind.rawValue]
      return AddressMentions(column, addresses, lists)
    }
    peopleMentions = mentions[..<ends[0]].compactMap { $0 }
    formMentions = forms.indices.map { mentions[ends[$0]..<ends[$0 + 1]].compactMap { $0 } }
    memberMentions = members == nil ? nil : mentions.last ?? nil
    memberOfPerson = Self.memberOfPerson(people, members)
    remembered = Remembered(
      consentEvents: max(0, rememberedEvents - sources.answersOfErased.rows),
      deliveries: history.remembered)
    unknownSends = history.unknownSends
    unknownRefusals = max(0, history.unknownRefusals - sources.answersOfErased.reports)
  }

  private static func memberOfPerson(
    _ people: PeopleColumns, _ members: MemberColumns?
  ) -> [Int32] {
    guard let members, let lineIDs = people.addresses[AddressKind.line.rawValue].first else {
      return Array(repeating: -1, count: people.key.count)
    }
    return members.index.find(lineIDs.refs, in: lineIDs.arena)
  }

  /// How many refusals are of one topic that is none of `topics`: they hold no message back.
  /// O(topics).
  public func refusals(ofNoneOf topics: Set<String>) -> Int {
    let known = Set(
      topics.compactMap { topic in
        var topic = topic
        return topic.withUTF8 { self.topics.find($0) }
      })
    return refusalsByTopic.indices.reduce(0) { count, topic in
      known.contains(topic) ? count : count + refusalsByTopic[topic]
    }
  }

  /// The topic of a message as the consent events name it. Expected O(1).
  public func topic(_ name: String) -> TopicQuery {
    var name = name
    let id = name.withUTF8 { topics.find($0) }
    return id.map { TopicQuery(id: Int32($0)) } ?? .none
  }
}
