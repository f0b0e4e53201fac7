import Table

/// The columns of a table of consent events.
struct EventColumns {
  let id: TextColumn
  let customer: TextColumn
  let channel: TextColumn
  let topic: TextColumn
  let action: TextColumn
  let time: [Int64]
  let until: [Int64]
  /// In the order of `AddressKind`.
  let addresses: [TextColumn]
  let origin: TextColumn

  init(_ table: Table) throws(ConsentError) {
    id = try table.text("consent_id")
    customer = try table.text("customer_id")
    channel = try table.text("channel")
    topic = try table.text("topic")
    action = try table.text("action")
    time = try table.numbers("occurred_at")
    until = try table.numbers(optional: "until_on")
    addresses = [
      try table.text("address_email"), try table.text("address_phone"),
      try table.text("address_line_id"), try table.text("address_token"),
    ]
    origin = try table.text("origin")
  }

  /// True only for a readable opt_in: all else that stands in the column is a refusal.
  func isOptIn(_ row: Int) -> Bool {
    action[row].map { Bytes.equal($0, "opt_in") } ?? false
  }

  /// True if the row is an opt_in with a time and a channel: any other opt_in is ignored.
  func isHeardOptIn(_ row: Int) -> Bool {
    isOptIn(row) && time[row] != nullNumber && !Self.isNoChannel(channel[row])
  }

  /// The ids of the refusals.
  func refusalIDs() -> KeyIndex {
    var ids = KeyIndex()
    for row in 0..<id.count where !isOptIn(row) {
      if let id = id[row] { _ = ids.insert(id) }
    }
    return ids
  }

  static func isNoChannel(_ code: ByteView?) -> Bool {
    guard let code else { return true }
    return Channel(code: code) == nil && !Bytes.equal(code, "all")
  }
}

extension EventBook {
  /// Adds consent events. Of remembered ones only refusals whose id `known` does not have, or that
  /// have none; gives back how many of those there were.
  @discardableResult
  mutating func add(
    _ columns: EventColumns, source: ConsentEvent.Source, unless known: KeyIndex?,
    date: Int64, people: KeyIndex, topics: inout KeyIndex
  ) -> Int {
    var added = 0
    let persons = people.find(columns.customer.refs, in: columns.customer.arena)
    for column in columns.addresses { keep(column) }
    for row in 0..<columns.id.count {
      let isOptOut = !columns.isOptIn(row)
      guard isOptOut || columns.isHeardOptIn(row) else { continue }
      if isOptOut, columns.until[row] != nullNumber, columns.until[row] < date { continue }
      if let known {
        guard isOptOut else { continue }
        if let id = columns.id[row], known.find(id) != nil { continue }
      }
      let time = columns.time[row] == nullNumber ? Int64.max : columns.time[row]
      let event = add(source, row: row, id: columns.id[row], time: time, isOptOut: isOptOut)
      let topic = topicID(columns.topic[row], &topics)
      if isOptOut { countRefusal(of: topic) }
      let channel = columns.channel[row].flatMap { Channel(code: $0) }
      if persons[row] >= 0 {
        concern(
          person: Int(persons[row]), event: event, topic: topic,
          channels: channel.map { ChannelSet($0) } ?? .all)
      }
      for kind in AddressKind.allCases {
        let address = columns.addresses[kind.rawValue].refs[row]
        if address.isNull { continue }
        concern(
          address: address, kind: kind, event: event, topic: topic,
          channels: Self.channels(of: channel, by: kind, isOptOut: isOptOut))
      }
      added += 1
    }
    return added
  }

  /// The channels that an event by an address speaks for; `channel` nil is every channel.
  private static func channels(
    of channel: Channel?, by kind: AddressKind, isOptOut: Bool
  ) -> ChannelSet {
    guard let channel else { return isOptOut ? .all : kind.ownChannels }
    return channel.addressKinds.contains(kind) ? ChannelSet(channel) : []
  }

  /// -1 for every topic, which a null stands for too.
  private func topicID(_ topic: ByteView?, _ topics: inout KeyIndex) -> Int32 {
    guard let topic, !Bytes.equal(topic, "all") else { return -1 }
    return Int32(topics.insert(topic).id)
  }

  /// Adds the forms of matched customers: a true permission is an opt_in of the form's own address
  /// on that channel at the form's time, for whoever has that address.
  mutating func add(_ form: FormColumns, number: Int) {
    for case let column? in form.addresses { keep(column) }
    let answers = form.permissions.flatMap { channel, permission in
      channel.addressKinds.compactMap { kind in
        form.addresses[kind.rawValue].map { (channel, permission, kind, addresses: $0.refs) }
      }
    }
    for row in 0..<form.key.count
    where form.customer[row] >= 0 && form.time.earliest[row] != nullNumber {
      var event: Int32?
      for (channel, permission, kind, addresses) in answers
      where permission[row] == 1 && !addresses[row].isNull {
        let heard =
          event
          ?? add(
            .form(UInt16(number)), row: row, id: form.key[row], time: form.time.earliest[row],
            isOptOut: false)
        event = heard
        concern(
          address: addresses[row], kind: kind, event: heard, topic: -1,
          channels: ChannelSet(channel), isForm: true)
      }
    }
  }
}
