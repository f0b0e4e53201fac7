import Pipeline

/// The aggregates over the same related rows that are made in the same way.
struct RelatedRows {
  let source: String
  let ownLink: String?
  let relatedLink: String
  let shape: Shape
  var aggregates: [Aggregate]

  /// How a row's related rows become values.
  enum Shape: Equatable {
    /// In any order.
    case folded
    /// One after another, in the source's order.
    case listed
    /// The greatest row alone.
    case last(of: Formula?, by: [Formula])
  }

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
            relatedLink: aggregate.relatedLink, shape: aggregate.shape,
            aggregates: [aggregate]))
      }
    }
    return groups
  }

  func covers(_ aggregate: Aggregate) -> Bool {
    source == aggregate.source && ownLink == aggregate.ownLink
      && relatedLink == aggregate.relatedLink && shape == aggregate.shape
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
    case .min, .max, .list, .last: return column
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
    return join(.related(index), as: "\(rows.adjective)\(other.name)_of_\(link.name)") { alias in
      let related = RelatedTable(rows: rows, source: other, link: link, target: target, script)
      return leftJoin(
        related.name, as: alias,
        on: target.key.map { key in
          let own = near.map { "\($0).\(script.target(key))" } ?? own(key)
          return "\(alias).\(script.target(key)) = \(own)"
        })
    }
  }
}

extension Aggregate {
  var shape: RelatedRows.Shape {
    switch kind {
    case .exists, .count, .sum, .min, .max: .folded
    case .list: .listed
    case .last: .last(of: filter, by: order)
    }
  }
}

extension RelatedRows {
  /// Before the name of the source in names that tell how its rows are read.
  var adjective: String {
    switch shape {
    case .folded: ""
    case .listed: "listed_"
    case .last: "last_"
    }
  }
}
