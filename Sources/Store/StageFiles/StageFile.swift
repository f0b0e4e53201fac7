public import Table

/// Reads published stage files.
public enum StageFile {
  /// Opens a stage file. What is read later is the file as it is now, even if it is replaced.
  ///
  /// A file as it was published is read directly; one that somebody has altered since with a tool
  /// of SQLite's is read through SQLite.
  /// - Throws: `missing` if there is no such file; `damaged` if it is not a whole stage file;
  ///   `newer` if a newer version of this program wrote it.
  public static func open(_ path: String) throws(StoreError) -> any StageFileReader {
    guard let database = try DatabaseImage(OpenFile(path)) else {
      return try SQLStageReader(path: path)
    }
    return try BulkStageReader(database)
  }

  /// One table of a file, rows in the order in which they were written. O(bytes).
  /// - Throws: as `open`, and `missing` if the file has no such table.
  public static func read(_ path: String, table: String) throws(StoreError) -> Table {
    try open(path).read(table)
  }
}

/// A stage file opened for reading.
public protocol StageFileReader: AnyObject {
  /// The descriptions of the tables, in the order in which they were added.
  var tables: [TableDescription] { get }

  /// A table whole: the columns as described, rows in the order in which they were written.
  /// O(bytes); memory: the table.
  /// - Throws: `missing` if there is no such table; `damaged` if a value is not of its column's
  ///   type, rows are missing, or the file does not hang together.
  func read(_ table: String) throws(StoreError) -> Table

  /// The same with the columns of those names only, in the order in which they were written; names
  /// that the table does not have are passed over.
  func read(_ table: String, columns: Set<String>) throws(StoreError) -> Table

  /// The same of the rows whose column `key`, which is one of texts, holds one of `keys` that no
  /// other row of the table holds. O(rows); memory: what is found.
  func read(
    _ table: String, columns: Set<String>, where key: String, isOneOf keys: KeyIndex, threads: Int
  ) throws(StoreError) -> SelectedRows

  /// The same in runs of about `rows` rows, which are read when they are asked for.
  ///
  /// - Parameter areKept: true if all runs are kept until the last is read: then their texts share
  ///   memory, which is not given back before all of them are let go.
  func runs(
    of table: String, columns: Set<String>, rows: Int, areKept: Bool
  ) throws(StoreError) -> TableRuns

  /// A table whose description says that rows share columns, with those held once.
  /// - Throws: as `read`.
  func parts(of table: String) throws(StoreError) -> TableParts
}

extension StageFileReader {
  /// A table in runs that are let go of one by one.
  public func runs(
    of table: String, columns: Set<String>, rows: Int
  ) throws(StoreError) -> TableRuns {
    try runs(of: table, columns: columns, rows: rows, areKept: false)
  }

  /// The description of a table.
  /// - Throws: `missing` if there is no such table.
  public func description(of table: String) throws(StoreError) -> TableDescription {
    guard let found = tables.first(where: { $0.name == table }) else {
      throw StoreError(.missing, "there is no table '\(table)' in the file")
    }
    return found
  }
}
