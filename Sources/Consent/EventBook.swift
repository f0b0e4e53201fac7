import Table

/// Collects everything said about consent, and whom it concerns, before it is put in order.
struct EventBook {
  private(set) var events: [ConsentEvent] = []
  private(set) var byPerson = Concerns<Int32>()
  /// For each kind the addresses that something was said about.
  private(set) var byAddress = AddressKind.allCases.map { _ in Concerns<TextRef>() }
  /// Keeps the texts of the addresses.
  let addresses = TextArena()
  let ids = TextArena()
  /// For each topic how many refusals are of it alone.
  private(set) var refusalsByTopic: [Int] = []

  /// Makes room for so many more events.
  mutating func reserve(_ count: Int) { events.reserveCapacity(events.count + count) }

  /// Keeps the texts of a column whose addresses something is said about.
  func keep(_ column: TextColumn) { addresses.keep(column.arena) }

  /// Adds an event that nobody is yet concerned by.
  mutating func add(
    _ source: ConsentEvent.Source, row: Int, id: ByteView?, time: Int64, isOptOut: Bool
  ) -> Int32 {
    events.append(
      ConsentEvent(
        time: time, id: id.map { ids.append($0) } ?? .null, row: Int32(row), source: source,
        isOptOut: isOptOut))
    return Int32(events.count - 1)
  }

  /// Counts a refusal of a topic; of every topic (-1) none is counted.
  mutating func countRefusal(of topic: Int32) {
    guard topic >= 0 else { return }
    let topic = Int(topic)
    if topic >= refusalsByTopic.count {
      refusalsByTopic += Array(repeating: 0, count: topic + 1 - refusalsByTopic.count)
    }
    refusalsByTopic[topic] += 1
  }

  /// Says that an event concerns a person.
  mutating func concern(
    person: Int, event: Int32, topic: Int32, channels: ChannelSet
  ) {
    byPerson.append(
      Int32(person), Mention(event: event, topic: topic, channels: channels, isForm: false))
  }

  /// Says that an event concerns whoever has an address, which is one of a column that is kept.
  mutating func concern(
    address: TextRef, kind: AddressKind, event: Int32, topic: Int32, channels: ChannelSet,
    isForm: Bool = false
  ) {
    guard !channels.isEmpty else { return }
    byAddress[kind.rawValue].append(
      address, Mention(event: event, topic: topic, channels: channels, isForm: isForm))
  }
}
