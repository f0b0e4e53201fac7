import GRDB
import Table

/// Puts rows into a table of the ledger: the values of a row one after another, then `insert`.
///
/// GRDB builds a value of its own for every cell, too much for hundreds of thousands of rows; here
/// a row's texts are gathered in one buffer, which SQLite reads them from.
struct RowStatement {
  private let statement: SQLStatement
  private let texts = ByteBuffer(capacity: 1024)
  private var values: [Value] = []

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
    let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
    statement = try SQLStatement(
      SQLConnection(borrowing: database, path),
      "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
  }

  /// The row's next value; nil is null.
  mutating func add(_ text: String?) {
    guard let text else { return values.append(.null) }
    add { $0.append(text: text) }
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
    try write(texts)
    values.append(.text(end: texts.count))
  }

  /// Puts the row in and begins the next.
  /// - Throws: `unwritable` for a text with a zero byte: whoever ends a text there would take two
  ///   keys for one. `conflict`, `noSpace`, `io`.
  mutating func insert() throws(StoreError) {
    defer {
      texts.removeAll()
      values.removeAll(keepingCapacity: true)
    }
    guard !texts.view.contains(0) else {
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
