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
}
