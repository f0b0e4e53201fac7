import Table

/// The addresses that bounced for good and whose owner has not opted in again since.
struct Bounces {
  private let addresses: KeyIndex
  private let isBounced: [Bool]

  /// A bounce is lifted by a later opt_in event whose address it is. A bounce without a time is
  /// never lifted, and a form lifts nothing: anybody can type an address into it.
  init(_ history: DeliveryHistory, liftedBy events: EventColumns) {
    addresses = history.addresses
    var lastOptIn = [Int64](repeating: nullNumber, count: addresses.count)
    if addresses.count > 0 {
      for row in 0..<events.id.count where events.isHeardOptIn(row) {
        for column in events.addresses {
          guard let text = column[row], let address = addresses.find(text) else { continue }
          lastOptIn[address] = max(lastOptIn[address], events.time[row])
        }
      }
    }
    isBounced = zip(history.lastHardBounce, lastOptIn).map { bounce, optIn in
      bounce != nullNumber && optIn <= bounce
    }
  }

  func contains(_ address: ByteView) -> Bool {
    guard !isBounced.isEmpty, let id = addresses.find(address) else { return false }
    return isBounced[id]
  }
}

extension EventBook {
  /// Adds unsubscribes and complaints: opt_outs of the send's channel on every topic, for the
  /// send's address and its customer.
  mutating func add(
    _ refusals: [DeliveryHistory.Refusal], past: PastSends, people: KeyIndex
  ) {
    keep(past.address)
    for refusal in refusals {
      let event = add(
        refusal.source, row: refusal.row, id: refusal.id, time: refusal.time, isOptOut: true)
      let channel = past.channel[refusal.send].flatMap { Channel(code: $0) }
      let channels = channel.map { ChannelSet($0) } ?? .all
      if let id = past.customerID[refusal.send], let person = people.find(id) {
        concern(person: person, event: event, topic: -1, channels: channels)
      }
      let address = past.address.refs[refusal.send]
      if address.isNull { continue }
      for kind in channel?.addressKinds ?? AddressKind.allCases {
        concern(address: address, kind: kind, event: event, topic: -1, channels: channels)
      }
    }
  }
}
