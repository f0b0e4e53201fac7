import Table

/// Finds all rows that hold a text, in row order. Null is not found. O(rows) to build, about
/// 12 bytes a row.
struct RowIndex {
  private let keys: KeyIndex
  /// The next row with the same text, or −1.
  private let next: [Int32]

  init(of column: TextColumn) {
    keys = KeyIndex(of: column)
    var next = [Int32](repeating: -1, count: column.count)
    var last = [Int32](repeating: -1, count: column.count)
    for row in 0..<column.count {
      guard let key = column[row], let first = keys.find(key), first != row else { continue }
      let before = last[first] < 0 ? Int32(first) : last[first]
      next[Int(before)] = Int32(row)
      last[first] = Int32(row)
    }
    self.next = next
  }

  /// Calls `body` with each row that holds `key`.
  func forEach(_ key: ByteView, _ body: (Int) -> Void) {
    guard var row = keys.find(key) else { return }
    while row >= 0 {
      body(row)
      row = Int(next[row])
    }
  }
}
