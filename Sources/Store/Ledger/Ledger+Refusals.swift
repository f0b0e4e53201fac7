import GRDB

extension Ledger {
  /// Remembers refusals for good, whatever becomes of the day that read them.
  ///
  /// One that is known by its kind and id takes the content of the latest business date that held
  /// it, and keeps the first date on which it was seen. Nothing is ever removed by this.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func remember(_ refusals: [Refusal]) throws(StoreError) {
    try write { database in
      let statement = try database.makeStatement(
        sql: """
          INSERT INTO refusals (kind, id, payload, until_on, first_seen_on, last_seen_on)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (kind, id) DO UPDATE SET
            payload = iif(excluded.last_seen_on >= last_seen_on, excluded.payload, payload),
            until_on = iif(excluded.last_seen_on >= last_seen_on, excluded.until_on, until_on),
            first_seen_on = min(first_seen_on, excluded.first_seen_on),
            last_seen_on = max(last_seen_on, excluded.last_seen_on)
          """)
      for refusal in refusals {
        try Ledger.execute(
          statement,
          [
            refusal.kind, refusal.id, refusal.payload, LedgerDate.text(refusal.until),
            LedgerDate.text(refusal.firstSeenOn), LedgerDate.text(refusal.lastSeenOn),
          ])
      }
    }
  }

  static func refusals(_ database: Database) throws -> [Refusal] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT kind, id, payload, until_on, first_seen_on, last_seen_on
        FROM refusals ORDER BY kind, id
        """)
    var refusals: [Refusal] = []
    while let row = try rows.next() {
      var refusal = Refusal(
        kind: row[0], id: row[1], payload: row[2], until: try row.optionalDay(3),
        seenOn: try row.day(4))
      refusal.lastSeenOn = try row.day(5)
      refusals.append(refusal)
    }
    return refusals
  }
}
