import Table

/// What the rows of a table share, to be put together with any run of them.
struct SharedRows: Sendable {
  private let description: TableDescription
  /// Nil if none of it is wanted.
  private let shared: Table?
  private let path: String

  init(_ description: TableDescription, _ shared: Table?, _ path: String) {
    self.description = description
    self.shared = shared
    self.path = path
  }

  /// What must be read of the rows so that those columns can be had.
  func read(_ columns: Set<String>) -> Set<String> {
    shared == nil ? columns : columns.union([description.reference])
  }

  /// Rows with what they share, as one table.
  func join(_ rows: Table) throws(StoreError) -> Table {
    guard shared != nil else {
      return Table(description.name, rows.columns, rowCount: rows.rowCount)
    }
    return try parts(rows).joined(description)
  }

  /// Rows beside what they share.
  func parts(_ rows: Table) throws(StoreError) -> TableParts {
    let shared = shared ?? Table(description.sharedPart.name, [])
    let places = try places(of: rows, among: shared.rowCount)
    return TableParts(
      own: rows.without(description.reference), places: places,
      shared: Table(description.name, shared.columns, rowCount: shared.rowCount))
  }

  /// Where the rows find what they share, from 0.
  /// - Throws: `damaged` if it is not there.
  func places(of rows: Table, among count: Int) throws(StoreError) -> [Int32] {
    let numbers = rows[description.reference].numbers
    guard numbers.allSatisfy({ $0 >= 1 && $0 <= count }) else {
      throw StoreError(
        .damaged, "table '\(description.name)' has a row that leads to no shared row", path: path)
    }
    return numbers.map { Int32(truncatingIfNeeded: $0 - 1) }
  }
}

extension Table {
  /// The table without a column.
  func without(_ column: String) -> Table {
    Table(name, columns.filter { $0.name != column }, rowCount: rowCount)
  }
}

extension StageCatalog {
  static func undivided(_ table: String) -> StoreError {
    StoreError(.missing, "no rows of table '\(table)' share columns")
  }
}
