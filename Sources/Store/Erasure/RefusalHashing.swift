import GRDB

/// Puts hashes in the place of whom remembered refusals name, so that they hold without naming
/// anybody (docs/decisions/0013).
///
/// Each refusal of the person is kept under their number and under every address that is theirs
/// alone, so that it holds under whichever they come back. Refusals in answer to a message, which
/// name only the message, become consent events of the same meaning.
struct RefusalHashing {
  private let marks: Set<ErasureMark>
  private let person: Int
  private let hash: (ErasureMark.Kind, String) -> String
  /// What the person is known by, always in the same order.
  private let subjects: [ErasureMark]

  /// - Parameter person: their number among those of the erasure.
  init(
    _ marks: Set<ErasureMark>, ofPerson person: Int,
    _ hash: @escaping (ErasureMark.Kind, String) -> String
  ) {
    self.person = person
    self.marks = marks
    self.hash = hash
    subjects = marks.filter { ErasureMark.Kind.subjects.contains($0.kind) }
      .sorted { left, right in
        left.kind == right.kind
          ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
          : left.kind.rawValue < right.kind.rawValue
      }
  }

  /// How many refusals name the person. A refusal that is hashed already names nobody.
  func run(_ database: Database) throws -> Int {
    try noteSends(database)
    return try hashEvents(database) + hashSuppressions(database) + turnDeliveries(database)
  }

  /// The columns of a remembered refusal: what it says, and when it was read.
  private static func columns(of kind: RefusalKind) -> [String] {
    kind.columns.map(\.name) + ["seen_on", "number"]
  }

  /// Every row, its values all as text.
  private static func all(_ kind: RefusalKind) -> String {
    let columns = columns(of: kind).map { $0 == "number" ? "CAST(number AS TEXT) AS number" : $0 }
    return "SELECT \(columns.joined(separator: ", ")) FROM \(kind.table)"
  }

  private func isOwn(_ kind: ErasureMark.Kind, _ value: String?) -> Bool {
    value.map { marks.contains(ErasureMark(kind, $0)) } ?? false
  }

  private static func eventColumn(_ kind: ErasureMark.Kind) -> String { kind.eventColumn }

  private static func suppressionColumn(_ kind: ErasureMark.Kind) -> String {
    kind == .customer ? "subject_customer_id" : "subject_\(kind.rawValue)"
  }

  private func hashEvents(_ database: Database) throws -> Int {
    let kind = RefusalKind.consentEvents
    let columns = Self.columns(of: kind)
    var ids: Set<String> = []
    for row in try Row.fetchAll(database, sql: Self.all(kind)) {
      let values = columns.map { row[$0] as String? }
      let event = Dictionary(zip(columns, values)) { first, _ in first }
        .compactMapValues { $0 }
      let customer = event["customer_id"]
      let isNamed = isOwn(.customer, customer)
      // Also of an event that names another number: the address is theirs alone.
      let isReached = ErasureMark.Kind.addresses.contains {
        isOwn($0, event[Self.eventColumn($0)])
      }
      guard isNamed || isReached, let id = event["consent_id"] else { continue }
      ids.insert(id)
      try put(event, id: id, in: kind, reaching: subjects, Self.eventColumn, database)
    }
    return ids.count
  }

  private func hashSuppressions(_ database: Database) throws -> Int {
    let kind = RefusalKind.suppressions
    let columns = Self.columns(of: kind)
    var ids: Set<String> = []
    for row in try Row.fetchAll(database, sql: Self.all(kind)) {
      let values = columns.map { row[$0] as String? }
      var suppression = Dictionary(zip(columns, values)) { first, _ in first }
        .compactMapValues { $0 }
      // Every subject is read as each kind; the type says as which it is meant.
      let type = suppression["subject_type"]
      let isOwn = ErasureMark.Kind.subjects.contains {
        (type == nil || type == $0.rawValue)
          && self.isOwn($0, suppression[Self.suppressionColumn($0)])
      }
      guard isOwn, let id = suppression["suppression_id"] else { continue }
      ids.insert(id)
      for other in ErasureMark.Kind.subjects where type != nil && type != other.rawValue {
        suppression[Self.suppressionColumn(other)] = nil
      }
      suppression["subject_domain"] = nil
      // One row holds for one type.
      for (number, subject) in subjects.enumerated() {
        var copy = suppression
        for other in ErasureMark.Kind.subjects { copy[Self.suppressionColumn(other)] = nil }
        copy["subject_type"] = subject.kind.rawValue
        copy[Self.suppressionColumn(subject.kind)] = hash(subject.kind, subject.value)
        copy["suppression_id"] = number == 0 ? id : "\(id)#\(number)"
        try insert(copy, in: kind, database)
      }
    }
    return ids.count
  }

