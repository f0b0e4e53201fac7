public import Table

/// A table of which some columns are held once for many rows.
public struct TableParts: Sendable {
  /// The columns that each row has for itself.
  public let own: Table
  /// For each row the row of `shared` that holds the rest of it.
  public let places: [Int32]
  /// The other columns.
  public let shared: Table

  /// There must be a place for each row of `own`. That places are rows of `shared` is not checked.
  public init(own: Table, places: [Int32], shared: Table) {
    precondition(own.rowCount == places.count, "not a place for each row")
    self.own = own
    self.places = places
    self.shared = shared
  }

  /// The table without some of its rows, and without what no row shares any more. The order stays.
  /// O(cells).
  public func without(_ rows: Set<Int>) -> TableParts {
    let kept = (0..<own.rowCount).filter { !rows.contains($0) }.map { Int32($0) }
    var isUsed = [Bool](repeating: false, count: shared.rowCount)
    for row in kept { isUsed[Int(places[Int(row)])] = true }
    let used = isUsed.indices.filter { isUsed[$0] }.map { Int32($0) }
    var numbers = [Int32](repeating: -1, count: shared.rowCount)
    for (number, place) in used.enumerated() { numbers[Int(place)] = Int32(number) }
    return TableParts(
      own: own.gather(kept), places: kept.map { numbers[Int(places[Int($0)])] },
      shared: shared.gather(used))
  }

  /// The columns of both parts in the order of the description; those that neither has are passed
  /// over. Texts are not copied. O(rows × columns).
  func joined(_ description: TableDescription) -> Table {
    let columns = description.columns.compactMap { column in
      own.column(column.name)
        ?? shared.column(column.name).map {
          Column($0.name, $0.type, $0.values.gather(places))
        }
    }
    return Table(description.name, columns, rowCount: places.count)
  }
}
