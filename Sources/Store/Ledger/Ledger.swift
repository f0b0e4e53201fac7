import CSQLite
import GRDB
import Glibc

/// The memory of a store between days: journeys, sends, exclusions, refusals, runs and seals
/// (docs/store.md).
///
/// Every call is one transaction, on the disk when it returns. Whoever writes holds the store's
/// lock (`StoreFolder.lock`); whoever only reads need not. Safe to use from several threads, one
/// call at a time.
///
/// The journal is a rollback journal (`DELETE`), not a write-ahead log: the ledger is then one file
/// whenever nobody writes, to be copied, mounted read-only or put on a network disk, and one
/// writing transaction a day would gain nothing from the other. `synchronous` is `EXTRA`, which is
/// `FULL` and also syncs the folder after the journal is removed: without that a power cut could
/// bring back the journal and undo a day that was reported done. `secure_delete` overwrites what is
/// removed. The page cache takes up to 64 MiB.
public final class Ledger: Sendable {
  let path: String
  private let queue: DatabaseQueue

  /// Opens the ledger, and creates it unless `isCreating` is false. One that is there and may only be
  /// read, such as a copy on a disk without writes, is opened for reading: every write is refused.
  /// - Parameter patienceSeconds: how long a call waits for another program that uses the file.
  /// - Throws: `missing`, `locked` when patience ends, `damaged` if it is not a ledger, `newer` if
  ///   a newer version of this program wrote it, `noSpace`, `io`.
  public convenience init(
    path: String, isCreating: Bool = true, patienceSeconds: Double = 5
  ) throws(StoreError) {
    guard FileSystem.exists(path) else {
      guard isCreating else { throw StoreError(.missing, "there is no ledger", path: path) }
      try FileSystem.createFolder(FileSystem.parent(of: path))
      // SQLite would make it readable for everybody.
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
      guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
      close(descriptor)
      try self.init(path, isForReading: false, patienceSeconds: patienceSeconds)
      return
    }
    try self.init(
      path, isForReading: access(path, W_OK) != 0 && [EROFS, EACCES, EPERM].contains(errno),
      patienceSeconds: patienceSeconds)
  }

  /// Opens a file that is there.
  init(_ path: String, isForReading: Bool, patienceSeconds: Double = 5) throws(StoreError) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(patienceSeconds)
    configuration.readonly = isForReading
    configuration.prepareDatabase { database in
      if isForReading { return }
      try database.execute(
        sql: """
          PRAGMA journal_mode = DELETE;
          PRAGMA synchronous = EXTRA;
          PRAGMA secure_delete = ON;
          PRAGMA cache_size = -65536;
          """)
    }
    queue = try Ledger.translating(path) { [configuration] in
      try DatabaseQueue(path: path, configuration: configuration)
    }
    try prepare(isForReading: isForReading)
  }

  private func prepare(isForReading: Bool) throws(StoreError) {
    let migrator = LedgerSchema.migrator
    let (isOurs, isNewer, isCurrent) = try read { database in
      // A run that died while it made the ledger may have left the migrator's own table alone.
      let isEmpty =
        try Row.fetchOne(
          database, sql: "SELECT 1 FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations' LIMIT 1")
        == nil
      let id = try Int.fetchOne(database, sql: "PRAGMA application_id")
      return (
        isEmpty || id == LedgerSchema.applicationID, try migrator.hasBeenSuperseded(database),
        try migrator.hasCompletedMigrations(database)
      )
    }
    guard isOurs else { throw StoreError(.damaged, "is not a ledger", path: path) }
    guard !isNewer else {
      throw StoreError(.newer, "was written by a newer version of this program", path: path)
    }
    if isCurrent { return }
    guard !isForReading else {
      throw StoreError(.io, "is of an older version, and cannot be written", path: path)
    }
    try Ledger.translating(path) { [queue] in try migrator.migrate(queue) }
  }

  func read<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    try Ledger.translating(path) { try queue.read(body) }
  }

  func write<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    try Ledger.translating(path) { try queue.write(body) }
  }

  /// A transaction in which SQLite does not look up what each row refers to: `body` must do so. With
  /// the look-up SQLite would keep the pages that a statement of several rows changes, to undo it,
  /// in a file of their own, which people's data would go through.
  func writeUnreferenced(_ body: (Database) throws -> Void) throws(StoreError) {
    try writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      // Nothing can fail here but memory; the next connection looks up again in any case.
      defer { try? database.execute(sql: "PRAGMA foreign_keys = ON") }
      try database.inTransaction {
        try body(database)
        return .commit
      }
    }
  }

  /// For what cannot be done within a transaction.
  func writeWithoutTransaction(_ body: (Database) throws -> Void) throws(StoreError) {
    try Ledger.translating(path) { try queue.writeWithoutTransaction(body) }
  }

  /// Turns SQLite's errors into ours. GRDB's own text may hold values, so it is left out.
  private static func translating<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      let result = error.resultCode
      let code: StoreError.Code =
        switch result {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
        case .SQLITE_FULL: .noSpace
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: .damaged
        case .SQLITE_CONSTRAINT: .conflict
        default: .io
        }
      let reason = String(cString: sqlite3_errstr(result.rawValue))
      throw StoreError(code, "the ledger refused: \(reason)", path: path)
    } catch {
      throw StoreError(.damaged, "the ledger holds what cannot be read", path: path)
    }
  }
}
