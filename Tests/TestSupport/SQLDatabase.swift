import CSQLite

/// A connection of its own to a database, to write what the program does not write itself.
public final class SQLDatabase {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    init(_ handle: OpaquePointer?) { description = String(cString: sqlite3_errmsg(handle)) }
  }

  /// Open as long as this object lives.
  public let handle: OpaquePointer

  /// Opens the database at `path`, which must be there; an empty file is one.
  public init(_ path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let opened else {
      defer { sqlite3_close(opened) }
      throw Failure(opened)
    }
    handle = opened
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that give no rows.
  public func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw Failure(handle) }
  }
}
