public import Table

/// Some columns of a published table, read a run of rows at a time.
///
/// Several threads may read several runs at once. The rows are those of the table whole, in their
/// order; where it is cut depends on the file alone.
public struct TableRuns: Sendable {
  /// How many runs there are: at least one.
  public let count: Int
  /// How many rows all runs have together.
  public let rowCount: Int
  private let read: @Sendable (Int) throws(StoreError) -> Table

  init(count: Int, rowCount: Int, _ read: @escaping @Sendable (Int) throws(StoreError) -> Table) {
    self.count = count
    self.rowCount = rowCount
    self.read = read
  }

  /// The rows of a run. O(bytes); memory: the run.
  /// - Throws: as `StageFileReader.read`.
  public func table(_ run: Int) throws(StoreError) -> Table { try read(run) }
}

/// The leaves of a table that a run of its rows lies in.
struct LeafRun {
  /// The numbers of the pages, in the order of the rows.
  var pages: [UInt32] = []
  /// The rows of the table, from 0.
  var rows: Range<Int>
}
