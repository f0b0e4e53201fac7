import CSQLite
import Testing

extension TemporaryFolder {
  /// Alters a published database, as nobody should.
  func alter(_ file: String, _ statement: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    let opened = sqlite3_open_v2(path + "/" + file, &handle, SQLITE_OPEN_READWRITE, nil)
    try #require(opened == SQLITE_OK)
    let done = sqlite3_exec(handle, statement, nil, nil, nil)
    try #require(done == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
  }
}
