public import Table

/// Those rows of a table, in its order, that hold one of some keys and hold it alone.
///
/// A key that several rows hold does not say which of them is meant: none of them is here.
public struct SelectedRows: Sendable {
  /// The rows, with the columns that were asked for.
  public let table: Table
  /// For each of them the number of the row in the whole table.
  public let numbers: [Int32]
  /// How many of the keys several rows hold.
  public let repeatedKeys: Int

  /// The rows of a table whose column `key` holds one of `keys`. O(rows).
  ///
  /// - Parameter numbers: by row its number in the whole table, if these are but some of its rows;
  ///   no other then holds one of the keys.
  public init(
    of whole: Table, where key: String, isOneOf keys: KeyIndex, numbers: [Int32]? = nil
  ) {
    let values = whole[key].text
    var found = FoundRows()
    for row in 0..<whole.rowCount {
      guard let id = values[row].flatMap({ keys.find($0) }) else { continue }
      found.numbers.append(Int32(row))
      found.ids.append(Int32(id))
    }
    found.table = whole.gather(found.numbers)
    if let numbers { found.numbers = found.numbers.map { numbers[Int($0)] } }
    self.init([found], of: keys)
  }

  /// The runs of a table one after the other.
  init(_ runs: [FoundRows], of keys: KeyIndex) {
    var isMet = [Bool](repeating: false, count: keys.keys.count)
    var isRepeated = isMet
    let repeatedKeys = runs.reduce(0) { count, run in
      run.ids.reduce(count) { count, id in
        let id = Int(id)
        defer { isMet[id] = true }
        guard isMet[id], !isRepeated[id] else { return count }
        isRepeated[id] = true
        return count + 1
      }
    }
    var table: Table?
    var numbers: [Int32] = []
    for run in runs {
      let run = repeatedKeys == 0 ? run : run.where { !isRepeated[$0] }
      if table == nil {
        table = run.table
        table?.reserveCapacity(runs.reduce(0) { $0 + $1.ids.count })
      } else {
        table?.append(contentsOf: run.table)
      }
      numbers += run.numbers
    }
    self.init(table ?? Table("", []), numbers, repeatedKeys: repeatedKeys)
  }

  init(_ table: Table, _ numbers: [Int32], repeatedKeys: Int) {
    self.table = table
    self.numbers = numbers
    self.repeatedKeys = repeatedKeys
  }

  /// The same rows with some of the columns.
  func with(_ columns: Set<String>) -> SelectedRows {
    with(
      Table(
        table.name, table.columns.filter { columns.contains($0.name) }, rowCount: table.rowCount))
  }

  /// The same rows as they are in another table.
  func with(_ table: Table) -> SelectedRows {
    SelectedRows(table, numbers, repeatedKeys: repeatedKeys)
  }
}

/// What a run of rows holds of some keys.
struct FoundRows: Sendable {
  var table = Table("", [])
  /// For each row its number in the whole table.
  var numbers: [Int32] = []
  /// For each row the id of its key.
  var ids: [Int32] = []

  /// Those rows with an id of which `isKept` is true.
  func `where`(_ isKept: (Int) -> Bool) -> FoundRows {
    let kept = ids.indices.filter { isKept(Int(ids[$0])) }
    return FoundRows(
      table: table.gather(kept.map { Int32($0) }), numbers: kept.map { numbers[$0] },
      ids: kept.map { ids[$0] })
  }
}
