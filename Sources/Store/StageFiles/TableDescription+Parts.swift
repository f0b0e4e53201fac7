import Table

/// How a table lies in a file of which some columns are stored once for many rows: as two tables, and
/// a view of the table's own name over both (docs/store.md).
extension TableDescription {
  /// True if some columns are stored once for many rows.
  public var isParted: Bool { !shared.isEmpty }

  /// The column that leads from a row to what it shares: one of neither part's own.
  var reference: String {
    var name = "_shared"
    while columns.contains(where: { Self.folded($0.name) == name }) { name = "_" + name }
    return name
  }

  /// The rows with the columns that each has for itself, and where the others lie, from 1.
  var rowsPart: TableDescription {
    TableDescription(
      name: "_rows_" + name,
      columns: columns.filter { !shared.contains($0.name) } + [ColumnDescription(reference, .int)])
  }

  /// What the rows share. Its first column is the row's own number, which SQLite keeps as null.
  var sharedPart: TableDescription {
    TableDescription(
      name: "_shared_" + name,
      columns: [ColumnDescription(reference, .int)] + columns.filter { shared.contains($0.name) })
  }

  /// Rows as the first part is written.
  func rowsPart<Places: Collection<Int32>>(_ own: Table, at places: Places) -> Table {
    Table(
      rowsPart.name,
      own.columns + [Column(reference, .int, .numbers(places.map { Int64($0) + 1 }))])
  }

  /// Rows as the second part is written.
  func sharedPart(_ shared: Table) -> Table {
    let numbers = [Int64](repeating: nullNumber, count: shared.rowCount)
    return Table(sharedPart.name, [Column(reference, .int, .numbers(numbers))] + shared.columns)
  }

  /// Refuses what a file cannot hold or a reader would misread.
  func check(_ parts: TableParts) throws(StoreError) {
    try checkParts()
    try rowsPart.checkValues(of: rowsPart(parts.own, at: parts.places))
    try sharedPart.checkValues(of: sharedPart(parts.shared))
    if parts.places.contains(where: { $0 < 0 || $0 >= parts.shared.rowCount }) {
      throw refusal("has a row that leads to no shared row")
    }
  }

  /// Refuses a table that cannot lie in a file in parts.
  func checkParts() throws(StoreError) {
    try checkNames()
    guard isParted else { throw refusal("shares no columns") }
    if !shared.isSubset(of: columns.map(\.name)) {
      throw refusal("shares columns that it does not have")
    }
    if isKeyIndexed { throw refusal("has an index and shares columns") }
    for part in [rowsPart, sharedPart] where part.columns.count > Self.mostColumns {
      throw refusal("has over 2000 columns")
    }
  }
}
