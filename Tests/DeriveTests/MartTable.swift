import Pipeline
import Table
import Testing

/// What a mart must hold, written as a table: one line a column, one cell a row of the mart, `-` for
/// null.
struct MartTable {
  let name: String
  /// The rows of each source; of others there are none.
  let world: [String: [Row]]
  /// Effective consent by channel, row by row.
  let permissions: [String: [Int64]]
  let expected: String

  /// The columns in their order, with what each row must hold of them.
  var columns: [(name: String, cells: [String?])] {
    expected.split(separator: "\n").map { line in
      let cells = line.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
        .map { cell in String(cell.reversed().drop { $0 == " " }.reversed()) }
      return (cells[0], cells.dropFirst().map { $0 == "-" ? nil : $0 })
    }
  }

  /// Makes the mart and compares every cell of every column that is not a helper.
  ///
  /// Each column must be in the table, with two different cells at least: a column that says the same
  /// of everybody proves nothing.
  func check(_ sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    let plan = try InsuranceWorld.plan()
    let definition = try #require(plan.mart(name))
    var fixed = FixedPermissions()
    for (channel, values) in permissions {
      fixed.values["\(definition.source) \(channel)"] = values
    }
    let mart = try plan.mart(name, plan.day(world), permissions: fixed)
    #expect(
      definition.columns.filter { !$0.isHelper }.map(\.name) == columns.map(\.name),
      sourceLocation: sourceLocation)
    for (column, cells) in columns {
      #expect(mart[column].cells == cells, "\(column)", sourceLocation: sourceLocation)
      #expect(Set(cells).count > 1, "\(column)", sourceLocation: sourceLocation)
    }
  }
}
