import Table

/// Finds all rows that hold a text, in row order. Null is not found. O(rows) to build, about
/// 8 to 20 bytes a row, and 4 more where texts come again.
struct RowIndex: Sendable {
  private let keys: KeyIndex
  /// The next row with the same text, or −1; empty if none comes again.
  private let next: [Int32]

  init(of column: TextColumn) {
    var next: [Int32] = []
    // Of the first row with a text, the last so far.
    var last: [Int32] = []
    keys = KeyIndex(of: column) { row, first in
      if next.isEmpty {
        next = Array(repeating: -1, count: column.count)
        last = next
      }
      next[Int(last[first] < 0 ? Int32(first) : last[first])] = Int32(row)
      last[first] = Int32(row)
    }
    self.next = next
  }

  /// For each text the first row that holds it, −1 for null and for texts that no row holds.
  func first(_ refs: [TextRef], in arena: TextArena) -> [Int32] { keys.find(refs, in: arena) }

  /// Calls `body` with each row that holds the same text as one that `first` gave.
  @inline(__always)
  func forEach(from first: Int32, _ body: (Int) -> Void) {
    guard first >= 0 else { return }
    var row = Int(first)
    body(row)
    if next.isEmpty { return }
    while next[row] >= 0 {
      row = Int(next[row])
      body(row)
    }
  }
}
