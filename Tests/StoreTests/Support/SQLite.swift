import CSQLite

/// SQLite itself, asked for its opinion of a file.
enum SQLite {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The rows of a query as text, columns joined by `|`, null as `NULL`.
  @discardableResult
  static func query(_ path: String, _ sql: String) throws -> [String] {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
      throw Failure(description: String(cString: sqlite3_errmsg(handle)))
    }
    var rows: [String] = []
    var statement: OpaquePointer?
    var result = SQLITE_OK
    try sql.withCString { start in
      var rest: UnsafePointer<CChar>? = start
      while let next = rest, next.pointee != 0 {
        guard sqlite3_prepare_v2(handle, next, -1, &statement, &rest) == SQLITE_OK else {
          throw Failure(description: String(cString: sqlite3_errmsg(handle)))
        }
        defer { sqlite3_finalize(statement) }
        guard statement != nil else { continue }
        result = sqlite3_step(statement)
        while result == SQLITE_ROW {
          let values = (0..<sqlite3_column_count(statement)).map { column in
            sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "NULL"
          }
          rows.append(values.joined(separator: "|"))
          result = sqlite3_step(statement)
        }
        guard result == SQLITE_DONE else {
          throw Failure(description: String(cString: sqlite3_errmsg(handle)))
        }
      }
    }
    return rows
  }

  static func integrity(_ path: String) throws -> [String] {
    try query(path, "PRAGMA integrity_check")
  }

  /// What the tables of two files differ in: nothing if they hold the same rows with the same row
  /// ids and types under the same schema.
  static func differences(_ left: String, _ right: String) throws -> [String] {
    let schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    let leftSchema = try query(left, schema)
    guard leftSchema == (try query(right, schema)) else { return ["schema"] }
    var differences: [String] = []
    for name in try query(left, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
      let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
      for (one, other) in [("main", "other"), ("other", "main")] {
        let only = try query(
          left,
          """
          ATTACH '\(right)' AS other;
          SELECT count(*) FROM (
            SELECT rowid, * FROM \(one).\(quoted) EXCEPT SELECT rowid, * FROM \(other).\(quoted));
          """)
        if only != ["0"] { differences.append("\(name): \(only) only in \(one)") }
      }
    }
    return differences
  }
}
