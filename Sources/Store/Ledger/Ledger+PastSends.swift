public import Table

extension Ledger {
  /// What was sent before `date`, as far as consent and caps ask: one row a send with send_id,
  /// business_date, channel, to, customer_id and transactional, by business date and id.
  /// O(sends); memory: eight bytes a value, and the texts.
  /// - Throws: `locked`, `damaged`, `io`.
  public func pastSends(before date: Int64) throws(StoreError) -> Table {
    try read { database in
      let connection = try SQLConnection(borrowing: database, path)
      let before = LedgerDate.text(date) ?? ""
      let counting = try SQLStatement(
        connection, "SELECT count(*) FROM sends WHERE business_date < ?")
      try counting.bind(0, text: before)
      let count = try counting.step() ? Int(counting.number(0)) : 0
      let rows = try SQLStatement(
        connection,
        """
        SELECT send_id, business_date, channel, to_address, customer_id, transactional FROM sends
        WHERE business_date < ? ORDER BY business_date, send_id
        """)
      try rows.bind(0, text: before)
      return try rows.table(Ledger.pastSends, rowCount: count, path)
    }
  }

  private static let pastSends = TableDescription(
    name: "sends",
    columns: [
      ColumnDescription("send_id", .text), ColumnDescription("business_date", .date),
      ColumnDescription("channel", .text), ColumnDescription("to", .text),
      ColumnDescription("customer_id", .text), ColumnDescription("transactional", .bool),
    ])
}
