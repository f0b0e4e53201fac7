public import Table

/// A table of a published file whose rows can be taken over into another file as they are.
public struct StoredTable: Sendable {
  public let description: TableDescription
  public let rowCount: Int
  private let database: DatabaseImage
  /// A run a leaf.
  private let leaves: [LeafRun]

  /// Nil if somebody has altered the file since it was published.
  ///
  /// - Throws: `missing` if the file has no such table; `damaged`. O(leaves).
  public init?(_ name: String, of file: any StageFileReader) throws(StoreError) {
    guard let file = file as? BulkStageReader else { return nil }
    description = try file.description(of: name)
    database = file.database
    let (root, rowCount) = try file.place(of: description)
    self.rowCount = rowCount
    leaves = try database.leafRuns(root: root, rowCount: rowCount, least: 1)
  }

  /// Some rows, of the first `rowCount`: as records, and the columns of those names. O(bytes).
  ///
  /// - Throws: `damaged`.
  public func rows(
    _ rows: Range<Int>, columns: Set<String>
  ) throws(StoreError) -> (records: [RowRecords], table: Table) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows of another table")
    let builder = RowRecordsBuilder(description)
    let reading = TableReading(description, rowCount: rows.count, database, only: columns)
    let first = leaves.partitioningIndex { $0.rows.upperBound > rows.lowerBound }
    let end = leaves.partitioningIndex { $0.rows.lowerBound >= rows.upperBound }
    let held = leaves[first..<max(first, end)]
    var row = held.first?.rows.lowerBound ?? 0
    let run = LeafRun(pages: held.flatMap(\.pages), rows: row..<(held.last?.rows.upperBound ?? 0))
    try LeafReader(database, [run]).forEachRecord(of: 0) { (record) throws(StoreError) in
      defer { row += 1 }
      guard rows.contains(row) else { return }
      builder.add(record)
      try reading.add(record)
    }
    return (builder.finish(), try reading.table())
  }
}

extension Array {
  /// The first place whose element fulfils a condition, as do all after it. O(log n).
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
