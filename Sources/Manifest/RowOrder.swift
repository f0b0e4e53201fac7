import Consent
import Gate
import Table

/// The order of rows in a manifest, in byte order of each part.
enum RowOrder {
  /// The sends of one channel by send time, scenario, step, address and send id, as places in
  /// `sends`. O(n log n).
  static func places(of sends: [Send], on channel: Channel) -> [Int] {
    let ranks = StepRanks(sends.lazy.map(\.message))
    var addresses = TextColumn()
    var keys: [SendKey] = []
    for index in sends.indices where sends[index].channel == channel {
      addresses.append(text: sends[index].to)
      keys.append(
        SendKey(
          sendAt: sends[index].sendAt, step: ranks[sends[index].message], address: keys.count,
          id: sends[index].id, index: index))
    }
    keys.sort { left, right in
      if left.sendAt != right.sendAt { return left.sendAt < right.sendAt }
      if left.step != right.step { return left.step < right.step }
      guard let a = addresses[left.address], let b = addresses[right.address] else { return false }
      let difference = Bytes.compare(a, b)
      return difference == 0 ? left.id < right.id : difference < 0
    }
    return keys.map(\.index)
  }

  /// Exclusions by scenario, step and send id, as places in `exclusions`. O(n log n).
  static func places(of exclusions: [Exclusion]) -> [Int] {
    let ranks = StepRanks(exclusions.lazy.map(\.message))
    var keys = exclusions.indices.map {
      (step: ranks[exclusions[$0].message], id: exclusions[$0].id, index: $0)
    }
    keys.sort { ($0.step, $0.id) < ($1.step, $1.id) }
    return keys.map(\.index)
  }

  private struct SendKey {
    let sendAt: Int64
    let step: Int
    /// Its place in the column of addresses.
    let address: Int
    let id: SendID
    let index: Int
  }
}

/// The place of each scenario and step in byte order.
private struct StepRanks {
  private var ranks: [ObjectIdentifier: Int] = [:]

  init(_ messages: some Sequence<Message>) {
    var distinct: [ObjectIdentifier: Message] = [:]
    for message in messages { distinct[ObjectIdentifier(message)] = message }
    let named = distinct.map { (name: Self.name($0.value), id: $0.key) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    var rank = 0
    for (index, entry) in named.enumerated() {
      if index > 0, entry.name != named[index - 1].name { rank += 1 }
      ranks[entry.id] = rank
    }
  }

  /// NUL parts the two, so that a shorter scenario id comes first.
  private static func name(_ message: Message) -> [UInt8] {
    Array(message.scenarioID.utf8) + [0] + Array(message.step.utf8)
  }

  subscript(message: Message) -> Int { ranks[ObjectIdentifier(message)] ?? 0 }
}
