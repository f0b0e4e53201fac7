public import Table

// Of a later date's past there is more than of anything else in the ledger, so a run reads it in
// columns: GRDB builds a value of its own for every cell.

extension Ledger {
  /// Every journey as it stood before `date`: one row a journey, by scenario, subject and day of
  /// entry, with the columns of `journey_states` but the business date. O(journey states before the
  /// date); memory: eight bytes a value, and the texts.
  /// - Throws: `locked`, `damaged`, `io`.
  public func pastJourneys(before date: Int64) throws(StoreError) -> Table {
    try read { database in
      let history = try SQLConnection(borrowing: database, path).table(
        Ledger.pastJourneys, journeyColumns, from: "journey_states WHERE business_date < ?",
        [LedgerDate.text(date) ?? ""],
        orderBy: "scenario_id, subject_key, entered_on, business_date")
      let last = Ledger.lastOfEach(["scenario_id", "subject_key", "entered_on"], in: history)
      return last.count == history.rowCount ? history : history.gather(last)
    }
  }

  /// What was not sent on the dates from `first` on and before `date`: one row an exclusion with
  /// send_id, reason and detail, by business date and id. O(those exclusions).
  /// - Throws: `locked`, `damaged`, `io`.
  public func pastExclusions(
    from first: Int64, before date: Int64
  ) throws(StoreError) -> Table {
    try read { database in
      try SQLConnection(borrowing: database, path).table(
        Ledger.pastExclusions, "send_id, reason, detail",
        from: "exclusions WHERE business_date >= ? AND business_date < ?",
        [LedgerDate.text(first) ?? "", LedgerDate.text(date) ?? ""],
        orderBy: "business_date, send_id")
    }
  }

  /// What was sent before `date`, as far as consent and caps ask: one row a send with send_id,
  /// business_date, channel, to, customer_id and transactional, by business date and id.
  /// O(sends); memory: eight bytes a value, and the texts.
  /// - Throws: `locked`, `damaged`, `io`.
  public func pastSends(before date: Int64) throws(StoreError) -> Table {
    try read { database in
      try SQLConnection(borrowing: database, path).table(
        Ledger.pastSends, "send_id, business_date, channel, to_address, customer_id, transactional",
        from: "sends WHERE business_date < ?", [LedgerDate.text(date) ?? ""],
        orderBy: "business_date, send_id")
    }
  }

  /// The last row of each run of rows that are equal in some columns. O(rows).
  private static func lastOfEach(_ key: [String], in table: Table) -> [Int32] {
    let columns = key.map { table[$0].values }
    return (0..<Int32(table.rowCount)).filter { row in
      let next = Int(row) + 1
      guard next < table.rowCount else { return true }
      return !columns.allSatisfy { $0.areEqual(Int(row), next) }
    }
  }

  private static let pastJourneys = TableDescription(
    name: "journeys",
    columns: [
      ColumnDescription("scenario_id", .text), ColumnDescription("subject_key", .text),
      ColumnDescription("entered_on", .date), ColumnDescription("row_key", .text),
      ColumnDescription("customer_id", .text), ColumnDescription("state", .text),
      ColumnDescription("position", .text), ColumnDescription("wait_date", .date),
      ColumnDescription("ended_on", .date), ColumnDescription("outcome", .text),
      ColumnDescription("reached", .text),
    ])

  private static let pastExclusions = TableDescription(
    name: "exclusions",
    columns: [
      ColumnDescription("send_id", .text), ColumnDescription("reason", .text),
      ColumnDescription("detail", .text),
    ])

  private static let pastSends = TableDescription(
    name: "sends",
    columns: [
      ColumnDescription("send_id", .text), ColumnDescription("business_date", .date),
      ColumnDescription("channel", .text), ColumnDescription("to", .text),
      ColumnDescription("customer_id", .text), ColumnDescription("transactional", .bool),
    ])
}

extension SQLConnection {
  /// Some columns of the rows that `source` names, a table and a condition with its values, in an
  /// order that ends in something unique. O(bytes).
  /// - Throws: `damaged` if a value is not of its column's type; `locked`, `io`.
  func table(
    _ description: TableDescription, _ columns: String, from source: String, _ values: [String],
    orderBy order: String
  ) throws(StoreError) -> Table {
    let counting = try SQLStatement(self, "SELECT count(*) FROM \(source)")
    let rows = try SQLStatement(self, "SELECT \(columns) FROM \(source) ORDER BY \(order)")
    for (place, value) in values.enumerated() {
      try counting.bind(place, text: value)
      try rows.bind(place, text: value)
    }
    let count = try counting.step() ? Int(counting.number(0)) : 0
    return try rows.table(description, rowCount: count, path)
  }
}

extension ColumnValues {
  /// Whether two rows hold the same; no text equals null.
  fileprivate func areEqual(_ row: Int, _ other: Int) -> Bool {
    switch self {
    case .numbers(let numbers): numbers[row] == numbers[other]
    case .text(let texts):
      switch (texts[row], texts[other]) {
      case (nil, nil): true
      case (let mine?, let theirs?): Bytes.equal(mine, theirs)
      default: false
      }
    }
  }
}
