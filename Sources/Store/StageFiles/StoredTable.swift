import Table

/// A table of a published file whose rows can be taken over into another file as they are.
///
/// Its leaves come in groups, each of which has a checksum (see `TableDraft.checksums`).
public struct StoredTable: Sendable {
  /// As the file has it; its rows can only be taken over by a table that is described alike.
  public let description: TableDescription
  /// The rows of all groups together.
  public let rowCount: Int
  private let database: DatabaseImage
  /// A run a leaf.
  private let leaves: [LeafRun]

  private static let leavesAGroup = LeafChecksum.leavesAGroup

  /// Nil if somebody has altered the file since it was published.
  ///
  /// - Throws: `missing` if the file has no such table; `damaged`. O(leaves).
  public init?(_ name: String, of file: any StageFileReader) throws(StoreError) {
    guard let file = file as? BulkStageReader else { return nil }
    description = try file.description(of: name)
    database = file.database
    let (root, rowCount) = try file.place(of: description)
    self.rowCount = rowCount
    leaves =
      rowCount == 0 ? [] : try database.leafRuns(root: root, rowCount: rowCount, least: 1)
  }

  /// How many groups of leaves there are: none if there are no rows.
  public var groupCount: Int { (leaves.count + Self.leavesAGroup - 1) / Self.leavesAGroup }

  /// The groups that some rows lie in. O(log leaves).
  public func groups(of rows: Range<Int>) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    let first = BinarySearch.first(of: leaves.count) {
      leaves[$0].rows.upperBound > rows.lowerBound
    }
    let last = BinarySearch.first(of: leaves.count) {
      leaves[$0].rows.upperBound >= rows.upperBound
    }
    return first / Self.leavesAGroup..<last / Self.leavesAGroup + 1
  }

  /// Reads a group. O(bytes).
  ///
  /// - Throws: `damaged` or `io`.
  public func group(_ number: Int) throws(StoreError) -> StoredLeaves {
    let first = number * Self.leavesAGroup
    return try StoredLeaves(
      leaves[first..<min(first + Self.leavesAGroup, leaves.count)], of: description, database)
  }
}
