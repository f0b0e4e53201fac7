import CSQLite
import Table
import TestSupport
import Testing

@testable import Store

@Suite("The ledger's file")
struct LedgerFileTests {
  @Test("is one file when nobody writes, and is opened again with what it held")
  func reopen() throws {
    let folder = try TemporaryFolder()
    let store = StoreFolder(folder.file("store"))
    let record = LedgerSample.day(20_000)
    do {
      let ledger = try Ledger(path: store.ledger)
      try ledger.replace(20_000, with: record)
      #expect(folder.names(in: "store") == ["ledger.sqlite"])
    }
    let ledger = try Ledger(path: store.ledger, isCreating: false)
    #expect(try ledger.day(20_000) == record)
    #expect(try SQLite.integrity(store.ledger) == ["ok"])
    #expect(try SQLite.query(store.ledger, "PRAGMA journal_mode") == ["delete"])
  }

  @Test("holds dates and times that people read")
  func readable() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(20_000, with: LedgerSample.day(20_000))
    #expect(
      try SQLite.query(
        sample.path, "SELECT business_date, send_at, transactional FROM sends")
        == ["2024-10-04|2024-10-04T19:00:00|0", "2024-10-04|2024-10-04T19:00:00|1"])
    #expect(
      try SQLite.query(sample.path, "SELECT entered_on, wait_date, ended_on FROM journey_states")
        == ["2024-10-04|2024-10-05|NULL"])
  }

  @Test("is not created by who only reads")
  func missing() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: StoreError.self) {
      try Ledger(path: folder.file("ledger.sqlite"), isCreating: false)
    }
    #expect(error?.code == .missing)
    #expect(folder.names() == [])
  }

  @Test("of another program is refused and left as it is")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    TemporaryFolder.write(Array(repeating: 65, count: 5000), to: path)
    #expect(throws: StoreError(.damaged, "the ledger refused: file is not a database", path: path))
    {
      try Ledger(path: path)
    }
    TemporaryFolder.write([], to: path)
    try SQLite.query(path, "CREATE TABLE mine (a)")
    let bytes = TemporaryFolder.read(path)
    #expect(throws: StoreError(.damaged, "is not a ledger", path: path)) { try Ledger(path: path) }
    #expect(TemporaryFolder.read(path) == bytes)
  }

  @Test("of a run that died before its first table is taken up")
  func halfMade() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.sqlite")
    TemporaryFolder.write([], to: path)
    try SQLite.query(path, "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    #expect(try Ledger(path: path).dates() == [])
    try SQLite.query(path, "CREATE TABLE other (a)")
    #expect(try Ledger(path: path).dates() == [])
    let foreign = folder.file("foreign.sqlite")
    TemporaryFolder.write([], to: foreign)
    try SQLite.query(foreign, "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    try SQLite.query(foreign, "CREATE TABLE other (a)")
    let error = #expect(throws: StoreError.self) { try Ledger(path: foreign) }
    #expect(error?.code == .damaged)
  }

  @Test("that may only be read is read, and refuses to be written")
  func forReading() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(20_000, with: LedgerSample.day(20_000))
    let bytes = TemporaryFolder.read(sample.path)
    let ledger = try Ledger(sample.path, isForReading: true)
    #expect(try ledger.dates() == [20_000])
    #expect(try ledger.day(20_000) == sample.ledger.day(20_000))
    let error = #expect(throws: StoreError.self) { try ledger.seal(20_000) }
    #expect(error?.code == .io)
    #expect(TemporaryFolder.read(sample.path) == bytes)

    let folder = try TemporaryFolder()
    TemporaryFolder.write([], to: folder.file("empty.sqlite"))
    let empty = #expect(throws: StoreError.self) {
      try Ledger(folder.file("empty.sqlite"), isForReading: true)
    }
    #expect(empty?.code == .io)
  }

  @Test("of a newer version is refused")
  func newer() throws {
    let sample = try LedgerSample()
    try SQLite.query(sample.path, "INSERT INTO grdb_migrations VALUES ('2000')")
    let error = #expect(throws: StoreError.self) { try Ledger(path: sample.path) }
    #expect(error?.code == .newer)
  }

  @Test("with a date that is none is damaged, and the error does not show it")
  func damaged() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(20_000, with: LedgerSample.day(20_000))
    try SQLite.query(sample.path, "UPDATE sends SET send_at = 'soon'")
    let error = #expect(throws: StoreError.self) { try sample.ledger.past(before: 20_001) }
    #expect(error?.code == .damaged)
    #expect(error?.description.contains("soon") == false)
  }

  @Test("that another program writes to is locked, and free again after it")
  func locked() throws {
    let sample = try LedgerSample()
    try sample.ledger.replace(20_000, with: LedgerSample.day(20_000))
    let ledger = try Ledger(path: sample.path, patienceSeconds: 0.05)
    var handle: OpaquePointer?
    try #require(sqlite3_open(sample.path, &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    try #require(sqlite3_exec(handle, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
    let error = #expect(throws: StoreError.self) { try ledger.seal(20_000) }
    #expect(error?.code == .locked)
    #expect(error?.isTemporary == true)
    try #require(sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    try ledger.seal(20_000)
    #expect(try ledger.isSealed(20_000))
  }

  @Test("keeps an unfinished transaction of a dead process out")
  func hotJournal() throws {
    let sample = try LedgerSample()
    let record = LedgerSample.day(20_000)
    try sample.ledger.replace(20_000, with: record)
    // A copy of file and journal taken inside a transaction is what a killed process leaves.
    let dead = sample.folder.file("dead.sqlite")
    var handle: OpaquePointer?
    try #require(sqlite3_open(sample.path, &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    let unfinished = "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; DELETE FROM sends;"
    let many = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO remembered_delivery_events
      SELECT i, '2024-10-04', 0, hex(zeroblob(500)), NULL, NULL FROM n
      """
    try #require(sqlite3_exec(handle, unfinished + many, nil, nil, nil) == SQLITE_OK)
    TemporaryFolder.write(TemporaryFolder.read(sample.path), to: dead)
    TemporaryFolder.write(TemporaryFolder.read(sample.path + "-journal"), to: dead + "-journal")
    try #require(sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    let ledger = try Ledger(path: dead)
    #expect(try ledger.day(20_000) == record)
    #expect(try ledger.refusals(.deliveryEvents, upTo: 20_001).latest.table.rowCount == 0)
    #expect(try SQLite.integrity(dead) == ["ok"])
  }
}
