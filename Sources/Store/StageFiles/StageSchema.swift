import Table

/// The SQL that a stage file's schema consists of: the same text whoever writes the file.
enum StageSchema {
  static func createTable(_ description: TableDescription) -> String {
    let columns = description.columns.map { "\(quoted($0.name)) \(affinity($0.type))" }
    return "CREATE TABLE \(quoted(description.name)) (\(columns.joined(separator: ", ")))"
  }

  /// The index over the key, if the description asks for one.
  static func createIndex(_ description: TableDescription) -> String? {
    guard description.isKeyIndexed else { return nil }
    let key = description.key.map(quoted).joined(separator: ", ")
    return "CREATE INDEX \(quoted(indexName(description))) "
      + "ON \(quoted(description.name)) (\(key))"
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
