import Table

/// What delivery systems reported of past sends: refusals, addresses that bounce for good, and how
/// much of it speaks of sends that the ledger does not hold.
struct DeliveryHistory {
  /// An unsubscribe or complaint: the refusal of a past send's channel, address and customer.
  struct Refusal {
    let source: ConsentEvent.Source
    let row: Int
    let id: ByteView?
    let time: Int64
    /// The row in the past sends.
    let send: Int
  }

  private(set) var refusals: [Refusal] = []
  /// Events whose send the ledger does not hold; they change nothing.
  private(set) var unknownSends = 0
  /// Those of them that would end all sending to the address.
  private(set) var unknownRefusals = 0
  /// Events heard only because an earlier run had read them.
  private(set) var remembered = 0
  /// Addresses with a hard or soft bounce.
  private(set) var addresses = KeyIndex()
  /// When each of these last bounced for good; `Int64.max` without a time, null if it never did.
  private(set) var lastHardBounce: [Int64] = []

  private var softBounces: [Report] = []
  private var contacts: [Report] = []

  private struct Report {
    let address: Int32
    let time: Int64
  }

  private enum Kind {
    case hardBounce, softBounce, contact, refusal

    init?(_ code: ByteView?) {
      guard let code else { return nil }
      switch code {
      case _ where Bytes.equal(code, "hard_bounce"): self = .hardBounce
      case _ where Bytes.equal(code, "soft_bounce"): self = .softBounce
      case _ where Bytes.equal(code, "unsubscribe"): self = .refusal
      case _ where Bytes.equal(code, "complaint"): self = .refusal
      case _ where Bytes.equal(code, "delivered"): self = .contact
      case _ where Bytes.equal(code, "open"): self = .contact
      case _ where Bytes.equal(code, "click"): self = .contact
      default: return nil
      }
    }
  }

  /// Reads the events and those remembered from earlier runs. O(n log n) in the soft bounces.
  init(
    _ deliveries: Table?, remembered old: Table?, past: PastSends
  ) throws(ConsentError) {
    var contactRows: [(send: Int, time: Int64)] = []
    var known = KeyIndex()
    if let deliveries {
      let columns = try Columns(deliveries)
      for row in 0..<deliveries.rowCount {
        if old != nil, columns.isRefusal(row), let id = columns.id[row] { _ = known.insert(id) }
        guard let send = columns.sendID[row].flatMap({ past.row(of: $0) }) else {
          unknownSends += 1
          if columns.isRefusal(row) { unknownRefusals += 1 }
          continue
        }
        take(.delivery, row, Kind(columns.kind[row]), columns, send, past, &contactRows)
      }
    }
    if let old {
      let columns = try Columns(old)
      for row in 0..<old.rowCount {
        guard columns.isRefusal(row), let id = columns.id[row], known.find(id) == nil,
          let send = columns.sendID[row].flatMap({ past.row(of: $0) })
        else { continue }
        remembered += 1
        take(.rememberedDelivery, row, Kind(columns.kind[row]), columns, send, past, &contactRows)
      }
    }
    for (send, time) in contactRows {
      guard let to = past.address[send], let address = addresses.find(to) else { continue }
      contacts.append(Report(address: Int32(address), time: time))
    }
    countSoftBounces()
  }

  struct Columns {
    let id: TextColumn
    let sendID: TextColumn
    let kind: TextColumn
    let time: [Int64]

    init(_ table: Table) throws(ConsentError) {
      id = try table.text("event_id")
      sendID = try table.text("send_id")
      kind = try table.text("kind")
      time = try table.numbers("occurred_at")
    }

    /// True for what ends all sending to the address by itself.
    func isRefusal(_ row: Int) -> Bool {
      switch Kind(kind[row]) {
      case .hardBounce, .refusal: true
      case .softBounce, .contact, nil: false
      }
    }
  }

  private mutating func take(
    _ source: ConsentEvent.Source, _ row: Int, _ kind: Kind?, _ columns: Columns, _ send: Int,
    _ past: PastSends, _ contactRows: inout [(send: Int, time: Int64)]
  ) {
    let isTimeless = columns.time[row] == nullNumber
    let time = isTimeless ? Int64.max : columns.time[row]
    switch kind {
    case .refusal:
      refusals.append(
        Refusal(source: source, row: row, id: columns.id[row], time: time, send: send))
    case .hardBounce:
      guard let address = number(of: past.address[send]) else { return }
      lastHardBounce[address] = max(lastHardBounce[address], time)
    case .softBounce where !isTimeless:
      guard let address = number(of: past.address[send]) else { return }
      softBounces.append(Report(address: Int32(address), time: time))
    case .contact where !isTimeless:
      contactRows.append((send, time))
    default: break
    }
  }

  private mutating func number(of address: ByteView?) -> Int? {
    guard let address else { return nil }
    let (id, isNew) = addresses.insert(address)
    if isNew { lastHardBounce.append(nullNumber) }
    return id
  }

  /// Three or more soft bounces in a row that lie 168 hours or more apart are a hard bounce at the
  /// time of the last. A contact breaks the row only if it lies truly between two of them.
  private mutating func countSoftBounces() {
    let inOrder: (Report, Report) -> Bool = { ($0.address, $0.time) < ($1.address, $1.time) }
    softBounces.sort(by: inOrder)
    contacts.sort(by: inOrder)
    var contact = 0
    var runLength = 0
    var runStart: Int64 = 0
    for (index, soft) in softBounces.enumerated() {
      let previous = index > 0 ? softBounces[index - 1] : nil
      var isBroken = previous?.address != soft.address
      if let previous, !isBroken {
        while contact < contacts.count,
          (contacts[contact].address, contacts[contact].time) <= (previous.address, previous.time)
        {
          contact += 1
        }
        isBroken =
          contact < contacts.count && contacts[contact].address == soft.address
          && contacts[contact].time < soft.time
      }
      if isBroken {
        runLength = 0
        runStart = soft.time
      }
      runLength += 1
      if runLength >= 3, soft.time - runStart >= 7 * secondsPerDay {
        let address = Int(soft.address)
        lastHardBounce[address] = max(lastHardBounce[address], soft.time)
      }
    }
  }
}
