import GRDB

extension Ledger {
  /// Notes that a stage has been run, in the place of its earlier run for the same date.
  /// - Throws: `locked`, `noSpace`, `io`.
  public func record(_ run: RunRecord) throws(StoreError) {
    try write { database in
      let statement = try database.makeStatement(
        sql: """
          INSERT OR REPLACE INTO runs (business_date, stage, definition_digest, input_digest,
            output_digest, software, exports_dir, parameters_json)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """)
      try Ledger.execute(
        statement,
        [
          LedgerDate.text(run.businessDate), run.stage, run.definitionDigest, run.inputDigest,
          run.outputDigest, run.software, run.exportsFolder, run.parameters,
        ])
    }
  }

  /// The last run of each stage for a date, by stage name.
  /// - Throws: `locked`, `damaged`, `io`.
  public func runs(on date: Int64) throws(StoreError) -> [RunRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT stage, definition_digest, input_digest, output_digest, software, exports_dir,
            parameters_json
          FROM runs WHERE business_date = ? ORDER BY stage
          """, arguments: [LedgerDate.text(date)]
      ).map { row in
        RunRecord(
          businessDate: date, stage: row[0], definitionDigest: row[1], inputDigest: row[2],
          outputDigest: row[3], software: row[4], exportsFolder: row[5], parameters: row[6])
      }
    }
  }
}
