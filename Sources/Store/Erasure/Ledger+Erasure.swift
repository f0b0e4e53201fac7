import GRDB

extension Ledger {
  /// The key that refusals of erased people are hashed with, in hexadecimal; nil before the first
  /// erasure.
  /// - Throws: `locked`, `damaged`, `io`.
  public func erasureKey() throws(StoreError) -> String? {
    try read { database in try String.fetchOne(database, sql: "SELECT key FROM erasure_key") }
  }

  /// The key, made of 32 random bytes if there is none yet.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func makeErasureKey() throws(StoreError) -> String {
    if let key = try erasureKey() { return key }
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef")
    let key = String((0..<64).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
    try write { database in
      try database.execute(
        sql: "INSERT INTO erasure_key (number, key) VALUES (1, ?)", arguments: [key])
    }
    return key
  }

  /// What erasures that did not come to their end still have to remove, person by person.
  /// - Throws: `locked`, `damaged`, `io`.
  public func unfinishedErasure() throws(StoreError) -> [Set<ErasureMark>] {
    try read { database in
      var people: [Int: Set<ErasureMark>] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT kind, scope, value, person FROM erasing") {
        guard let kind = ErasureMark.Kind(rawValue: row[0]) else { continue }
        people[row[3], default: []].insert(ErasureMark(kind, row[2], scope: row[1]))
      }
      return people.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// The digests of the manifests as they were before the erasure that is under way, by date.
  /// - Throws: `locked`, `damaged`, `io`.
  public func digestsBeforeErasure() throws(StoreError) -> [Int64: String] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT business_date, manifest_digest FROM erasing_digests")
      return try rows.reduce(into: [:]) { $0[try $1.day(0)] = $1[1] }
    }
  }

  /// Notes what is to be removed of each person, so that an erasure that dies can be taken up again,
  /// and puts hashes in the place of whatever remembered refusals name them: each person's their own.
  ///
  /// - Parameter hash: what stands for a subject of a kind from now on.
  /// - Returns: how many refusals are kept so.
  /// - Throws: `locked`, `noSpace`, `io`. Nothing has changed then.
  public func beginErasure(
    _ people: [Set<ErasureMark>],
    hash: @escaping @Sendable (ErasureMark.Kind, String) -> String
  ) throws(StoreError) -> Int {
    try write { database in
      try Ledger.note(people, database)
      try database.execute(
        sql: "INSERT OR IGNORE INTO erasing_digests SELECT business_date, manifest_digest FROM days"
      )
      let count = try OwnRefusals.count(database)
      for (person, marks) in people.enumerated() {
        try RefusalHashing(marks, ofPerson: person, database, hash).run()
      }
      return count
    }
  }

  /// Puts the digest of a manifest that the person was taken out of in the place of the old one.
  /// - Throws: `sealed` if the date is sealed; `locked`, `noSpace`, `io`. Nothing has changed then.
  public func replaceManifest(of date: Int64, digest: String) throws(StoreError) {
    try write { database in
      guard try !Ledger.isSealed(database, date) else {
        throw StoreError(.sealed, "a sealed date cannot change", path: path)
      }
      try database.execute(
        sql: "UPDATE days SET manifest_digest = ? WHERE business_date = ?",
        arguments: [digest, LedgerDate.text(date)])
    }
  }

  /// Removes the journeys, sends and exclusions of whom the erasure under way is about.
  /// - Throws: `locked`, `noSpace`, `io`. Nothing has changed then.
  public func removeErased() throws(StoreError) -> ErasedEntries {
    try write { database in
      try Ledger.ownEntries { table, condition in
        try database.execute(sql: "DELETE FROM \(table) WHERE \(condition)")
        return database.changesCount
      }
    }
  }

  /// How much an erasure would remove. Nothing is written, and a ledger that may only be read will do.
  /// O(entries).
  /// - Throws: `locked`, `damaged`, `io`.
  public func tryErasure(_ people: [Set<ErasureMark>]) throws(StoreError) -> ErasedEntries {
    try noting(people) { database in
      var entries = try Ledger.ownEntries { table, condition in
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) WHERE \(condition)") ?? 0
      }
      entries.refusals = try OwnRefusals.count(database)
      return entries
    }
  }

  /// Writes the file anew without what unused parts of its pages may hold: SQLite overwrites what is
  /// removed, but not the copies that moving cells from page to page leaves. Nothing goes through a
  /// temporary file. O(bytes); memory: the file.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func compact() throws(StoreError) {
    try writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA temp_store = MEMORY; VACUUM; PRAGMA temp_store = DEFAULT")
    }
  }

  /// Forgets what was to be removed: the erasure has come to its end.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func endErasure() throws(StoreError) {
    try write { database in
      try database.execute(sql: "DELETE FROM erasing; DELETE FROM erasing_digests;")
    }
  }

  /// The ids and addresses of the messages that went to a customer, each address as of its kind.
  /// - Throws: `locked`, `damaged`, `io`.
  public func marks(ofCustomer id: String) throws(StoreError) -> Set<ErasureMark> {
    try read { database in
      var marks: Set<ErasureMark> = []
      for row in try Row.fetchAll(
        database, sql: "SELECT channel, to_address FROM sends WHERE customer_id = ?",
        arguments: [id])
      {
        if let kind = Ledger.addressKind(ofChannel: row[0]) {
          marks.insert(ErasureMark(kind, row[1]))
        }
      }
      for kind in ErasureMark.Kind.addresses {
        for (table, column, key) in [
          ("remembered_consent_events", "address_\(kind.rawValue)", "customer_id = ?"),
          (
            "remembered_suppressions", "subject_\(kind.rawValue)",
            "subject_customer_id = ? AND subject_type = '\(kind.rawValue)'"
          ),
        ] {
          let texts = try String.fetchAll(
            database, sql: "SELECT \(column) FROM \(table) WHERE \(key) AND \(column) IS NOT NULL",
            arguments: [id])
          marks.formUnion(texts.map { ErasureMark(kind, $0) })
        }
      }
      return marks
    }
  }

  /// Those of some addresses that a message to another customer went to.
  /// - Throws: `locked`, `damaged`, `io`.
  public func addresses(
    among marks: Set<ErasureMark>, ofOthersThan customer: String?
  ) throws(StoreError) -> Set<ErasureMark> {
    try read { database in
      let statement = try database.makeStatement(
        sql: """
          SELECT DISTINCT channel FROM sends
          WHERE to_address = ? AND customer_id IS NOT NULL AND customer_id IS NOT ?
          """)
      return try marks.filter { mark in
        try String.fetchAll(statement, arguments: [mark.value, customer])
          .contains { Ledger.addressKind(ofChannel: $0) == mark.kind }
      }
    }
  }

  /// The keys of a scenario's journeys that are about nobody with a customer number.
  /// - Throws: `locked`, `damaged`, `io`.
  public func keysOfNoCustomer(in scenario: String) throws(StoreError) -> Set<String> {
    try read { database in
      try String.fetchSet(
        database,
        sql: """
          SELECT subject_key FROM journey_states WHERE scenario_id = ?1 AND customer_id IS NULL
          UNION SELECT row_key FROM journey_states WHERE scenario_id = ?1 AND customer_id IS NULL
          """, arguments: [scenario])
    }
  }

  /// Every journey that is about one of these people, and the messages of the ledger that are.
  /// - Throws: `locked`, `damaged`, `io`.
  public func traces(
    of marks: Set<ErasureMark>
  ) throws(StoreError) -> (journeys: [JourneyState], sends: [String]) {
    try noting([marks]) { database in
      (
        journeys: try Ledger.journeys(
          database, "SELECT \(journeyColumns) FROM journey_states WHERE \(Ledger.ownJourneys)", []),
        sends: try String.fetchAll(
          database, sql: "SELECT send_id FROM sends WHERE \(Ledger.ownSends)")
      )
    }
  }

  /// The channels whose addresses are of a kind.
  static func channels(of kind: ErasureMark.Kind) -> [String] {
    switch kind {
    case .email: ["email"]
    case .phone: ["sms", "phone"]
    case .line: ["line"]
    case .token: ["push"]
    case .customer, .key, .send: []
    }
  }

  static func addressKind(ofChannel channel: String) -> ErasureMark.Kind? {
    ErasureMark.Kind.addresses.first { channels(of: $0).contains(channel) }
  }

  /// Notes what an erasure has not found everywhere, for the next one to look for.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func noteErasure(_ people: [Set<ErasureMark>]) throws(StoreError) {
    try write { database in try Ledger.note(people, database) }
  }

  /// Calls `body` with marks in a table `erasing` that hides the ledger's own. It is of this connection
  /// alone, and in memory: nothing is written.
  private func noting<Result>(
    _ people: [Set<ErasureMark>], _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    var result: Result?
    try writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
      // Nothing can fail here but memory; the next connection has no such table in any case.
      defer {
        try? database.execute(
          sql: "DROP TABLE IF EXISTS temp.erasing; PRAGMA temp_store = DEFAULT")
      }
      try database.execute(
        sql: """
          CREATE TEMP TABLE erasing (
            kind TEXT NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL, person INTEGER NOT NULL,
            PRIMARY KEY (kind, scope, value)) STRICT, WITHOUT ROWID
          """)
      try database.inTransaction(.deferred) {
        try Ledger.note(people, database)
        result = try body(database)
        return .commit
      }
    }
    guard let result else { throw StoreError(.io, "the ledger gave no answer", path: path) }
    return result
  }

  /// In the place of what was noted before.
  private static func note(_ people: [Set<ErasureMark>], _ database: Database) throws {
    try database.execute(sql: "DELETE FROM erasing")
    for (person, marks) in people.enumerated() {
      let statement = try database.cachedStatement(
        sql:
          "INSERT OR IGNORE INTO erasing (kind, scope, value, person) VALUES (?, ?, ?, \(person))"
      )
      for mark in marks {
        try execute(statement, [mark.kind.rawValue, mark.scope, mark.value])
      }
    }
  }

  private static let ownJourneys = """
    customer_id IN (SELECT value FROM erasing WHERE kind = 'customer')
    OR EXISTS (SELECT 1 FROM erasing WHERE kind = 'key' AND scope = scenario_id
      AND value IN (subject_key, row_key))
    """

  private static let ownSends = ownSends(among: "erasing")

  /// Those of whom the erasure under way is about.
  /// - Parameter erasing: the marks, as a table or a query in brackets.
  static func ownSends(among erasing: String) -> String {
    """
    send_id IN (SELECT value FROM \(erasing) WHERE kind = 'send')
    OR customer_id IN (SELECT value FROM \(erasing) WHERE kind = 'customer')
    OR customer_id IS NULL AND (
      EXISTS (SELECT 1 FROM \(erasing) WHERE kind = 'key' AND scope = scenario_id
        AND value = subject_key)
      OR to_address IN (SELECT value FROM \(erasing)
        WHERE kind IN ('email', 'phone', 'line_id', 'token')))
    """
  }

  /// Calls `body` for the entries that an erasure removes, each time with a table and a condition,
  /// and counts what it gives back.
  private static func ownEntries(
    _ body: (_ table: String, _ condition: String) throws -> Int
  ) rethrows -> ErasedEntries {
    var entries = ErasedEntries()
    entries.journeys = try body("journey_states", ownJourneys)
    entries.sends = try body("sends", ownSends)
    entries.exclusions = try body(
      "exclusions", "send_id IN (SELECT value FROM erasing WHERE kind = 'send')")
    return entries
  }
}
