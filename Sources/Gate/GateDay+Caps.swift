import Consent
import Table

extension GateDay {
  /// Third pass: candidates take their turn by scenario priority, send time and send id; one whose
  /// person has had enough on the channel is held back: by the channel's caps, or, if those let it
  /// pass, by the caps of what the person has chosen. Transactional ones pass and do not count.
  mutating func applyCaps() {
    var people = KeyIndex(capacity: passing.count)
    let key = ByteBuffer(capacity: 128)
    let persons = passing.map { entry in
      let customer = gate.consent.customerID(of: candidates[entry.candidate].subject)
      Self.writePerson(customer, entry.to, to: key)
      return people.insert(key.view).id
    }
    let chosen = ChosenCaps(gate.preferences, after: gate.caps.count)
    let caps = gate.caps + chosen.caps
    var counts = pastCounts(people, caps)
    let capsOfChannel = Dictionary(grouping: gate.caps.indices) { gate.caps[$0].channel }
    let turns = passing.enumerated().map { index, entry in
      Turn(
        priority: candidates[entry.candidate].message.priority,
        sendAt: candidates[entry.candidate].sendAt, id: entry.id, index: index)
    }
    var free: [Passing] = []
    free.reserveCapacity(passing.count)
    for index in turns.sorted().lazy.map(\.index) {
      let entry = passing[index]
      let isFree = candidates[entry.candidate].message.isTransactional
      let person = persons[index]
      let mine = isFree ? [] : capsOfChannel[entry.channel] ?? []
      if mine.contains(where: { counts[$0][person] >= caps[$0].limit }) {
        exclude(entry, reason: .frequencyCap)
        continue
      }
      let own =
        isFree || chosen.caps.isEmpty
        ? nil
        : gate.consent.customerRow(of: candidates[entry.candidate].subject)
          .flatMap { chosen.choice(ofCustomer: $0, entry.channel) }
      if let own, own.caps.contains(where: { counts[$0][person] >= caps[$0].limit }) {
        exclude(entry, reason: .frequencyCap, detail: own.code)
        continue
      }
      for cap in mine { counts[cap][person] += 1 }
      for cap in own?.caps ?? 0..<0 { counts[cap][person] += 1 }
      free.append(entry)
    }
    send(free)
  }

  /// When a candidate takes its turn.
  private struct Turn: Comparable {
    let priority: Int
    let sendAt: Int64
    let id: SendID
    let index: Int

    static func < (left: Turn, right: Turn) -> Bool {
      if left.priority != right.priority { return left.priority < right.priority }
      return left.sendAt == right.sendAt ? left.id < right.id : left.sendAt < right.sendAt
    }
  }

  /// For each cap the sends of its window before the business date, by person.
  private func pastCounts(_ people: KeyIndex, _ caps: [Cap]) -> [[Int]] {
    var counts = caps.map { _ in [Int](repeating: 0, count: people.count) }
    let date = gate.consent.date
    let past = gate.consent.pastSends
    let key = ByteBuffer(capacity: 128)
    guard people.count > 0, let longest = caps.map(\.days).max() else { return counts }
    for row in 0..<past.count {
      guard let send = past.counted(row), send.businessDate > date - Int64(longest) else {
        continue
      }
      Self.writePerson(send.customerID, send.address, to: key)
      guard let person = people.find(key.view) else { continue }
      for (number, cap) in caps.enumerated()
      where cap.channel == send.channel && send.businessDate > date - Int64(cap.days) {
        counts[number][person] += 1
      }
    }
    return counts
  }

  /// A person as caps know them: the customer id, else the address.
  private static func writePerson(
    _ customerID: ByteView?, _ address: ByteView, to key: ByteBuffer
  ) {
    key.removeAll()
    key.append(UInt8(ascii: customerID == nil ? "a" : "c"))
    key.append(customerID ?? address)
  }
}
