import GRDB

extension LedgerSchema {
  /// What an erasure that is under way still has to remove, and the key that refusals of erased
  /// people are hashed with.
  static func addErasure(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE erasing (
          kind TEXT NOT NULL,
          scope TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (kind, scope, value)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE erasing_digests (
          business_date TEXT NOT NULL PRIMARY KEY,
          manifest_digest TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE erasure_key (
          number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
          key TEXT NOT NULL
        ) STRICT;
        """)
  }

  static func addErasedSends(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE erased_sends (
          send_id TEXT NOT NULL,
          number INTEGER NOT NULL,
          channel TEXT NOT NULL,
          customer_id TEXT,
          address_email TEXT,
          address_phone TEXT,
          address_line_id TEXT,
          address_token TEXT,
          PRIMARY KEY (send_id, number)
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// What is to be removed of several people is not to become one person's.
  static func tellErasedApart(_ database: Database) throws {
    try database.execute(sql: "ALTER TABLE erasing ADD COLUMN person INTEGER NOT NULL DEFAULT 0")
  }
}
