import Pipeline
import Table

/// A source with columns of every type and nothing to do with anything, for formulas over one row.
enum Values {
  private static let source = """
    source: rows
    files: rows*.csv
    key: id
    columns:
      - {name: id, header: id, type: id}
      - {name: p, header: p, type: bool}
      - {name: q, header: q, type: bool}
      - {name: m, header: m, type: int}
      - {name: n, header: n, type: money}
      - {name: d, header: d, type: date}
      - {name: e, header: e, type: date}
      - {name: t, header: t, type: timestamp}
      - {name: u, header: u, type: timestamp}
      - {name: s, header: s, type: text}
      - {name: w, header: w, type: text}
      - {name: k, header: k, type: choice, choices: {a: [あ, A], b: [い], c: [], d: ["", D]}}
    conditions:
      big: m > 100
    """

  /// An expression over rows, on a day. `before` are columns of the mart made earlier.
  static func evaluate(
    _ expression: String, _ type: ColumnType, over rows: [Row], on date: Int64 = today,
    before: [(name: String, type: ColumnType, expression: String)] = []
  ) throws -> [String?] {
    var mart = "mart: result\nrows: rows\nkey: id\ncolumns:"
    for column in [("id", .text, "id")] + before + [("result", type, expression)] {
      mart += Definitions.column(column.0, column.1, column.2)
    }
    let plan = try Definitions.plan([
      "pipeline.yml": """
      pipeline: test
      parameters:
        limit: {type: int, value: 3}
        page: {type: text, value: /cart}
        since: {type: date, value: 2026-11-01}
      """,
      "sources/rows.yml": source, "marts/result.yml": mart,
    ])
    return try plan.mart("result", plan.day(["rows": rows], on: date))["result"].cells
  }

  /// A condition over rows: `true`, `false` or nil for null, which a bool column of a mart does not
  /// tell from false.
  static func truth(_ condition: String, over rows: [Row]) throws -> [String?] {
    try evaluate(
      "if((\(condition)) is null, null, if(\(condition), 'true', 'false'))", .text, over: rows)
  }
}
