import Pipeline
import Table

extension RelatedTable {
  /// Every list of a target: of each text its first place, of these places the order.
  var listed: String {
    let texts = placed
    let distinct = Select.union(
      rows.aggregates.enumerated().map { index, aggregate in
        let column = rows.column(aggregate)
        var select = Select(
          keys + ["\(index + 1) AS list", "\(column) AS item", "MIN(place) AS place"],
          from: texts)
        select.conditions = isLinked + ["\(column) IS NOT NULL"]
        select.grouping = keys + [column]
        return select.text
      })
    let window =
      window(of: keys + ["list"], by: ["place"])
      + "\nROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    let joined = Select(
      keys + ["list", "\(script.dialect.list(of: "item", over: window)) AS items"],
      from: "(\n\(distinct.indented)\n) AS firsts")
    var select = Select(
      keys
        + rows.aggregates.enumerated().map { index, aggregate in
          "MAX(CASE WHEN list = \(index + 1) THEN items END) AS \(rows.column(aggregate))"
        }, from: "(\n\(joined.text.indented)\n) AS lists")
    select.grouping = keys
    return select.text
  }

  /// The texts of all lists, row by row, and the place of the row.
  private var placed: String {
    script.add(
      "texts_of_\(suffix)",
      ["what each \(source.name) row brings to the lists, and its place among those of its kind"]
    ) {
      let formulas = scope.formulas
      let places = formulas.totalOrder(rows.aggregates.first?.order ?? []).map { formula in
        let value = formulas.value(formula).text
        let isKey = source.keyFields.contains(formula)
        return formula.type.isText && !isKey ? "COALESCE(\(value), '')" : value
      }
      let terms = rows.aggregates.map { "\(term(of: $0)) AS \(rows.column($0))" }
      let place = rowNumber(of: linkKeys, by: places)
      return select(terms + ["\(place) AS place"]).text
    }
  }

  /// The values of the greatest row of those for which the filter is true.
  func last(of filter: Formula?, by order: [Formula]) -> String {
    let formulas = scope.formulas
    let places = formulas.totalOrder(order).map { formulas.value($0).text }
    var columns = rows.aggregates.map { aggregate in
      "\(aggregate.value.map { formulas.value($0).text } ?? "NULL") AS \(rows.column(aggregate))"
    }
    columns += places.enumerated().map { "\($1) AS order_\($0 + 1)" }
    if let filter { columns.append("\(formulas.flag(filter)) AS counts") }
    let judged = select(columns)
    let names = rows.aggregates.map(rows.column)
    let place = rowNumber(of: keys, by: places.indices.map { "order_\($0 + 1) DESC" })
    var numbered = Select(
      keys + names + ["\(place) AS place"], from: "(\n\(judged.text.indented)\n) AS judged")
    numbered.conditions = isLinked + (filter == nil ? [] : ["counts = 1"])
    var select = Select(keys + names, from: "(\n\(numbered.text.indented)\n) AS numbered")
    select.conditions = ["place = 1"]
    return select.text
  }
}