  /// Keeps of the person's messages whom an answer that is yet to come speaks of.
  private func noteSends(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT send_id, channel, to_address, customer_id FROM sends WHERE "
        + Ledger.ownSends(among: "(SELECT * FROM erasing WHERE person = \(person))"))
    for row in rows {
      guard let kind = Ledger.addressKind(ofChannel: row["channel"]) else { continue }
      let address = ErasureMark(kind, row["to_address"])
      let subjects = [address] + subjects.filter { $0 != address }
      for (number, subject) in subjects.enumerated() {
        let statement = try database.cachedStatement(
          sql: """
            INSERT OR REPLACE INTO erased_sends
              (send_id, number, channel, \(subject.kind.eventColumn))
            VALUES (?, \(number), ?, ?)
            """)
        try Ledger.execute(
          statement, [row["send_id"], row["channel"], hash(subject.kind, subject.value)])
      }
    }
  }

  /// Unsubscribes, complaints and hard bounces of the person's messages.
  private func turnDeliveries(_ database: Database) throws -> Int {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT event_id, seen_on, CAST(number AS TEXT) AS number, kind, occurred_at, channel,
          to_address, customer_id
        FROM remembered_delivery_events JOIN sends USING (send_id)
        """)
    var ids: Set<String> = []
    for row in rows {
      let address: String = row["to_address"]
      let addressKind = Ledger.addressKind(ofChannel: row["channel"])
      let customer: String? = row["customer_id"]
      let isReached = customer == nil && (addressKind.map { isOwn($0, address) } ?? false)
      guard isOwn(.customer, customer) || isReached else { continue }
      let id: String = row["event_id"]
      let kind: String? = row["kind"]
      ids.insert(id)
      var event: [String: String] = [
        "consent_id": "delivery:\(id)", "action": "opt_out", "channel": row["channel"],
        "origin": "delivery:\(kind ?? "")", "seen_on": row["seen_on"],
        "number": row["number"],
      ]
      event["occurred_at"] = row["occurred_at"]
      if let addressKind { event[Self.eventColumn(addressKind)] = address }
      // A bounce says something of the address alone.
      try put(
        event, id: "delivery:\(id)", in: .consentEvents,
        reaching: kind == "hard_bounce" ? [] : subjects, Self.eventColumn, database)
      try database.execute(
        sql: "DELETE FROM remembered_delivery_events WHERE event_id = ?", arguments: [id])
    }
    return ids.count
  }

  /// Writes a refusal with hashes, and further ones under `id#1`, `id#2` … for subjects that do not
  /// fit into one row.
  private func put(
    _ refusal: [String: String], id: String, in kind: RefusalKind, reaching subjects: [ErasureMark],
    _ column: (ErasureMark.Kind) -> String, _ database: Database
  ) throws {
    var row = refusal
    var further: [ErasureMark] = []
    for subject in subjects {
      if let value = row[column(subject.kind)] {
        if ErasureMark(subject.kind, value) != subject { further.append(subject) }
      } else {
        row[column(subject.kind)] = subject.value
      }
    }
    for each in ErasureMark.Kind.subjects {
      row[column(each)] = row[column(each)].map { hash(each, $0) }
    }
    try insert(row, in: kind, database)
    for (number, subject) in further.enumerated() {
      var copy = row
      for each in ErasureMark.Kind.subjects { copy[column(each)] = nil }
      copy[column(subject.kind)] = hash(subject.kind, subject.value)
      copy[kind.id] = "\(id)#\(number + 1)"
      try insert(copy, in: kind, database)
    }
  }

  private func insert(
    _ row: [String: String], in kind: RefusalKind, _ database: Database
  ) throws {
    let columns = Self.columns(of: kind)
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO \(kind.table) (\(columns.joined(separator: ", "))) "
        + "VALUES (\(places))")
    try Ledger.execute(statement, columns.map { row[$0] })
  }
}
