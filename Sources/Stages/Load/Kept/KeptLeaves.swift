import Store
import Synchronization
import Table

/// The leaves of a source's table in the cleansed file of a date, a group at a time, found to be what
/// was written.
final class KeptLeaves: Sendable {
  let table: StoredTable
  /// Of each group.
  private let checksums: [UInt32]
  /// The groups that were read last: files of few rows share one.
  private let recent = Mutex<[(number: Int, leaves: StoredLeaves)]>([])

  /// So many groups are remembered, for one is often shared by what two threads take over.
  private static let mostRecent = 2

  /// Nil unless each group has a checksum.
  init?(_ table: StoredTable, _ checksums: [UInt32]) {
    guard table.groupCount == checksums.count else { return nil }
    self.table = table
    self.checksums = checksums
  }

  /// A group, by its number. O(bytes).
  ///
  /// - Parameter isShared: whether it may be asked for again.
  /// - Throws: `StoreError` if it is not what was written.
  func group(_ number: Int, isShared: Bool) throws(StoreError) -> StoredLeaves {
    if isShared, let found = recent.withLock({ $0.first { $0.number == number } }) {
      return found.leaves
    }
    let leaves = try table.group(number)
    guard leaves.checksum == checksums[number] else {
      throw StoreError(.damaged, "rows are not those that were written")
    }
    if isShared {
      recent.withLock {
        $0.append((number, leaves))
        if $0.count > Self.mostRecent { $0.removeFirst() }
      }
    }
    return leaves
  }

  /// Lets the groups go that were remembered.
  func letGo() { recent.withLock { $0 = [] } }
}
