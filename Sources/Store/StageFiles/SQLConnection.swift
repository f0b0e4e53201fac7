import CSQLite

/// A connection to one SQLite file through the C API.
final class SQLConnection {
  fileprivate let handle: OpaquePointer
  private let isOwned: Bool
  let path: String

  /// Opens the file for reading only.
  init(_ path: String) throws(StoreError) {
    self.path = path
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard result == SQLITE_OK, let opened else {
      sqlite3_close(opened)
      throw SQLConnection.failure("open", result, path)
    }
    handle = opened
    isOwned = true
  }

  /// A connection that somebody else opened and closes.
  init(borrowing handle: OpaquePointer, _ path: String) {
    self.handle = handle
    self.path = path
    isOwned = false
  }

  deinit {
    if isOwned { sqlite3_close_v2(handle) }
  }

  func failure(_ action: String, _ result: Int32) -> StoreError {
    SQLConnection.failure(action, result, path)
  }

  static func failure(_ action: String, _ result: Int32, _ path: String) -> StoreError {
    let code: StoreError.Code =
      switch result & 0xFF {
      case SQLITE_FULL: .noSpace
      case SQLITE_BUSY, SQLITE_LOCKED: .locked
      case SQLITE_CONSTRAINT: .conflict
      case SQLITE_CANTOPEN: FileSystem.exists(path) ? .io : .missing
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR: .damaged
      default: .io
      }
    let reason = String(cString: sqlite3_errstr(result))
    return StoreError(code, "cannot \(action): \(reason)", path: path)
  }
}

/// A prepared statement. Columns and parameters count from zero.
final class SQLStatement {
  private let handle: OpaquePointer?
  private let connection: SQLConnection
  /// SQLite must copy what it is given.
  private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ connection: SQLConnection, _ sql: String) throws(StoreError) {
    self.connection = connection
    var prepared: OpaquePointer?
    let result = sqlite3_prepare_v2(connection.handle, sql, -1, &prepared, nil)
    guard result == SQLITE_OK else { throw connection.failure("read", result) }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  func bindNull(_ index: Int) { sqlite3_bind_null(handle, Int32(index + 1)) }

  func bind(_ index: Int, _ number: Int64) {
    sqlite3_bind_int64(handle, Int32(index + 1), number)
  }

  func bind(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) throws(StoreError) {
    // An address of nothing would bind null, not the empty text.
    var nothing: CChar = 0
    let result =
      if let base = text.baseAddress {
        base.withMemoryRebound(to: CChar.self, capacity: text.count) {
          sqlite3_bind_text(handle, Int32(index + 1), $0, Int32(text.count), transient)
        }
      } else {
        sqlite3_bind_text(handle, Int32(index + 1), &nothing, 0, transient)
      }
    guard result == SQLITE_OK else { throw connection.failure("write", result) }
  }

  /// Binds a text without a copy: its bytes must stay where they are until the statement is reset.
  func bind(_ index: Int, borrowed text: UnsafeBufferPointer<UInt8>) throws(StoreError) {
    let result = text.withMemoryRebound(to: CChar.self) {
      sqlite3_bind_text(handle, Int32(index + 1), $0.baseAddress, Int32($0.count), nil)
    }
    guard result == SQLITE_OK else { throw connection.failure("write", result) }
  }

  /// Goes on to the next row; false at the end.
  func step() throws(StoreError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let result: throw connection.failure("read or write", result)
    }
  }

  func reset() { sqlite3_reset(handle) }

  /// One of `SQLITE_NULL`, `SQLITE_INTEGER`, `SQLITE_TEXT` …
  func type(_ column: Int) -> Int32 { sqlite3_column_type(handle, Int32(column)) }

  func number(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  /// The bytes of a blob, valid until the next step.
  func blob(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = sqlite3_column_bytes(handle, Int32(column))
    return UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self), count: Int(count))
  }

  /// The bytes of a text, valid until the next step.
  func text(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(handle, Int32(column))
    let count = sqlite3_column_bytes(handle, Int32(column))
    return UnsafeBufferPointer(start: start, count: Int(count))
  }
}
