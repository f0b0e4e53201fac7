public import Table

/// Answers to messages of people who were erased come in after it. The message itself is forgotten;
/// what is kept of it is whom its answer speaks of, as hashes (docs/decisions/0013).
extension Ledger {
  /// One row a message and subject that an answer to it speaks of: send_id, number, channel, and one
  /// of customer_id and address_*, hashed. Number 0 is the address that it was sent to, of which a
  /// bounce alone says something. In the order of the ids, then of the numbers. O(rows).
  /// - Throws: `locked`, `damaged`, `io`.
  public func erasedSends() throws(StoreError) -> Table {
    try read { database in
      let columns =
        [
          ColumnDescription("send_id", .text), ColumnDescription("number", .int),
          ColumnDescription("channel", .text),
        ] + ErasureMark.Kind.subjects.map { ColumnDescription($0.eventColumn, .text) }
      return try SQLConnection(borrowing: database, path).table(
        TableDescription(name: "erased_sends", columns: columns),
        columns.map(\.name).joined(separator: ", "), from: "erased_sends", [],
        orderBy: "send_id, number")
    }
  }
}
