import GRDB

/// The tables of the ledger, and how each version came from the one before.
enum LedgerSchema {
  /// Marks the file as ours: "MEIL".
  static let applicationID = 0x4D45_494C

  /// The tables are STRICT, so that what is read has the type that was written. Migrations are only
  /// ever added: one that has been released does not change.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          PRAGMA application_id = \(applicationID);

          CREATE TABLE days (
            business_date TEXT NOT NULL PRIMARY KEY,
            manifest_digest TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE sealed (
            business_date TEXT NOT NULL PRIMARY KEY REFERENCES days,
            manifest_digest TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE journey_states (
            scenario_id TEXT NOT NULL,
            subject_key TEXT NOT NULL,
            entered_on TEXT NOT NULL,
            business_date TEXT NOT NULL REFERENCES days,
            row_key TEXT NOT NULL,
            customer_id TEXT,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'ended')),
            position TEXT,
            wait_date TEXT,
            ended_on TEXT,
            outcome TEXT,
            reached TEXT NOT NULL,
            PRIMARY KEY (scenario_id, subject_key, entered_on, business_date)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX journey_states_by_date ON journey_states (business_date);

          CREATE TABLE sends (
            business_date TEXT NOT NULL REFERENCES days,
            send_id TEXT NOT NULL UNIQUE,
            scenario_id TEXT NOT NULL,
            step TEXT NOT NULL,
            channel TEXT NOT NULL,
            to_address TEXT NOT NULL,
            subject_key TEXT NOT NULL,
            customer_id TEXT,
            entered_on TEXT NOT NULL,
            send_at TEXT NOT NULL,
            transactional INTEGER NOT NULL CHECK (transactional IN (0, 1)),
            topic TEXT NOT NULL,
            PRIMARY KEY (business_date, send_id)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE exclusions (
            business_date TEXT NOT NULL REFERENCES days,
            send_id TEXT NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT,
            PRIMARY KEY (business_date, send_id)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE refusals (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            payload TEXT NOT NULL,
            until_on TEXT,
            first_seen_on TEXT NOT NULL,
            last_seen_on TEXT NOT NULL,
            PRIMARY KEY (kind, id)
          ) STRICT, WITHOUT ROWID;

          CREATE TABLE runs (
            business_date TEXT NOT NULL,
            stage TEXT NOT NULL,
            definition_digest TEXT NOT NULL,
            input_digest TEXT NOT NULL,
            output_digest TEXT NOT NULL,
            software TEXT NOT NULL,
            exports_dir TEXT NOT NULL,
            parameters_json TEXT NOT NULL,
            PRIMARY KEY (business_date, stage)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2", migrate: addRefusals)
    migrator.registerMigration("3", migrate: addErasure)
    migrator.registerMigration("4", migrate: addPipeline)
    migrator.registerMigration("5", migrate: addErasedSends)
    migrator.registerMigration("6", migrate: numberReadings)
    migrator.registerMigration("7", migrate: tellErasedApart)
    migrator.registerMigration("8", migrate: divideRefusals)
    return migrator
  }
}
