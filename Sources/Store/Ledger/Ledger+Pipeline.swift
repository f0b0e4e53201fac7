import GRDB

extension Ledger {
  /// The name of the pipeline that the store belongs to; nil before the first stage was published.
  /// - Throws: `locked`, `damaged`, `io`.
  public func pipeline() throws(StoreError) -> String? {
    try read { database in try String.fetchOne(database, sql: "SELECT name FROM pipeline") }
  }

  /// Makes the store that of a pipeline, unless it belongs to one already.
  /// - Returns: the name of the pipeline that it belongs to now.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func claim(for pipeline: String) throws(StoreError) -> String {
    if let owner = try self.pipeline() { return owner }
    try write { database in
      try database.execute(
        sql: "INSERT INTO pipeline (number, name) VALUES (1, ?)", arguments: [pipeline])
    }
    return pipeline
  }
}

extension LedgerSchema {
  /// The pipeline that the store belongs to.
  static func addPipeline(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE pipeline (
          number INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
          name TEXT NOT NULL
        ) STRICT;
        """)
  }
}
