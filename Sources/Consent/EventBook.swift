import Table

/// Collects everything said about consent, and whom it concerns, before it is put in order.
struct EventBook {
  private(set) var events: [ConsentEvent] = []
  private(set) var byPerson: [Concern] = []
  /// For each kind, the addresses that anything was said about.
  private(set) var addresses = AddressKind.allCases.map { _ in KeyIndex() }
  private(set) var byAddress: [[Concern]] = AddressKind.allCases.map { _ in [] }
  let ids = TextArena()

  /// Adds an event that nobody is yet concerned by.
  mutating func add(
    _ source: ConsentEvent.Source, row: Int, id: ByteView?, time: Int64, isOptOut: Bool
  ) -> Int32 {
    events.append(
      ConsentEvent(
        time: time, isOptOut: isOptOut, source: source, row: Int32(row),
        id: id.map { ids.append($0) } ?? .null))
    return Int32(events.count - 1)
  }

  /// Says that an event concerns a person.
  mutating func concern(
    person: Int, event: Int32, topic: Int32, channels: ChannelSet
  ) {
    byPerson.append(
      Concern(
        key: Int32(person),
        mention: Mention(event: event, topic: topic, channels: channels, isForm: false)))
  }

  /// Says that an event concerns whoever has an address.
  mutating func concern(
    address: ByteView, kind: AddressKind, event: Int32, topic: Int32, channels: ChannelSet,
    isForm: Bool = false
  ) {
    guard !channels.isEmpty else { return }
    let (key, _) = addresses[kind.rawValue].insert(address)
    byAddress[kind.rawValue].append(
      Concern(
        key: Int32(key),
        mention: Mention(event: event, topic: topic, channels: channels, isForm: isForm)))
  }

  /// Sorts the events: by time, at the same second an opt_in before an opt_out, then by id in byte
  /// order, so that the last of those that concern somebody decides. O(n log n).
  mutating func putInOrder() {
    let ids = ids
    let events = events
    let order = Array(0..<Int32(events.count)).sorted { left, right in
      let (a, b) = (events[Int(left)], events[Int(right)])
      if a.time != b.time { return a.time < b.time }
      if a.isOptOut != b.isOptOut { return b.isOptOut }
      let difference = compare(a.id, b.id, ids)
      if difference != 0 { return difference < 0 }
      if a.source.order != b.source.order { return a.source.order < b.source.order }
      return a.row < b.row
    }
    var rank = [Int32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { rank[Int(number)] = Int32(place) }
    self.events = order.map { events[Int($0)] }
    for index in byPerson.indices {
      byPerson[index].mention.event = rank[Int(byPerson[index].mention.event)]
    }
    for kind in byAddress.indices {
      for index in byAddress[kind].indices {
        byAddress[kind][index].mention.event = rank[Int(byAddress[kind][index].mention.event)]
      }
    }
  }
}

/// Byte order of two ids of one arena, null first.
private func compare(_ left: TextRef, _ right: TextRef, _ arena: TextArena) -> Int {
  if left.isNull || right.isNull { return (left.isNull ? 0 : 1) - (right.isNull ? 0 : 1) }
  return Bytes.compare(arena[left], arena[right])
}
