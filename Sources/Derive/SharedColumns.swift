public import Table

/// When columns of a mart that depend on a linked row alone are worked out, and stored, once for each
/// such row and not for each row of the mart. It looks at the plan and at how many rows there are.
public struct SharingRule: Sendable {
  /// So many columns at least: what few flags take is no more than the reference to them.
  public var leastColumns = 4
  /// So many rows of the mart, at least, for each row that they share.
  public var leastRows = 2

  public init() {}
}

/// What rows of a mart share: the columns that depend on a linked row alone.
public struct SharedColumns: Sendable {
  /// One row for each linked row that occurs, in their order; before them one for the rows of the
  /// mart that are linked to none, if there are such.
  public let table: Table
  /// By row of the mart: its row of `table`.
  public let places: [Int32]

  /// The names of the columns.
  public var names: Set<String> { Set(table.columns.map(\.name)) }

  /// A run of the mart's rows, of which only some columns are given, with some of the shared ones.
  /// Texts are not copied. O(rows × shared columns).
  public func join(_ own: Table, _ rows: Range<Int>, only wanted: Set<String>) -> Table {
    Table(own.name, own.columns + columns(of: rows, only: wanted), rowCount: rows.count)
  }

  /// Some of the shared columns of some of the mart's rows. Texts are not copied.
  /// O(rows × columns).
  public func columns(ofRows rows: [Int32], only wanted: Set<String>) -> [Column] {
    let found = rows.map { places[Int($0)] }
    return table.columns.filter { wanted.contains($0.name) }.map { column in
      Column(column.name, column.type, column.values.gather(found))
    }
  }

  func columns(of rows: Range<Int>, only wanted: Set<String>) -> [Column] {
    table.columns.filter { wanted.contains($0.name) }.map { column in
      Column(column.name, column.type, column.values.gather(places[rows]))
    }
  }
}

/// The rows of a mart, told apart only by where a link leads.
struct LinkedRows {
  /// Where the link leads from each group, in ascending order; −1, nowhere, comes first.
  private(set) var targets: [Int32] = []
  /// Of each group the first row.
  private(set) var first: [Int32] = []
  /// By row its group.
  private(set) var places: [Int32] = []

  /// - Parameter targetCount: how many rows the link's target has. O(rows + target's rows).
  init(_ links: [Int32], targetCount: Int) {
    // By target, from −1 on.
    var firstRow = [Int32](repeating: -1, count: targetCount + 1)
    for (row, target) in links.enumerated() where firstRow[Int(target) + 1] < 0 {
      firstRow[Int(target) + 1] = Int32(row)
    }
    var groups = [Int32](repeating: -1, count: targetCount + 1)
    for (place, row) in firstRow.enumerated() where row >= 0 {
      groups[place] = Int32(targets.count)
      targets.append(Int32(place) - 1)
      first.append(row)
    }
    places = links.map { groups[Int($0) + 1] }
  }
}
