import Foundation
import TestSupport
import Testing

/// The comparison itself sees what differs.
struct TableDifferenceTests {
  struct Comparison: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: [[StageDatabase.Cell]]
    var columns = ["id", "flag"]
    let difference: String
  }

  static let engine = StageDatabase.Rows(
    columns: ["id", "flag"],
    cells: [[.utf8("a"), .integer(1)], [.utf8("b"), .null]])

  @Test(
    "it names the keys and columns that differ",
    arguments: [
      Comparison(
        testDescription: "another order", sql: [[.utf8("b"), .null], [.utf8("a"), .integer(1)]],
        difference: ""),
      Comparison(
        testDescription: "another value", sql: [[.utf8("a"), .integer(0)], [.utf8("b"), .null]],
        difference: "column 'flag': 1 (a)\n"),
      Comparison(
        testDescription: "another type", sql: [[.utf8("a"), .utf8("1")], [.utf8("b"), .null]],
        difference: "column 'flag': 1 (a)\n"),
      Comparison(
        testDescription: "a value in the place of none",
        sql: [[.utf8("a"), .integer(1)], [.utf8("b"), .integer(0)]],
        difference: "column 'flag': 1 (b)\n"),
      Comparison(
        testDescription: "a row missing", sql: [[.utf8("a"), .integer(1)]],
        difference: "rows of the engine alone: 1 (b)\n"),
      Comparison(
        testDescription: "a row more",
        sql: [[.utf8("a"), .integer(1)], [.utf8("b"), .null], [.utf8("c"), .null]],
        difference: "rows of the SQL alone: 1 (c)\n"),
      Comparison(
        testDescription: "a row twice",
        sql: [[.utf8("a"), .integer(1)], [.utf8("b"), .null], [.utf8("b"), .null]],
        difference: "the SQL has a key twice\n"),
      Comparison(
        testDescription: "other columns", sql: [], columns: ["id"],
        difference: "columns: engine [\"id\", \"flag\"], SQL [\"id\"]\n"),
    ])
  func difference(_ item: Comparison) {
    let sql = StageDatabase.Rows(columns: item.columns, cells: item.sql)
    let difference = TableDifference(engine: Self.engine, sql: sql, key: "id")
    #expect(difference.description == item.difference)
    #expect(difference.isEmpty == item.difference.isEmpty)
  }

  @Test("text is compared by its bytes: all of them, and whatever it looks like")
  func bytes() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "empty.sqlite")
    try Data().write(to: file)
    let database = try StageDatabase(file)
    let engine = try database.rows("SELECT 1 AS id, '\u{304C}' AS a, 'x' || char(0) || 'y' AS b")
    let sql = try database.rows(
      "SELECT 1 AS id, '\u{304B}\u{3099}' AS a, 'x' || char(0) || 'z' AS b")
    let difference = TableDifference(engine: engine, sql: sql, key: "id")
    #expect(difference.description == "column 'a': 1 (integer(1))\ncolumn 'b': 1 (integer(1))\n")
  }
}
