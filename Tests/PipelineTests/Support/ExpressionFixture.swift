import Pipeline
import Table

/// One expression as the value of a column of the shop's orders.
enum ExpressionFixture {
  /// The mart's columns before the expression: a list, and a date under a name of its own.
  private static func folder(_ expression: String, _ type: ColumnType) -> DefinitionFolder {
    var folder = DefinitionFolder()
    folder.files["marts/expression.yml"] = """
      mart: expression
      rows: orders
      key: order_id
      columns:
        - {name: order_id, type: text}
        - {name: tags, type: list, value: "null"}
        - {name: ordered_on, type: date, value: date(ordered_at)}
        - name: expression
          type: \(type.rawValue)
          value: |-
            \(expression.replacing("\n", with: "\n      "))

      """
    return folder
  }

  /// The checked formula.
  static func formula(_ expression: String, _ type: ColumnType) throws -> Formula {
    try folder(expression, type).plan().mart("expression")!.column("expression")!.formula
  }

  /// The lines of the report, places cut down to the column from the expression's start.
  static func errors(_ expression: String, _ type: ColumnType) throws -> [String] {
    try folder(expression, type).errors().map { line in
      guard !line.hasPrefix("  help: ") else { return line }
      let prefix = "marts/expression.yml:11:"
      precondition(line.hasPrefix(prefix), line)
      let rest = line.dropFirst(prefix.count)
      let column = rest.prefix { $0 != ":" }
      return String(Int(column)! - 6) + rest.dropFirst(column.count)
    }
  }
}
