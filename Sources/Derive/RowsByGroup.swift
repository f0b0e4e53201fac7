/// The rows of groups, one group after another.
struct RowsByGroup {
  private(set) var rows: [Int32]
  /// Where each group ends.
  private let ends: [Int32]

  var groupCount: Int { ends.count }

  /// The rows that are in a group, of those that are wanted.
  ///
  /// O(groups + rows); each row is asked for twice.
  /// - Parameters:
  ///   - groups: by row the number of its group, −1 for none.
  ///   - count: greater than the number of every group.
  init(_ groups: [Int32], count: Int, where isWanted: (Int) -> Bool) {
    var ends = [Int32](repeating: 0, count: count + 1)
    for (row, group) in groups.enumerated() where group >= 0 && isWanted(row) {
      ends[Int(group) + 1] += 1
    }
    for group in 0..<count { ends[group + 1] += ends[group] }
    rows = Array(repeating: 0, count: Int(ends[count]))
    for (row, group) in groups.enumerated() where group >= 0 && isWanted(row) {
      rows[Int(ends[Int(group)])] = Int32(row)
      // In the end, where the group ends.
      ends[Int(group)] += 1
    }
    ends.removeLast()
    self.ends = ends
  }

  /// The rows of a group, in row order until they are sorted.
  subscript(group: Int) -> ArraySlice<Int32> { rows[range(group)] }

  /// Where the rows of a group are among those of all.
  func range(_ group: Int) -> Range<Int> {
    (group == 0 ? 0 : Int(ends[group - 1]))..<Int(ends[group])
  }

  /// Sorts the rows of each group.
  mutating func sort(by areInOrder: (Int32, Int32) -> Bool) {
    let ranges = (0..<groupCount).lazy.map(range).filter { $0.count > 1 }
    rows.withUnsafeMutableBufferPointer { rows in
      for range in ranges { rows[range].sort(by: areInOrder) }
    }
  }
}
