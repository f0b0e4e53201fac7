import Table

/// When the rows of a table were said: at a second, or on a day of which nobody knows the hour.
///
/// Of a day, an agreement counts from its first second and a refusal to its last: what the hour
/// would decide is then not sent (docs/consent.md). Null where the column is.
struct SaidTimes: Sendable {
  /// The first second at which it may have been said.
  let earliest: [Int64]
  /// The last.
  let latest: [Int64]

  /// The times of a date or timestamp column.
  init(_ column: String, of table: Table) throws(ConsentError) {
    let numbers = try table.numbers(column)
    switch table.column(column)?.type {
    case .timestamp: (earliest, latest) = (numbers, numbers)
    case .date:
      earliest = numbers.map { $0 == nullNumber ? nullNumber : $0 * secondsPerDay }
      latest = numbers.map { $0 == nullNumber ? nullNumber : ($0 + 1) * secondsPerDay - 1 }
    default: throw ConsentError(code: .wrongColumnType, table: table.name, column: column)
    }
  }

  /// The times of a column that may be missing; then every row is null.
  init(optional column: String?, of table: Table) throws(ConsentError) {
    if let column, table.column(column) != nil {
      try self.init(column, of: table)
    } else {
      self.init(unknown: table.rowCount)
    }
  }

  private init(unknown rows: Int) {
    earliest = Array(repeating: nullNumber, count: rows)
    latest = earliest
  }
}
