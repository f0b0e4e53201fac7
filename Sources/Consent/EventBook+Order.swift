import Table

extension EventBook {
  /// What the book says, in order.
  struct Ordered {
    let events: [ConsentEvent]
    let byPerson: MentionLists
    /// By kind.
    let byAddress: [(addresses: KeyIndex, mentions: MentionLists)]
  }

  /// Sorts the events: by time, at the same second an opt_in before an opt_out, then by id in byte
  /// order, so that the last of those that concern somebody decides. Nothing depends on how many
  /// threads do it. O(n log n).
  func ordered(people: Int, threads: Int) -> Ordered {
    // The longest piece of work comes first.
    let parts = Workers.map(1 + byAddress.count, threads: threads) { part in
      part == 0
        ? Part.order(numbersInOrder()) : .addresses(Numbered(byAddress[part - 1].keys, addresses))
    }
    var order: [Int32] = []
    var numbered: [Numbered] = []
    for part in parts {
      switch part {
      case .order(let numbers): order = numbers
      case .addresses(let addresses): numbered.append(addresses)
      }
    }
    var rank = [Int32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { rank[Int(number)] = Int32(place) }
    let (ranks, found) = (rank, numbered)
    var lists = Workers.map(1 + found.count, threads: threads) { list in
      list == 0
        ? MentionLists(keyCount: people, byPerson.keys, byPerson.mentions, rank: ranks)
        : MentionLists(
          keyCount: found[list - 1].index.count, found[list - 1].ids, byAddress[list - 1].mentions,
          rank: ranks)
    }
    let ofPeople = lists.removeFirst()
    return Ordered(
      events: order.map { events[Int($0)] }, byPerson: ofPeople,
      byAddress: zip(found, lists).map { ($0.index, $1) })
  }

  /// What is worked out at the same time.
  private enum Part: Sendable {
    case order([Int32])
    case addresses(Numbered)
  }

  /// Addresses numbered in the order in which they come.
  private struct Numbered: Sendable {
    private(set) var index: KeyIndex
    let ids: [Int32]

    init(_ addresses: [TextRef], _ arena: TextArena) {
      var index = KeyIndex(capacity: addresses.count / 2)
      ids = index.insert(addresses, in: arena)
      self.index = index
    }
  }

  /// The numbers of the events in order.
  private func numbersInOrder() -> [Int32] {
    // Most are told apart by their times, which are compared without a look at the events.
    let times = events.indices.map { (time: events[$0].time, number: Int32($0)) }
    return times.sorted { left, right in
      if left.time != right.time { return left.time < right.time }
      let (a, b) = (events[Int(left.number)], events[Int(right.number)])
      if a.isOptOut != b.isOptOut { return b.isOptOut }
      let difference = Self.compare(a.id, b.id, ids)
      if difference != 0 { return difference < 0 }
      if a.source.order != b.source.order { return a.source.order < b.source.order }
      return a.row < b.row
    }
    .map(\.number)
  }

  /// Byte order of two ids of one arena, null first.
  private static func compare(_ left: TextRef, _ right: TextRef, _ arena: TextArena) -> Int {
    if left.isNull || right.isNull { return (left.isNull ? 0 : 1) - (right.isNull ? 0 : 1) }
    return Bytes.compare(arena[left], arena[right])
  }
}
