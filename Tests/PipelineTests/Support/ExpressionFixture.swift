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

  /// Errors as `column: message` with the column counted from the expression's start, and the help
  /// behind a bar.
  static func errors(_ expression: String, _ type: ColumnType) throws -> [String] {
    let result = try folder(expression, type).errors().map { error in
      let prefix = "marts/expression.yml:11:"
      precondition(error.hasPrefix(prefix), error)
      let rest = error.dropFirst(prefix.count)
      let column = rest.prefix { $0 != ":" }
      return String(Int(column)! - 8)
        + rest.dropFirst(column.count).replacing(": error: ", with: ": ", maxReplacements: 1)
        .replacing("\n  help: ", with: " | ")
    }
    print("FILL\t\(expression)\t\(result)")  // FILLLINE
    return result
  }
}
