import Consent
public import Table

/// The suppressions in force on the business date: people and addresses that nothing goes to,
/// whatever they agreed to.
public struct Suppressions: Sendable {
  /// How many are known only because an earlier run had read them, and are in force.
  public let remembered: Int

  private let rows: [Row]
  private let customers: RowLists
  /// In the order of `AddressKind`.
  private let addresses: [RowLists]
  private let domains: RowLists

  /// The reasons that hold for every channel whatever the row's channel says.
  private static let reasonsOfEveryChannel: Set<String> = [
    "complaint_handling", "legal", "deceased",
  ]

  private struct Row {
    /// Nil is every channel.
    let channel: Channel?
    let reason: String?
  }

  /// A match.
  struct Match: Equatable {
    /// Its reason, or nil if it cannot be read.
    let reason: String?
  }

  /// Reads a table with the columns suppression_id, subject_type, channel, reason, from_on,
  /// until_on, and the subject as read by each kind: subject_customer_id, subject_email,
  /// subject_domain, subject_phone, subject_line_id, subject_token. What cannot be read counts
  /// against sending: a null type is every type, a null channel every channel, a null from_on
  /// already, a null until_on for ever, and a null reason holds for every channel.
  ///
  /// `remembered` has rows of the same shape that an earlier run has read; those count whose id no
  /// row of the table has that has begun, and those without an id. O(n log n).
  public init(
    _ table: Table, remembered old: Table? = nil, date: Int64
  ) throws(GateError) {
    let columns = try SuppressionColumns(table)
    var active = (0..<table.rowCount).filter { columns.isActive($0, on: date) }
      .map { (columns: columns, row: $0) }
    var rememberedCount = 0
    if let old {
      let oldColumns = try SuppressionColumns(old)
      // One that an export has moved into the future holds as it was until then.
      let begun = (0..<table.rowCount).filter { columns.hasBegun($0, by: date) }
      let known = KeyIndex(of: columns.id.gather(begun.map { Int32($0) }))
      for row in 0..<old.rowCount {
        if let id = oldColumns.id[row], known.find(id) != nil { continue }
        guard oldColumns.isActive(row, on: date) else { continue }
        active.append((oldColumns, row))
        rememberedCount += 1
      }
    }
    remembered = rememberedCount
    // In the order of their ids, so that the smallest row number is the one that gives the reason.
    active.sort { left, right in
      switch (left.columns.id[left.row], right.columns.id[right.row]) {
      case (nil, nil): false
      case (nil, _): true
      case (_, nil): false
      case (let a?, let b?): Bytes.less(a, b)
      }
    }
    rows = active.map { columns, row in
      let reason = columns.reason.string(row)
      let isEverywhere = reason.map { Self.reasonsOfEveryChannel.contains($0) } ?? true
      let channel = columns.channel[row].flatMap { Channel(code: $0) }
      return Row(channel: isEverywhere ? nil : channel, reason: reason)
    }
    customers = RowLists(active) { $0.customerID(ofRow: $1) }
    addresses = AddressKind.allCases.map { kind in
      RowLists(active) { $0.address(kind, ofRow: $1) }
    }
    domains = RowLists(active) { $0.domain(ofRow: $1) }
  }

  /// The match of the smallest id for a person on a channel, or nil. Any address of the person
  /// counts, an e-mail address also by its domain and that domain's parents.
  func match(_ subject: Subject, channel: Channel, consent: ConsentIndex) -> Match? {
    var smallest = Int.max
    let take: (Int) -> Void = { [rows] row in
      if row < smallest, rows[row].channel == nil || rows[row].channel == channel {
        smallest = row
      }
    }
    if let id = consent.customerID(of: subject) { customers.forEach(id, take) }
    consent.forEachAddress(of: subject) { kind, address in
      addresses[kind.rawValue].forEach(address, take)
      if kind == .email { forEachDomain(of: address) { domains.forEach($0, take) } }
    }
    return smallest == .max ? nil : Match(reason: rows[smallest].reason)
  }

  private func forEachDomain(of email: ByteView, _ body: (ByteView) -> Void) {
    guard !domains.isEmpty, let at = email.lastIndex(of: UInt8(ascii: "@")) else { return }
    var start = at + 1
    while start < email.count {
      body(email.slice(start, email.count))
      guard let dot = email[start...].firstIndex(of: UInt8(ascii: ".")) else { return }
      start = dot + 1
    }
  }
}

/// Row numbers by a key of bytes.
private struct RowLists: Sendable {
  private var keys = KeyIndex()
  private var rows: [[Int]] = []

  var isEmpty: Bool { rows.isEmpty }

  init(
    _ active: [(columns: SuppressionColumns, row: Int)],
    key: (SuppressionColumns, Int) -> ByteView?
  ) {
    for (number, entry) in active.enumerated() {
      guard let text = key(entry.columns, entry.row), text.count > 0 else { continue }
      let (id, isNew) = keys.insert(text)
      if isNew { rows.append([]) }
      rows[id].append(number)
    }
  }

  func forEach(_ key: ByteView, _ body: (Int) -> Void) {
    guard !rows.isEmpty, let id = keys.find(key) else { return }
    for row in rows[id] { body(row) }
  }
}
