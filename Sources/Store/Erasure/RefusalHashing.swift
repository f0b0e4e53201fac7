import GRDB

/// Puts hashes in the place of whom remembered refusals name, so that they hold without naming
/// anybody (docs/decisions/0013).
///
/// Each refusal of the person is kept under their number and under every address that is theirs
/// alone, so that it holds under whichever they come back. Refusals in answer to a message, which
/// name only the message, become consent events of the same meaning.
struct RefusalHashing {
  private let database: Database
  /// The person's marks, as a query in brackets.
  private let marks: String
  private let hash: @Sendable (ErasureMark.Kind, String) -> String
  /// What the person is known by, always in the same order.
  private let subjects: [ErasureMark]

  /// - Parameter person: their number among those whose marks the table `erasing` holds.
  init(
    _ marks: Set<ErasureMark>, ofPerson person: Int, _ database: Database,
    _ hash: @escaping @Sendable (ErasureMark.Kind, String) -> String
  ) {
    self.database = database
    self.marks = "(SELECT * FROM erasing WHERE person = \(person))"
    self.hash = hash
    subjects = marks.filter { ErasureMark.Kind.subjects.contains($0.kind) }
      .sorted { left, right in
        left.kind == right.kind
          ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
          : left.kind.rawValue < right.kind.rawValue
      }
  }

  /// Hashes the refusals that name the person; one that is hashed already names nobody. SQLite looks
  /// for them: O(refusals ever read) steps of its own, and rows of the person alone are changed.
  func run() throws {
    guard !subjects.isEmpty else { return }
    try noteSends()
    try turnAnswers()
    try hashEvents()
    try hashSuppressions()
  }

  /// Keeps of the person's messages whom an answer that is yet to come speaks of.
  private func noteSends() throws {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT send_id, channel, to_address, customer_id FROM sends WHERE "
        + Ledger.ownSends(among: marks))
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

  /// Unsubscribes, complaints and hard bounces of the person's messages become consent events.
  private func turnAnswers() throws {
    let answers = try Ledger.answeredSends(
      where: OwnRefusals.answeredSends(among: marks), [], database)
    for answer in answers { try Ledger.keep(answer, database) }
    let statement = try database.cachedStatement(
      sql: "DELETE FROM remembered_delivery_events WHERE event_id = ?")
    for answer in answers { try Ledger.execute(statement, [answer.eventID]) }
  }

  /// One row names one subject of each kind: what it does not name is filled in, and further
  /// subjects have further parts.
  private func hashEvents() throws {
    let kind = RefusalKind.consentEvents
    let own = OwnRefusals.consentEvents(among: marks)
    // A bounce says something of the address alone.
    let reaches = "NOT (source = 'delivery_events' AND origin IS 'delivery:hard_bounce')"
    var firsts: [ErasureMark.Kind: String] = [:]
    for subject in subjects where firsts[subject.kind] == nil {
      firsts[subject.kind] = subject.value
    }
    for (number, subject) in subjects.enumerated() {
      let column = subject.kind.eventColumn
      try addParts(
        of: kind, number + 1, [column], [hash(subject.kind, subject.value)],
        where: "(\(own)) AND \(reaches) AND coalesce(\(column), ?) <> ?",
        [firsts[subject.kind], subject.value])
    }
    let function = DatabaseFunction("erased", argumentCount: 2, pure: true) { [hash] values in
      guard let word = String.fromDatabaseValue(values[0]),
        let kind = ErasureMark.Kind(rawValue: word), let value = String.fromDatabaseValue(values[1])
      else { return nil }
      return hash(kind, value)
    }
    database.add(function: function)
    defer { database.remove(function: function) }
    let assignments = ErasureMark.Kind.subjects.map { kind in
      let column = kind.eventColumn
      return "\(column) = erased('\(kind.rawValue)', "
        + "CASE WHEN \(reaches) THEN coalesce(\(column), ?) ELSE \(column) END)"
    }
    let statement = try database.makeStatement(
      sql: "UPDATE \(kind.table) SET \(assignments.joined(separator: ", ")) WHERE \(own)")
    try Ledger.execute(statement, ErasureMark.Kind.subjects.map { firsts[$0] })
  }

  /// One row holds for one type, and so names one subject.
  private func hashSuppressions() throws {
    let kind = RefusalKind.suppressions
    let own = OwnRefusals.suppressions(among: marks)
    for (number, subject) in subjects.enumerated().dropFirst() {
      try addParts(
        of: kind, number, ["subject_type", subject.kind.suppressionColumn],
        [subject.kind.rawValue, hash(subject.kind, subject.value)], where: own, [])
    }
    let first = subjects[0]
    let others = kind.subjectColumns.filter { $0 != first.kind.suppressionColumn }
    let statement = try database.makeStatement(
      sql: """
        UPDATE \(kind.table) SET subject_type = ?, \(first.kind.suppressionColumn) = ?,
          \(others.map { "\($0) = NULL" }.joined(separator: ", ")) WHERE \(own)
        """)
    try Ledger.execute(statement, [first.kind.rawValue, hash(first.kind, first.value)])
  }

  /// Adds a part to each of some refusals, which says the same of another subject. Its number is
  /// none that a part of the refusal has had.
  /// - Parameters:
  ///   - number: from 1, another one for each subject.
  ///   - columns: those that the part does not have from the refusal, with their values.
  private func addParts(
    of kind: RefusalKind, _ number: Int, _ columns: [String], _ values: [String],
    where condition: String, _ arguments: [String?]
  ) throws {
    let names = kind.identity
    let copied =
      kind.primaryKey.filter { $0 != "part" }
      + kind.columns.dropFirst().map(\.name)
      .filter { !kind.subjectColumns.contains($0) && !columns.contains($0) }
    let isSame = names.map { "other.\($0) = \(kind.table).\($0)" }.joined(separator: " AND ")
    let statement = try database.makeStatement(
      sql: """
        INSERT INTO \(kind.table) (\((copied + columns + ["part"]).joined(separator: ", ")))
        SELECT \((copied + columns.map { _ in "?" }).joined(separator: ", ")),
          part + \(number) + (SELECT max(part) FROM \(kind.table) AS other WHERE \(isSame))
        FROM \(kind.table) WHERE \(condition)
        """)
    try Ledger.execute(statement, values + arguments)
  }
}
