import Table
import TestSupport
import Testing

@testable import Store

@Suite("Tables that a stage file refuses")
struct RefusedTableTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let table: Table
    let description: TableDescription

    init(_ name: String, _ table: Table, _ description: TableDescription? = nil) {
      testDescription = name
      self.table = table
      self.description = description ?? TableDescription(of: table)
    }
  }

  static let plain = Table("t", [Column("a", texts: ["x"])])

  static let cases = [
    Case("a name that begins with an underscore", Table("_t", plain.columns)),
    Case("a name of SQLite's own", Table("SQLite_t", plain.columns)),
    Case("no name", Table("", plain.columns)),
    Case("no columns", Table("t", [], rowCount: 2)),
    Case(
      "columns that differ in case only",
      Table("t", [Column("a", texts: ["x"]), Column("A", texts: ["x"])])),
    Case("a zero byte in a name", Table("t", [Column("a\u{0}", texts: ["x"])])),
    Case(
      "too many columns", Table("t", (0...2000).map { Column("c\($0)", .int, numbers: [1]) })),
    Case(
      "another table's description", plain,
      TableDescription(name: "u", columns: [ColumnDescription("a", .text)])),
    Case(
      "another type", plain, TableDescription(name: "t", columns: [ColumnDescription("a", .int)])),
    Case("a key that is no column", plain, TableDescription(of: plain, key: ["b"])),
    Case("an index without a key", plain, TableDescription(of: plain, isKeyIndexed: true)),
    Case("numbers in a text column", Table("t", [Column("a", .text, .numbers([1]))])),
    Case("a day of the year 10000", Table("t", [Column("a", .date, numbers: [2_932_897])])),
    Case(
      "a second before the year 0",
      Table("t", [Column("a", .timestamp, numbers: [-719_528 * 86400 - 1])])),
  ]

  @Test("are refused by both writers", arguments: cases)
  func refused(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t.sqlite")
    for writer: any StageFileWriter in [
      try BulkStageWriter(path: path), try SQLStageWriter(path: path),
    ] {
      let error = #expect(throws: StoreError.self) {
        try writer.add(example.table, example.description)
      }
      #expect(error?.code == .unwritable)
    }
  }

  @Test("a second table of a name, but for its case, is refused by both writers")
  func twice() throws {
    let folder = try TemporaryFolder()
    for writer: any StageFileWriter in [
      try BulkStageWriter(path: folder.file("a")), try SQLStageWriter(path: folder.file("b")),
    ] {
      try writer.add(Self.plain, TableDescription(of: Self.plain))
      let second = Table("T", Self.plain.columns)
      let error = #expect(throws: StoreError.self) {
        try writer.add(second, TableDescription(of: second))
      }
      #expect(error?.code == .unwritable)
    }
  }
}
