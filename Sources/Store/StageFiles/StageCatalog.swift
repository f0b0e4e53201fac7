import Table

/// A table that has been written.
struct WrittenTable {
  let description: TableDescription
  let rowCount: Int
  /// How many rows hold what its rows share.
  var sharedRowCount = 0
}

extension [WrittenTable] {
  /// The version of the layout of a file of these tables.
  var layoutVersion: Int {
    contains(where: \.description.isParted)
      ? DatabaseHeader.partedLayoutVersion : DatabaseHeader.layoutVersion
  }
}

/// `_tables`, `_columns` and, in a file with tables in parts, `_shared`: the descriptions of a file's
/// tables, as tables.
enum StageCatalog {
  static let tables = "_tables"
  static let columns = "_columns"
  static let shared = "_shared"

  /// The tables that describe those written, in their order.
  static func tables(of entries: [WrittenTable]) -> [Table] {
    let all = [tables(entries), columns(entries.map(\.description))]
    return entries.contains(where: \.description.isParted) ? all + [shared(entries)] : all
  }

  /// One row per table, in the order of the file.
  static func tables(_ entries: [WrittenTable]) -> Table {
    Table(
      tables,
      [
        Column("name", texts: entries.map(\.description.name)),
        Column("label", texts: entries.map(\.description.label)),
        Column("rows", .int, numbers: entries.map { Int64($0.rowCount) }),
        Column("key_indexed", .bool, numbers: entries.map { $0.description.isKeyIndexed ? 1 : 0 }),
      ])
  }

  /// One row per column, in the order of the file.
  static func columns(_ descriptions: [TableDescription]) -> Table {
    let all = descriptions.flatMap { table in
      table.columns.enumerated().map { (table: table, position: $0.offset + 1, column: $0.element) }
    }
    return Table(
      columns,
      [
        Column("table_name", texts: all.map(\.table.name)),
        Column("position", .int, numbers: all.map { Int64($0.position) }),
        Column("name", texts: all.map(\.column.name)),
        Column("type", texts: all.map(\.column.type.rawValue)),
        Column("label", texts: all.map(\.column.label)),
        Column("role", texts: all.map(\.column.role)),
        Column("formula", texts: all.map(\.column.formula)),
        Column(
          "key_position", .int,
          numbers: all.map { entry in
            entry.table.key.firstIndex(of: entry.column.name).map { Int64($0 + 1) }
          }),
      ])
  }

  /// One row per column that is stored once for many rows, in the order of the file.
  static func shared(_ entries: [WrittenTable]) -> Table {
    let all = entries.flatMap { table in
      table.description.columns.map(\.name).filter(table.description.shared.contains).map {
        (table: table, column: $0)
      }
    }
    return Table(
      shared,
      [
        Column("table_name", texts: all.map(\.table.description.name)),
        Column("column_name", texts: all.map(\.column)),
        Column("stored_in", texts: all.map(\.table.description.sharedPart.name)),
        Column("stored_rows", .int, numbers: all.map { Int64($0.table.sharedRowCount) }),
      ])
  }

  /// The description of one of the three tables.
  static func description(of name: String) -> TableDescription {
    switch name {
    case tables: TableDescription(of: tables([]))
    case columns: TableDescription(of: columns([]))
    default: TableDescription(of: shared([]))
    }
  }

  /// The descriptions that the tables hold, in the order of the file.
  ///
  /// - Parameter shared: nil in a file without tables in parts.
  /// - Throws: `damaged` if they do not go together.
  static func descriptions(
    tables: Table, columns: Table, shared: Table?, path: String
  ) throws(StoreError) -> [TableDescription] {
    var sharing: [String: Set<String>] = [:]
    if let shared {
      for row in 0..<shared.rowCount {
        guard let table = shared["table_name"].text.string(row),
          let column = shared["column_name"].text.string(row)
        else { throw StoreError(.damaged, "'_shared' holds a column without name", path: path) }
        sharing[table, default: []].insert(column)
      }
    }
    var found: [String: [(column: ColumnDescription, key: Int64)]] = [:]
    for row in 0..<columns.rowCount {
      guard let table = columns["table_name"].text.string(row),
        let name = columns["name"].text.string(row),
        let type = columns["type"].text.string(row).flatMap(ColumnType.init(rawValue:))
      else {
        throw StoreError(.damaged, "'_columns' holds a column without name or type", path: path)
      }
      let column = ColumnDescription(
        name, type, label: columns["label"].text.string(row),
        role: columns["role"].text.string(row), formula: columns["formula"].text.string(row))
      found[table, default: []].append((column, columns["key_position"].numbers[row]))
    }
    var descriptions: [TableDescription] = []
    for row in 0..<tables.rowCount {
      guard let name = tables["name"].text.string(row), let columns = found[name] else {
        throw StoreError(.damaged, "'_tables' holds a table without columns", path: path)
      }
      let key = columns.filter { $0.key != nullNumber }.sorted { $0.key < $1.key }
      descriptions.append(
        TableDescription(
          name: name, label: tables["label"].text.string(row), columns: columns.map(\.column),
          key: key.map(\.column.name), isKeyIndexed: tables["key_indexed"].numbers[row] == 1,
          shared: sharing[name] ?? []))
    }
    return descriptions
  }
}
