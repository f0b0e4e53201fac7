import GRDB

extension LedgerSchema {
  /// One row a refusal and business date whose exports held it as something new, in the place of
  /// the one table that no release has written to.
  static func addRefusals(_ database: Database) throws {
    try database.execute(
      sql: """
        DROP TABLE refusals;

        CREATE TABLE remembered_consent_events (
          consent_id TEXT NOT NULL,
          seen_on TEXT NOT NULL,
          customer_id TEXT,
          channel TEXT,
          topic TEXT,
          action TEXT,
          origin TEXT,
          address_email TEXT,
          address_phone TEXT,
          address_line_id TEXT,
          address_token TEXT,
          occurred_at TEXT,
          until_on TEXT,
          PRIMARY KEY (consent_id, seen_on)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE remembered_delivery_events (
          event_id TEXT NOT NULL,
          seen_on TEXT NOT NULL,
          send_id TEXT,
          kind TEXT,
          occurred_at TEXT,
          PRIMARY KEY (event_id, seen_on)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE remembered_suppressions (
          suppression_id TEXT NOT NULL,
          seen_on TEXT NOT NULL,
          subject_type TEXT,
          channel TEXT,
          reason TEXT,
          subject_customer_id TEXT,
          subject_email TEXT,
          subject_domain TEXT,
          subject_phone TEXT,
          subject_line_id TEXT,
          subject_token TEXT,
          from_on TEXT,
          until_on TEXT,
          PRIMARY KEY (suppression_id, seen_on)
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// What one reading of a date's exports has found anew no longer takes the place of what an earlier
  /// reading of the same date had found: `number` tells them apart.
  static func numberReadings(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE readings (
          source TEXT NOT NULL,
          seen_on TEXT NOT NULL,
          last INTEGER NOT NULL,
          PRIMARY KEY (source, seen_on)
        ) STRICT, WITHOUT ROWID;
        """)
    for kind in RefusalKind.allCases {
      let columns = kind.columns.map(\.name)
      let types = columns.map { $0 == kind.id ? "\($0) TEXT NOT NULL" : "\($0) TEXT" }
      try database.execute(
        sql: """
          ALTER TABLE \(kind.table) RENAME TO unnumbered;
          CREATE TABLE \(kind.table) (
            \(types[0]),
            seen_on TEXT NOT NULL,
            number INTEGER NOT NULL,
            \(types.dropFirst().joined(separator: ", ")),
            PRIMARY KEY (\(kind.id), seen_on, number)
          ) STRICT, WITHOUT ROWID;
          INSERT INTO \(kind.table) (\(columns.joined(separator: ", ")), seen_on, number)
            SELECT \(columns.joined(separator: ", ")), seen_on, 0 FROM unnumbered;
          DROP TABLE unnumbered;
          INSERT INTO readings SELECT DISTINCT '\(kind.rawValue)', seen_on, 0 FROM \(kind.table);
          """)
    }
  }
}
