import Table
import TestSupport
import Testing

@testable import Store

@Suite("Tables in runs of rows")
struct RowRunTests {
  /// Pages so small that the tree is several levels deep, and texts that overflow them.
  private static func table(rows: Int, seed: UInt64) -> Table {
    var random = SeededGenerator(seed: seed)
    return RandomTable.make("t", rows: rows, columns: 9, longest: 1500, using: &random)
  }

  private static func writer(_ path: String) throws -> BulkStageWriter {
    try BulkStageWriter(AsideFile(replacing: path), pageSize: 512)
  }

  private static func slice(_ table: Table, _ rows: Range<Int>) -> Table {
    Table(
      table.name, table.columns.map { Column($0.name, $0.type, $0.values.slice(rows)) },
      rowCount: rows.count)
  }

  @Test(
    "records made in runs fill the file that the whole table fills", arguments: [1, 2, 7, 1000])
  func records(of size: Int) throws {
    let folder = try TemporaryFolder()
    let table = Self.table(rows: 300, seed: 3)
    let description = TableDescription(of: table)
    let whole = try Self.writer(folder.file("whole"))
    try whole.add(table, description)
    try whole.publish()
    let cut = try Self.writer(folder.file("cut"))
    try cut.add(description) { take in
      for start in stride(from: 0, to: table.rowCount, by: size) {
        let rows = start..<min(start + size, table.rowCount)
        for run in try RowRecords.runs(of: Self.slice(table, rows), description) { try take(run) }
      }
    }
    try cut.publish()
    #expect(TemporaryFolder.read(folder.file("whole")) == TemporaryFolder.read(folder.file("cut")))
  }

  @Test("runs of rows are the table", arguments: [0, 1, 5, 300, 3000], [1, 2, 50, 100_000])
  func runs(rows: Int, least: Int) throws {
    let folder = try TemporaryFolder()
    let table = Self.table(rows: rows, seed: 4)
    let writer = try Self.writer(folder.file("t"))
    try writer.add(table, TableDescription(of: table))
    try writer.publish()
    let wanted = Set(table.columns.map(\.name).filter { $0 != "c3" })
    let file = try StageFile.open(folder.file("t"))
    let runs = try file.runs(of: "t", columns: wanted, rows: least)
    var joined = try runs.table(0)
    #expect(runs.rowCount == rows)
    for run in 1..<max(1, runs.count) {
      let next = try runs.table(run)
      #expect(next.rowCount > 0)
      joined.append(contentsOf: next)
    }
    #expect(joined.contents == (try file.read("t", columns: wanted)).contents)
    #expect(runs.count == 1 || runs.count <= (rows + least - 1) / least)
    if rows == 3000, least == 1 { #expect(runs.count > 100) }
  }

  @Test("a file altered with SQLite is read in one run")
  func altered() throws {
    let folder = try TemporaryFolder()
    let table = Self.table(rows: 40, seed: 5)
    let writer = try Self.writer(folder.file("t"))
    try writer.add(table, TableDescription(of: table))
    try writer.publish()
    _ = try SQLite.query(folder.file("t"), "CREATE TABLE mine (a); DROP TABLE mine;")
    let runs = try StageFile.open(folder.file("t")).runs(of: "t", columns: ["c0", "c8"], rows: 3)
    #expect(runs.count == 1)
    let whole = try StageFile.open(folder.file("t")).read("t", columns: ["c0", "c8"])
    #expect(try runs.table(0).contents == whole.contents)
  }

  @Test("texts that come again are the same texts, whether they are kept once or not")
  func repeated() throws {
    let folder = try TemporaryFolder()
    let texts = (0..<6000).map { "text \($0 % 7)" }
    let unlike = (0..<6000).map { "text \($0)" }
    let table = Table("t", [Column("a", texts: texts), Column("b", texts: unlike)])
    let writer = try Self.writer(folder.file("t"))
    try writer.add(table, TableDescription(of: table))
    try writer.publish()
    let read = try StageFile.read(folder.file("t"), table: "t")
    #expect(read.contents == table.contents)
    #expect(Set(read["a"].text.refs.map(\.bits)).count == 7)
  }
}
