public import Table

extension RowRecords {
  /// Rows of a table in parts: the columns that they have for themselves, and for each the number of
  /// the row that holds the others. In runs. O(bytes).
  ///
  /// - Throws: as `RowRecordsBuilder.add`.
  public static func runs(
    of own: Table, at places: ArraySlice<Int32>, _ description: TableDescription
  ) throws(StoreError) -> [RowRecords] {
    try runs(of: description.rowsPart(own, at: places), part: description.rowsPart)
  }

  /// Rows that others share, in runs. O(bytes).
  ///
  /// - Throws: as `RowRecordsBuilder.add`.
  public static func runs(
    ofShared rows: Table, _ description: TableDescription
  ) throws(StoreError) -> [RowRecords] {
    try runs(of: description.sharedPart(rows), part: description.sharedPart)
  }

  private static func runs(
    of rows: Table, part: TableDescription
  ) throws(StoreError) -> [RowRecords] {
    try part.checkValues(of: rows)
    let builder = RowRecordsBuilder(part)
    try builder.add(checked: rows)
    return builder.finish()
  }
}
