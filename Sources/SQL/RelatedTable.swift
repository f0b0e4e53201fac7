import Pipeline
import Table

/// Related rows as a table: one row for each target of their link, with the aggregates over the
/// rows that lead to it.
struct RelatedTable {
  let rows: RelatedRows
  let source: SourceDefinition
  let target: SourceDefinition
  let script: Script
  /// Over the related rows.
  let scope: RowScope
  /// The key of the target, as read from the link's table joined to them.
  let linkKeys: [String]
  private let linkName: String

  init(
    rows: RelatedRows, source: SourceDefinition, link: LinkDefinition, target: SourceDefinition,
    _ script: Script
  ) {
    self.rows = rows
    self.source = source
    self.target = target
    self.script = script
    scope = RowScope(
      source,
      formulas: rows.aggregates.flatMap { aggregate in
        [aggregate.value, aggregate.filter].compactMap { $0 } + aggregate.order
      }, in: script)
    let table = scope.linkTable(link.name)
    linkKeys = target.key.map { "\(table).\(script.target($0))" }
    linkName = link.name
  }

  /// Makes the table; its name.
  var name: String {
    let remark: String
    let body: () -> String
    switch rows.shape {
    case .folded:
      remark = "\(source.name) folded by the \(target.name) row they belong to"
      body = { folded }
    case .listed:
      remark = "\(source.name) listed by the \(target.name) row they belong to"
      body = { listed }
    case .last(let filter, let order):
      remark = "the last of the \(source.name) that belong to each \(target.name) row"
      body = { last(of: filter, by: order) }
    }
    return script.add("\(rows.adjective)\(suffix)", [remark], body: body)
  }

  var suffix: String { "\(source.name)_by_\(linkName)" }

  /// The columns that name the target.
  var keys: [String] { target.key.map(script.target) }

  /// Leaves out the rows that lead nowhere. Not sooner than everything over the rows is computed:
  /// the latest of them may be one of these.
  var isLinked: [String] { keys.prefix(1).map { "\($0) IS NOT NULL" } }

  /// The related rows with the target's key and these columns.
  func select(_ columns: [String]) -> Select {
    var select = Select(linkKeys + columns, from: scope.from)
    select.joins = scope.joins
    return select
  }

  /// What a related row brings to an aggregate: null if the filter is not true.
  func term(of aggregate: Aggregate) -> String {
    let formulas = scope.formulas
    let value = aggregate.value.map { formulas.value($0).text } ?? "1"
    guard let filter = aggregate.filter else { return value }
    return SQLExpression.cases([(formulas.test(filter).text, value)], else: nil).text
  }

  private var folded: String {
    let judged = select(
      rows.aggregates.map { "\(term(of: $0)) AS \(rows.column($0))" })
    var folded = Select(
      keys
        + rows.aggregates.map { aggregate in
          let column = rows.column(aggregate)
          return "\(aggregate.kind.fold)(\(column)) AS \(column)"
        }, from: "(\n\(judged.text.indented)\n) AS judged")
    folded.conditions = isLinked
    folded.grouping = keys
    return folded.text
  }
}

extension Aggregate.Kind {
  /// The SQL function that folds the terms. Lists and last rows have tables of another shape.
  fileprivate var fold: String {
    switch self {
    case .exists, .max, .list, .last: "MAX"
    case .count: "COUNT"
    case .sum: "SUM"
    case .min: "MIN"
    }
  }
}
