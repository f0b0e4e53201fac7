import Store
import Table
import TestSupport

/// Tables of which some columns are stored once for many rows.
enum RandomParts {
  /// A table in parts with its description; its columns of both parts lie mixed.
  static func make(
    _ name: String, rows: Int, sharedRows: Int, columns: Int, sharedColumns: Int, longest: Int,
    key: Table? = nil, using random: inout SeededGenerator
  ) -> (parts: TableParts, description: TableDescription) {
    let own = RandomTable.make(
      name, rows: rows, columns: columns, longest: longest, using: &random)
    let made = RandomTable.make(
      name, rows: sharedRows, columns: sharedColumns, longest: longest, using: &random)
    let shared = Table(
      name, made.columns.map { Column("s" + $0.name, $0.type, $0.values) }, rowCount: sharedRows)
    let ownColumns = (key?.columns ?? []) + own.columns
    let places = (0..<rows).map { _ in Int32.random(in: 0..<Int32(sharedRows), using: &random) }
    let order = (ownColumns + shared.columns).shuffled(using: &random)
    func inOrder(_ table: Table) -> Table {
      Table(
        name, order.compactMap { column in table.column(column.name) }, rowCount: table.rowCount)
    }
    return (
      TableParts(
        own: inOrder(Table(name, ownColumns, rowCount: rows)), places: places,
        shared: inOrder(shared)),
      TableDescription(
        name: name, label: "表 \(name)",
        columns: order.enumerated().map { index, column in
          ColumnDescription(
            column.name, column.type, label: index % 2 == 0 ? "列\(index)" : nil,
            role: index % 3 == 0 ? "content" : nil, formula: index % 5 == 0 ? "first(a.b)" : nil)
        }, key: order.prefix(1).map(\.name), shared: Set(shared.columns.map(\.name)))
    )
  }
}

extension TableParts {
  /// The same table with every column in every row, worked out row by row.
  func plain(_ description: TableDescription) -> Table {
    Table(
      description.name,
      description.columns.map { column in
        if let own = own.column(column.name) { return own }
        let values = shared[column.name].values
        switch values {
        case .text(let texts):
          var copy = TextColumn()
          for place in places { copy.append(texts[Int(place)]) }
          return Column(column.name, column.type, .text(copy))
        case .numbers(let numbers):
          return Column(column.name, column.type, .numbers(places.map { numbers[Int($0)] }))
        }
      }, rowCount: places.count)
  }
}

extension TableDescription {
  /// The same table with every column in every row.
  var plain: TableDescription {
    TableDescription(name: name, label: label, columns: columns, key: key)
  }
}
