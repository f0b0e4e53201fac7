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
}
