public import Table

/// Some rows of a table, in its order.
public struct SelectedRows: Sendable {
  /// The rows, with the columns that were asked for.
  public let table: Table
  /// For each of them the number of the row in the whole table.
  public let numbers: [Int32]

  /// The first row of a table for each of `keys` that its column `key` holds. O(rows).
  public init(of whole: Table, where key: String, isOneOf keys: KeyIndex) {
    let values = whole[key].text
    var first = FirstOccurrences(keys)
    numbers = (0..<Int32(whole.rowCount)).filter { row in
      values[Int(row)].map { first.takes($0) } ?? false
    }
    table = whole.gather(numbers)
  }

  init(_ table: Table, _ numbers: [Int32]) {
    self.table = table
    self.numbers = numbers
  }
}

/// Which of some keys have been met.
struct FirstOccurrences {
  private let keys: KeyIndex
  private var met: [Bool]

  init(_ keys: KeyIndex) {
    self.keys = keys
    met = Array(repeating: false, count: keys.keys.count)
  }

  /// True for one of the keys that is met for the first time.
  mutating func takes(_ key: ByteView) -> Bool {
    guard let id = keys.find(key), !met[id] else { return false }
    met[id] = true
    return true
  }
}
