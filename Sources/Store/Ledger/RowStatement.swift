import Table

import class GRDB.Database

/// Puts rows into a table of the ledger: the values of a row one after another, then `endRow`, and
/// `finish` after the last row.
///
/// GRDB builds a value of its own for every cell, and SQLite takes longer to begin and end a
/// statement than to put a row in. Here the texts of some rows are gathered in one buffer, which
/// SQLite reads them from, and one statement puts all those rows in.
struct RowStatement {
  private let connection: SQLConnection
  /// The statement up to its rows, and one row of it.
  private let sql: (head: String, row: String)
  private let rowsAtATime = 64
  private let block: SQLStatement
  private let dates = DateTexts()
  private let texts = ByteBuffer(capacity: 16384)
  private var values: [Value] = []
  private var rowCount = 0
  private var holdsZeroByte = false

  private enum Value {
    case null
    case number(Int64)
    /// Where in the buffer it ends: it begins where the text before it ends.
    case text(end: Int)
  }

  /// - Parameter columns: their names with commas between them.
  init(
    _ database: Database, _ path: String, into table: String, _ columns: String
  ) throws(StoreError) {
    connection = try SQLConnection(borrowing: database, path)
    // A row that is refused ends the transaction, so its statement need not undo other rows: `FAIL`
    // rather than `ABORT`, for which SQLite would keep the pages that it changes.
    sql = (
      "INSERT OR FAIL INTO \(table) (\(columns)) VALUES ",
      "(" + columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ") + ")"
    )
    block = try SQLStatement(connection, sql.head, sql.row, rows: rowsAtATime)
  }

  /// The row's next value; nil is null.
  mutating func add(_ text: String?) {
    guard let text else { return values.append(.null) }
    add { $0.append(text: text) }
  }

  /// The row's next value: that of a column, days and times as text.
  /// - Throws: `unwritable` for a date outside the years 0 to 9999.
  mutating func add(_ column: Column, _ row: Int) throws(StoreError) {
    switch column.values {
    case .text(let all):
      guard let text = all[row] else { return values.append(.null) }
      texts.append(text)
    case .numbers(let numbers):
      let number = numbers[row]
      guard number != nullNumber else { return values.append(.null) }
      let isWritten = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 19) { text in
        guard let base = text.baseAddress else { return false }
        let isDay = column.type == .date
        guard isDay ? dates.write(day: number, to: base) : dates.write(timestamp: number, to: base)
        else { return false }
        texts.append(ByteView(start: base, count: isDay ? 10 : 19))
        return true
      }
      guard isWritten else {
        throw StoreError(.unwritable, "a date is outside the years 0 to 9999")
      }
    }
    values.append(.text(end: texts.count))
  }

  /// The row's next value, a day; nil is null.
  mutating func add(day: Int64?) {
    guard let day else { return values.append(.null) }
    add { $0.append(date: day) }
  }

  /// The row's next value.
  mutating func add(number: Int64) { values.append(.number(number)) }

  /// The row's next value: the text that `write` adds to the buffer.
  mutating func add<Failure>(_ write: (ByteBuffer) throws(Failure) -> Void) throws(Failure) {
    let start = texts.count
    try write(texts)
    if texts.view.slice(start, texts.count).contains(0) { holdsZeroByte = true }
    values.append(.text(end: texts.count))
  }

  /// Ends a row: it is put in now or with later ones.
  /// - Throws: as `finish`, be it for an earlier row.
  mutating func endRow() throws(StoreError) {
    rowCount += 1
    if rowCount == rowsAtATime { try put(block) }
  }

  /// Puts in what has not been put in yet. Whoever throws the rows away need not call it.
  /// - Throws: `unwritable` for an entry's text with a zero byte: whoever ends a text there would
  ///   take two keys for one. `conflict`, `noSpace`, `io`. Rows before the refused one may have been put in.
  mutating func finish() throws(StoreError) {
    if rowCount > 0 { try put(try SQLStatement(connection, sql.head, sql.row, rows: rowCount)) }
  }

  private mutating func put(_ statement: SQLStatement) throws(StoreError) {
    defer {
      texts.removeAll()
      values.removeAll(keepingCapacity: true)
      rowCount = 0
    }
    guard !holdsZeroByte else {
      throw StoreError(.unwritable, "an entry for the ledger holds a zero byte")
    }
    var start = 0
    for (place, value) in values.enumerated() {
      switch value {
      case .null: statement.bindNull(place)
      case .number(let number): statement.bind(place, number)
      case .text(let end):
        try statement.bind(place, borrowed: texts.view.slice(start, end))
        start = end
      }
    }
    defer { statement.reset() }
    _ = try statement.step()
  }
}

extension SQLStatement {
  /// A statement with so many rows of values.
  fileprivate convenience init(
    _ connection: SQLConnection, _ head: String, _ row: String, rows: Int
  ) throws(StoreError) {
    try self.init(connection, head + Array(repeating: row, count: rows).joined(separator: ", "))
  }
}
