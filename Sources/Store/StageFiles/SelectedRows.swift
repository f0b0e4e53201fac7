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

  /// The same rows with some of the columns.
  func with(_ columns: Set<String>) -> SelectedRows {
    SelectedRows(
      Table(
        table.name, table.columns.filter { columns.contains($0.name) }, rowCount: table.rowCount),
      numbers)
  }

  /// Runs of rows that hold one of `keys`, one after the other: of each key the first.
  init(_ runs: [FoundRows], of keys: KeyIndex) {
    var met = [Bool](repeating: false, count: keys.keys.count)
    var table: Table?
    var numbers: [Int32] = []
    for run in runs {
      let first = run.ids.indices.filter { place in
        defer { met[Int(run.ids[place])] = true }
        return !met[Int(run.ids[place])]
      }
      let isWhole = first.count == run.ids.count
      let rows = isWhole ? run.table : run.table.gather(first.map { Int32($0) })
      if table == nil {
        table = rows
        table?.reserveCapacity(runs.reduce(0) { $0 + $1.ids.count })
      } else {
        table?.append(contentsOf: rows)
      }
      numbers += isWhole ? run.numbers : first.map { run.numbers[$0] }
    }
    self.init(table ?? Table("", []), numbers)
  }
}

/// What a run of rows holds of some keys.
struct FoundRows: Sendable {
  var table = Table("", [])
  /// For each row its number in the whole table.
  var numbers: [Int32] = []
  /// For each row the id of its key.
  var ids: [Int32] = []
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
