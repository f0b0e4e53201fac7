import Table

extension TypeChecker {
  /// `exists(contracts where active)`, `sum(contracts.paid_total where …)`: over the rows of a
  /// source that are linked to the same row as this one, or to this row itself.
  func checkAggregate(
    _ syntax: Syntax, _ kind: Aggregate.Kind, _ call: Syntax.Call
  ) -> Formula? {
    let (arguments, order) = (call.arguments, call.order)
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
    guard let way = way(to: related, arguments[0], via: call.via) else { return nil }
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
    if let filter = call.filter {
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
        kind: kind, source: related.name, ownLink: way.own, relatedLink: way.related,
        value: value, filter: condition, order: kind == .list ? declared : places))
  }

  /// The links by which a row here and a row of `related` meet: a link of `related` to this row
  /// itself or, with `via` or where there is none, links of both to one source.
  private func way(
    to related: SourceDefinition, _ argument: Syntax, via: Syntax.Via?
  ) -> Way? {
    let ways = ways(to: related)
    let fitting =
      if let via {
        ways.filter { $0.related == via.link && (via.own == nil || $0.own == via.own) }
      } else {
        ways
      }
    let direct = fitting.filter { $0.own == nil }
    let nearest = direct.isEmpty ? fitting : direct
    if nearest.count == 1 { return nearest[0] }
    let all = ways.map { $0.text(among: ways) }.joined(separator: ", ")
    if !nearest.isEmpty {
      error(
        argument, "several ways from \(scope.what) to source '\(related.name)'",
        help: "say which: " + nearest.map { $0.text(among: ways) }.joined(separator: ", "))
    } else if let via, !ways.isEmpty {
      error(
        at: via.offset, "no such way from \(scope.what) to source '\(related.name)'",
        help: "one of \(all)")
    } else {
      error(
        argument, "no way from \(scope.what) to source '\(related.name)'",
        help: "both need a link to the same source")
    }
    return nil
  }

  /// All ways to the rows of a source, those by a link to this row itself first.
  private func ways(to related: SourceDefinition) -> [Way] {
    guard let source = scope.source else { return [] }
    let direct = related.links.filter { $0.source == source.name }
    return direct.map { Way(own: nil, related: $0.name) }
      + source.links.flatMap { own in
        related.links.filter { $0.source == own.source }
          .map { Way(own: own.name, related: $0.name) }
      }
  }
}

/// How a row meets rows of another source: their links lead to one row, or theirs to this one.
private struct Way {
  /// Nil: this row is itself where theirs lead.
  let own: String?
  let related: String

  /// As one writes it, no longer than tells it from others.
  func text(among ways: [Way]) -> String {
    let isPlain = own == nil || ways.filter { $0.related == related }.count == 1
    return "via " + (isPlain ? related : "\(own ?? "") = \(related)")
  }
}
