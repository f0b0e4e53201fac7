import Table

/// Why consent cannot be decided at all: a table that lacks a column it must have.
public struct ConsentError: Error, Equatable, CustomStringConvertible {
  /// What is wrong with the column; the raw value is for machines.
  public enum Code: String, Sendable {
    case missingColumn = "missing_column"
    case wrongColumnType = "wrong_column_type"
  }

  /// What a caller goes by.
  public let code: Code
  /// The name of the table as it was handed in: a source, or the ledger's.
  public let table: String
  /// The name that was looked for.
  public let column: String

  public var description: String {
    switch code {
    case .missingColumn: "table '\(table)' has no column '\(column)', which consent needs"
    case .wrongColumnType: "column '\(column)' of table '\(table)' is not of the type consent needs"
    }
  }
}

extension Table {
  /// The text of a column that must be there.
  func text(_ column: String) throws(ConsentError) -> TextColumn {
    guard let found = self.column(column) else {
      throw ConsentError(code: .missingColumn, table: name, column: column)
    }
    guard case .text(let values) = found.values else {
      throw ConsentError(code: .wrongColumnType, table: name, column: column)
    }
    return values
  }

  /// The numbers of a column that must be there.
  func numbers(_ column: String) throws(ConsentError) -> [Int64] {
    guard let found = self.column(column) else {
      throw ConsentError(code: .missingColumn, table: name, column: column)
    }
    guard case .numbers(let values) = found.values else {
      throw ConsentError(code: .wrongColumnType, table: name, column: column)
    }
    return values
  }

  /// The numbers of a column that may be missing; then every row is null.
  func numbers(optional column: String?) throws(ConsentError) -> [Int64] {
    guard let column, self.column(column) != nil else {
      return Array(repeating: nullNumber, count: rowCount)
    }
    return try numbers(column)
  }
}
