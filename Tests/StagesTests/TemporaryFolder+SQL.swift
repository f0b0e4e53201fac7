import TestSupport

extension TemporaryFolder {
  /// Alters a published database, as nobody should.
  func alter(_ file: String, _ statement: String) throws {
    try SQLDatabase(path + "/" + file).execute(statement)
  }
}
