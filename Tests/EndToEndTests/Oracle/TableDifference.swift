/// Where two tables with the same columns differ, told by keys and columns and never by a value.
struct TableDifference: CustomStringConvertible {
  private(set) var description = ""

  /// `key` is the name of a column without equal or missing values.
  init(engine: StageDatabase.Rows, sql: StageDatabase.Rows, key: String) {
    guard engine.columns == sql.columns, let position = engine.columns.firstIndex(of: key) else {
      description = "columns: engine \(engine.columns), SQL \(sql.columns)\n"
      return
    }
    let left = Self.byKey(engine, position)
    let right = Self.byKey(sql, position)
    if left.count != engine.cells.count { description += "the engine has a key twice\n" }
    if right.count != sql.cells.count { description += "the SQL has a key twice\n" }
    add("rows of the engine alone", left.keys.filter { right[$0] == nil })
    add("rows of the SQL alone", right.keys.filter { left[$0] == nil })
    for (index, column) in engine.columns.enumerated() {
      let differing = left.compactMap { key, row in
        right[key].flatMap { $0[index] == row[index] ? nil : key }
      }
      add("column '\(column)'", differing)
    }
  }

  var isEmpty: Bool { description.isEmpty }

  private mutating func add(_ what: String, _ keys: [StageDatabase.Cell]) {
    if keys.isEmpty { return }
    let names = keys.map { cell in
      if case .text(let bytes) = cell { String(decoding: bytes, as: UTF8.self) } else { "\(cell)" }
    }.sorted()
    description += "\(what): \(names.count) (\(names.prefix(5).joined(separator: ", ")))\n"
  }

  private static func byKey(
    _ rows: StageDatabase.Rows, _ position: Int
  ) -> [StageDatabase.Cell: [StageDatabase.Cell]] {
    Dictionary(rows.cells.map { ($0[position], $0) }, uniquingKeysWith: { first, _ in first })
  }
}
