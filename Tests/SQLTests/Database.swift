import CSQLite

/// A database in memory, by SQLite's own interface.
final class Database {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let handle: OpaquePointer

  init() throws {
    var handle: OpaquePointer?
    guard sqlite3_open(":memory:", &handle) == SQLITE_OK, let handle else {
      throw Failure(description: "no database")
    }
    self.handle = handle
  }

  deinit { sqlite3_close(handle) }

  func run(_ script: String) throws {
    guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
      throw Failure(description: String(cString: sqlite3_errmsg(handle)) + "\n" + script)
    }
  }

  /// The rows of a query, every value as text.
  func rows(_ query: String) throws -> [[String?]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else {
      throw Failure(description: String(cString: sqlite3_errmsg(handle)) + "\n" + query)
    }
    defer { sqlite3_finalize(statement) }
    var rows: [[String?]] = []
    var result = sqlite3_step(statement)
    while result == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) }
        })
      result = sqlite3_step(statement)
    }
    guard result == SQLITE_DONE else {
      throw Failure(description: String(cString: sqlite3_errmsg(handle)))
    }
    return rows
  }
}
