import Table
import TestSupport
import Testing

@testable import Store

@Suite("The bulk writer's file")
struct BulkStageWriterTests {
  private func write(_ path: String, _ tables: [Table], lockByte: Int = PageFile.lockByte) throws {
    let writer = try BulkStageWriter(
      AsideFile(replacing: path), pageSize: 512, lockByte: lockByte)
    for table in tables { try writer.add(table, TableDescription(of: table)) }
    try writer.publish()
  }

  @Test("equal tables give equal bytes")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      var random = SeededGenerator(seed: 11)
      let tables = (0..<3).map {
        RandomTable.make("t\($0)", rows: 300, columns: 8, longest: 900, using: &random)
      }
      try write(folder.file(name), tables)
    }
    #expect(TemporaryFolder.read(folder.file("a")) == TemporaryFolder.read(folder.file("b")))
  }

  @Test("the page of the lock byte is left alone, wherever it falls", arguments: 2...60)
  func lockPage(number: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    var random = SeededGenerator(seed: 5)
    let table = Table(
      "t",
      [
        RandomTable.column("a", .text, rows: 400, longest: 2000, using: &random),
        RandomTable.column("b", .timestamp, rows: 400, longest: 0, using: &random),
      ])
    let writer = try BulkStageWriter(
      AsideFile(replacing: path), pageSize: 512, lockByte: (number - 1) * 512)
    try writer.add(table, TableDescription(of: table, key: ["a"], isKeyIndexed: true))
    try writer.publish()
    let bytes = TemporaryFolder.read(path)
    try #require(bytes.count > 60 * 512)
    #expect(bytes[((number - 1) * 512)..<(number * 512)].allSatisfy { $0 == 0 })
    // To SQLite, which locks elsewhere, the page is one that nothing refers to.
    #expect(
      try SQLite.integrity(path) == ["*** in database main ***\nPage \(number) is never used"])
    #expect(try StageFile.read(path, table: "t").contents == table.contents)
  }

  @Test("the lock byte of a real file is in page 65537 of 16384 bytes")
  func realLockPage() throws {
    let folder = try TemporaryFolder()
    let aside = try AsideFile(replacing: folder.file("t"))
    let pages = try PageFile(descriptor: aside.descriptor, path: aside.path, pageSize: 16384)
    #expect(pages.lockPage == 65537)
  }

  @Test("the header says whose file it is")
  func header() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let writer = try BulkStageWriter(path: path)
    try writer.publish()
    #expect(
      try SQLite.query(
        path,
        """
        PRAGMA application_id; PRAGMA user_version; PRAGMA page_size; PRAGMA encoding;
        PRAGMA freelist_count; PRAGMA journal_mode
        """)
        == ["\(0x4D45_4942)", "1", "16384", "UTF-8", "0", "delete"])
    #expect(try SQLite.query(path, "SELECT name FROM sqlite_schema") == ["_tables", "_columns"])
  }

  @Test("people find labels, types, roles, formulas and keys in the file")
  func catalog() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let table = Table("t", [Column("k", texts: ["1"]), Column("n", .date, numbers: [nil])])
    let description = TableDescription(
      name: "t", label: "表",
      columns: [
        ColumnDescription("k", .text, label: "鍵", role: "key"),
        ColumnDescription("n", .date, formula: "first(x.y)"),
      ], key: ["k"])
    let writer = try BulkStageWriter(path: path)
    try writer.add(table, description)
    try writer.publish()
    #expect(try SQLite.query(path, "SELECT * FROM _tables") == ["t|表|1|0"])
    #expect(
      try SQLite.query(path, "SELECT * FROM _columns")
        == ["t|1|k|text|鍵|key|NULL|1", "t|2|n|date|NULL|NULL|first(x.y)|NULL"])
  }

  @Test("SQLite can write to the file, which then stays whole")
  func writable() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    var random = SeededGenerator(seed: 9)
    let table = RandomTable.make("t", rows: 500, columns: 6, longest: 2000, using: &random)
    try write(path, [table])
    try SQLite.query(path, "DELETE FROM t WHERE rowid % 3 = 0; UPDATE t SET c0 = 7; VACUUM")
    #expect(try SQLite.integrity(path) == ["ok"])
  }
}
