import Table
import TestSupport
import Testing

@testable import Store

/// Writes tables by both writers and has SQLite compare the files.
private func compare(
  _ tables: [(Table, TableDescription)], pageSize: Int,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = try TemporaryFolder()
  let bulk = try BulkStageWriter(
    AsideFile(replacing: folder.file("bulk.sqlite")), pageSize: pageSize)
  let sql = try SQLStageWriter(path: folder.file("sql.sqlite"))
  for (table, description) in tables {
    try bulk.add(table, description)
    try sql.add(table, description)
  }
  try bulk.publish()
  try sql.publish()
  #expect(
    try SQLite.integrity(folder.file("bulk.sqlite")) == ["ok"], sourceLocation: sourceLocation)
  let differences = try SQLite.differences(folder.file("bulk.sqlite"), folder.file("sql.sqlite"))
  #expect(differences == [], sourceLocation: sourceLocation)
}

@Suite("The bulk writer and SQLite write the same tables")
struct WritersAgreeTests {
  @Test("seeded tables of every type", arguments: 0..<40 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pageSize = [512, 1024, 4096, 16384, 65536][Int(seed % 5)]
    var tables: [(Table, TableDescription)] = []
    for index in 0..<Int.random(in: 1...4, using: &random) {
      let table = RandomTable.make(
        "t\(index)", rows: Int.random(in: 0...400, using: &random),
        columns: Int.random(in: 1...12, using: &random), longest: 3 * pageSize, using: &random)
      let keyed = table.columns.prefix(Int.random(in: 0...2, using: &random)).map(\.name)
      tables.append((table, RandomTable.description(of: table, key: Array(keyed.reversed()))))
    }
    try compare(tables, pageSize: pageSize)
  }

  @Test("few rows, with and without an index", arguments: [0, 1, 2, 3], [false, true])
  func fewRows(rows: Int, isIndexed: Bool) throws {
    let table = Table("t", [Column("a", texts: (0..<rows).map { "\($0)" })], rowCount: rows)
    try compare(
      [(table, TableDescription(of: table, key: ["a"], isKeyIndexed: isIndexed))], pageSize: 512)
  }

  @Test("texts of every length around the overflow limits", arguments: [false, true])
  func overflowLimits(isIndexed: Bool) throws {
    let lengths = Array(0...200) + Array(440...1100)
    let table = Table(
      "t", [Column("a", texts: lengths.map { String(repeating: "x", count: $0) })])
    try compare(
      [(table, TableDescription(of: table, key: ["a"], isKeyIndexed: isIndexed))], pageSize: 512)
  }

  @Test("each number of rows around a new level, so that every kind of last page is seen")
  func everyRowCount() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    // Long keys, so that index pages hold few: the second level begins at 8 rows, the third at
    // about 50, the fourth at about 350.
    for rows in Array(1...70) + Array(320...420) {
      let texts = (0..<rows).map { String(repeating: "k", count: 60) + "\(1000 + $0)" }
      let table = Table("t", [Column("a", texts: texts)])
      let writer = try BulkStageWriter(AsideFile(replacing: path), pageSize: 512)
      try writer.add(table, TableDescription(of: table, key: ["a"], isKeyIndexed: true))
      try writer.publish()
      try #require(try SQLite.integrity(path) == ["ok"], "\(rows) rows")
    }
  }

  @Test("three interior levels in a table and its index")
  func levels() throws {
    let rows = 8000
    let table = Table(
      "t", [Column("a", texts: (0..<rows).map { String(repeating: "\($0 % 10)", count: 400) })])
    try compare(
      [(table, TableDescription(of: table, key: ["a"], isKeyIndexed: true))], pageSize: 512)
  }

  @Test("a table of 1999 columns, the most that one query compares with its row ids")
  func manyColumns() throws {
    var random = SeededGenerator(seed: 7)
    let table = RandomTable.make("wide", rows: 20, columns: 1999, longest: 30, using: &random)
    try compare([(table, RandomTable.description(of: table))], pageSize: 16384)
  }

  @Test("a schema of one page and of many", arguments: [1, 4, 5, 6, 7, 8, 60, 200])
  func schema(tableCount: Int) throws {
    let tables = (0..<tableCount).map { index in
      let name = String(repeating: "n", count: index % 40)
      let table = Table(
        "t\(index)", [Column("a\(name)", .int, numbers: [1]), Column("b", texts: ["x"])])
      return (table, TableDescription(of: table, key: ["b"], isKeyIndexed: index % 3 == 0))
    }
    try compare(tables, pageSize: 512)
    if tableCount == 200 { try compare(tables, pageSize: 16384) }
  }

  @Test("names that need quoting")
  func quoting() throws {
    let table = Table("a \"b\" c", [Column("select", texts: ["x"]), Column("名\"簿", texts: ["y"])])
    try compare(
      [(table, TableDescription(of: table, key: ["名\"簿"], isKeyIndexed: true))], pageSize: 4096)
  }

  @Test("an index finds what a scan finds")
  func index() throws {
    var random = SeededGenerator(seed: 3)
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    let table = Table(
      "t",
      [
        RandomTable.column("a", .text, rows: 2000, longest: 900, using: &random),
        RandomTable.column("b", .int, rows: 2000, longest: 0, using: &random),
      ])
    let writer = try BulkStageWriter(AsideFile(replacing: path), pageSize: 1024)
    try writer.add(table, TableDescription(of: table, key: ["a", "b"], isKeyIndexed: true))
    try writer.publish()
    let found = try SQLite.query(
      path,
      """
      SELECT count(*) FROM t x WHERE EXISTS (
        SELECT 1 FROM t y INDEXED BY _key_t WHERE y.a IS x.a AND y.b IS x.b AND y.rowid = x.rowid)
      """)
    #expect(found == ["2000"])
  }
}
