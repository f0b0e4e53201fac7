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
    cells: [[.text("a"), .integer(1)], [.text("b"), .null]])

  @Test(
    "it names the keys and columns that differ",
    arguments: [
      Comparison(
        testDescription: "another order", sql: [[.text("b"), .null], [.text("a"), .integer(1)]],
        difference: ""),
      Comparison(
        testDescription: "another value", sql: [[.text("a"), .integer(0)], [.text("b"), .null]],
        difference: "column 'flag': 1 (a)\n"),
      Comparison(
        testDescription: "another type", sql: [[.text("a"), .text("1")], [.text("b"), .null]],
        difference: "column 'flag': 1 (a)\n"),
      Comparison(
        testDescription: "a value in the place of none",
        sql: [[.text("a"), .integer(1)], [.text("b"), .integer(0)]],
        difference: "column 'flag': 1 (b)\n"),
      Comparison(
        testDescription: "a row missing", sql: [[.text("a"), .integer(1)]],
        difference: "rows of the engine alone: 1 (b)\n"),
      Comparison(
        testDescription: "a row more",
        sql: [[.text("a"), .integer(1)], [.text("b"), .null], [.text("c"), .null]],
        difference: "rows of the SQL alone: 1 (c)\n"),
      Comparison(
        testDescription: "a row twice",
        sql: [[.text("a"), .integer(1)], [.text("b"), .null], [.text("b"), .null]],
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
}
