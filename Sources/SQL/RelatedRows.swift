import Pipeline

/// The aggregates over the same related rows.
struct RelatedRows {
  let source: String
  let ownLink: String?
  let relatedLink: String
  var aggregates: [Aggregate]

  /// Each aggregate once, with those over the same rows, in order of first use.
  static func grouping(_ aggregates: [Aggregate]) -> [RelatedRows] {
    var groups: [RelatedRows] = []
    for aggregate in aggregates {
      let index = groups.firstIndex { $0.covers(aggregate) }
      if let index {
        if !groups[index].aggregates.contains(aggregate) {
          groups[index].aggregates.append(aggregate)
        }
      } else {
        groups.append(
          RelatedRows(
            source: aggregate.source, ownLink: aggregate.ownLink,
            relatedLink: aggregate.relatedLink, aggregates: [aggregate]))
      }
    }
    return groups
  }

  func covers(_ aggregate: Aggregate) -> Bool {
    source == aggregate.source && ownLink == aggregate.ownLink
      && relatedLink == aggregate.relatedLink
  }

  /// The column that holds an aggregate.
  func column(_ aggregate: Aggregate) -> String {
    let number = (aggregates.firstIndex(of: aggregate) ?? 0) + 1
    return "\(aggregate.kind.rawValue)_\(number)"
  }
}

extension RowScope {
  /// An aggregate of the row: over no rows `exists` is false, `count` and `sum` are 0.
  func value(of aggregate: Aggregate) -> String {
    guard let index = related.firstIndex(where: { $0.covers(aggregate) }) else {
      preconditionFailure("an aggregate that the row was not made for")
    }
    let column = "\(joined(index)).\(related[index].column(aggregate))"
    switch aggregate.kind {
    case .exists, .count, .sum: return "COALESCE(\(column), 0)"
    case .min, .max: return column
    }
  }

  /// The table of the related rows, joined by the key that both sides lead to.
  private func joined(_ index: Int) -> String {
    let rows = related[index]
    let other = script.source(rows.source)
    guard let link = other.link(rows.relatedLink) else {
      preconditionFailure("source '\(other.name)' has no link '\(rows.relatedLink)'")
    }
    let target = script.source(link.source)
    let near = rows.ownLink.map(linkTable)
    return join(.related(index), as: "\(other.name)_of_\(link.name)") { alias in
      let table = self.table(of: rows, other, link, target)
      return leftJoin(
        table, as: alias,
        on: target.key.map { key in
          let own = near.map { "\($0).\(script.target(key))" } ?? own(key)
          return "\(alias).\(script.target(key)) = \(own)"
        })
    }
  }

  /// One row for each target of the link, with the aggregates over the rows that lead to it.
  private func table(
    of rows: RelatedRows, _ other: SourceDefinition, _ link: LinkDefinition,
    _ target: SourceDefinition
  ) -> String {
    script.add(
      "\(other.name)_by_\(link.name)",
      ["\(other.name) folded by the \(target.name) row they belong to"]
    ) {
      let inner = RowScope(
        other, formulas: rows.aggregates.flatMap { [$0.value, $0.filter].compactMap { $0 } },
        in: script)
      let table = inner.linkTable(link.name)
      let keys = target.key.map(script.target)
      var judged = Select(keys.map { "\(table).\($0)" }, from: inner.from)
      judged.columns += rows.aggregates.map { aggregate in
        "\(inner.term(of: aggregate)) AS \(rows.column(aggregate))"
      }
      judged.joins = inner.joins
      var folded = Select(
        keys
          + rows.aggregates.map { aggregate in
            let column = rows.column(aggregate)
            return "\(aggregate.kind.fold)(\(column)) AS \(column)"
          }, from: "(\n\(judged.text.indented)\n) AS judged")
      folded.conditions = keys.prefix(1).map { "\($0) IS NOT NULL" }
      folded.grouping = keys
      return folded.text
    }
  }

  /// What a related row brings to the fold: null if the filter is not true.
  private func term(of aggregate: Aggregate) -> String {
    let value = aggregate.value.map { formulas.value($0).text } ?? "1"
    guard let filter = aggregate.filter else { return value }
    return SQLExpression.cases([(formulas.condition(filter).text, value)], else: nil).text
  }
}

extension Aggregate.Kind {
  /// The SQL function that folds the terms.
  var fold: String {
    switch self {
    case .exists, .max: "MAX"
    case .count: "COUNT"
    case .sum: "SUM"
    case .min: "MIN"
    }
  }
}
