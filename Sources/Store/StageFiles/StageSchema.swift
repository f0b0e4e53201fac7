import Table

/// The SQL that a stage file's schema consists of: the same text whoever writes the file.
enum StageSchema {
  /// - Parameter rowID: the column that is the number of the row.
  static func createTable(_ description: TableDescription, rowID: String? = nil) -> String {
    let columns = description.columns.map { column in
      "\(quoted(column.name)) \(affinity(column.type))"
        + (column.name == rowID ? " PRIMARY KEY" : "")
    }
    return "CREATE TABLE \(quoted(description.name)) (\(columns.joined(separator: ", ")))"
  }

  /// The index over the key, if the description asks for one.
  static func createIndex(_ description: TableDescription) -> String? {
    guard description.isKeyIndexed else { return nil }
    let key = description.key.map(quoted).joined(separator: ", ")
    return "CREATE INDEX \(quoted(indexName(description))) "
      + "ON \(quoted(description.name)) (\(key))"
  }

  /// The table of a description whose file holds it in parts: all its columns, as one table has
  /// them, and its rows in their order.
  ///
  /// With a left join SQLite goes through the rows as they lie, and looks for what they share only
  /// if somebody asks for it.
  static func createView(_ description: TableDescription) -> String {
    let columns = description.columns.map { column in
      let part = description.shared.contains(column.name) ? "shared" : "own"
      return "\(part).\(quoted(column.name)) AS \(quoted(column.name))"
    }
    let reference = quoted(description.reference)
    return "CREATE VIEW \(quoted(description.name)) AS "
      + "SELECT \(columns.joined(separator: ", ")) "
      + "FROM \(quoted(description.rowsPart.name)) AS own "
      + "LEFT JOIN \(quoted(description.sharedPart.name)) AS shared "
      + "ON shared.\(reference) = own.\(reference)"
  }

  /// No table's name begins with an underscore, so an index never takes one.
  static func indexName(_ description: TableDescription) -> String { "_key_\(description.name)" }

  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private static func affinity(_ type: ColumnType) -> String {
    switch type {
    case .int, .bool: "INTEGER"
    case .text, .date, .timestamp, .list: "TEXT"
    case .bytes: "BLOB"
    }
  }
}
