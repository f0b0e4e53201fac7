import Table

extension TypeChecker {
  /// `exists(contracts where active)`, `sum(contracts.paid_total where …)`: over the rows of a
  /// source that are linked to the same row as this one, or to this row itself.
  func checkAggregate(
    _ syntax: Syntax, _ kind: Aggregate.Kind, _ arguments: [Syntax], _ filter: Syntax?,
    by order: [Syntax]
  ) -> Formula? {
    guard arguments.count == 1, case .name(let owner, let name) = arguments[0].node else {
      error(
        syntax, "'\(kind.rawValue)' needs one source or column of it",
        help: kind == .exists || kind == .count
          ? "\(kind.rawValue)(contracts where active)" : "\(kind.rawValue)(contracts.renewals)")
      return nil
    }
    let takesRows = kind == .exists || kind == .count
    let sourceName = takesRows ? name : owner ?? name
    guard let related = scope.definition.source(sourceName) else {
      error(
        arguments[0], "unknown source '\(sourceName)'",
        help: Suggestion.help(for: sourceName, in: scope.definition.sources.map(\.name)))
      return nil
    }
    guard let (ownLink, relatedLink) = path(to: related) else {
      error(
        arguments[0], "no way from \(scope.what) to source '\(related.name)'",
        help: "both need a link to the same source")
      return nil
    }
    let rows = Scope.rows(of: related, in: scope.definition, names: scope.names)
    let inner = TypeChecker(scope: rows, sink: sink, base: base, size: size)
    var value: Formula?
    if !takesRows {
      guard owner != nil else {
        error(arguments[0], "'\(kind.rawValue)' needs a column", help: "\(name).column")
        return nil
      }
      value = inner.checkName(arguments[0], nil, name)
      guard let value else { return nil }
      if kind == .sum && value.type != .int {
        error(arguments[0], "'sum' needs a number, found \(describe(value.type))")
        return nil
      }
      if kind == .list && value.type != .text {
        error(arguments[0], "'list' needs a text, found \(describe(value.type))")
        return nil
      }
      if kind != .last && (value.type == .list || value.type == .bool) {
        error(arguments[0], "'\(kind.rawValue)' has no order for \(describe(value.type))")
        return nil
      }
    }
    var condition: Formula?
    if let filter {
      guard let checked = inner.condition(filter, of: "where") else { return nil }
      condition = checked
    }
    let places = order.compactMap { inner.check($0) }
    guard places.count == order.count else { return nil }
    if kind == .last && places.isEmpty {
      error(syntax, "'last' needs an order", help: "last(contracts.status by ended_on)")
      return nil
    }
    if kind != .last, let first = order.first {
      error(first, "'by' does not belong in '\(kind.rawValue)'")
      return nil
    }
    let declared = related.order.compactMap { name in
      related.column(name).map { Formula.field(name, $0.type.columnType) }
    }
    return .aggregate(
      Aggregate(
        kind: kind, source: related.name, ownLink: ownLink, relatedLink: relatedLink,
        value: value, filter: condition, order: kind == .list ? declared : places))
  }

  /// The links by which a row here and a row of `related` meet.
  private func path(to related: SourceDefinition) -> (own: String?, related: String)? {
    guard let source = scope.source else { return nil }
    for link in related.links where link.source == source.name { return (nil, link.name) }
    for own in source.links {
      for link in related.links where link.source == own.source { return (own.name, link.name) }
    }
    return nil
  }
}
