import Table

extension TypeChecker {
  /// A name alone: a column of the mart, a column or condition of the source, a parameter.
  func checkName(_ syntax: Syntax, _ owner: String?, _ name: String) -> Formula? {
    if let owner { return checkLinked(syntax, owner, name) }
    if let type = scope.own[name] { return .own(name, type) }
    if let column = scope.source?.column(name) { return .field(name, column.type.columnType) }
    if let condition = scope.source?.conditions.first(where: { $0.name == name }) {
      return checkCondition(syntax, condition)
    }
    if let value = scope.source?.values.first(where: { $0.name == name }) {
      return checkValue(syntax, value)
    }
    if let parameter = scope.definition.parameters.first(where: { $0.name == name }) {
      return checkParameter(syntax, parameter)
    }
    error(
      syntax, "unknown column '\(name)' in \(scope.what)",
      help: Suggestion.help(for: name, in: scope.names))
    return nil
  }

  private func checkLinked(_ syntax: Syntax, _ owner: String, _ name: String) -> Formula? {
    guard let link = scope.source?.link(owner) else {
      error(
        syntax, "unknown link '\(owner)' in \(scope.what)",
        help: Suggestion.help(for: owner, in: scope.source?.links.map(\.name) ?? []))
      return nil
    }
    guard let target = scope.definition.source(link.source) else { return nil }
    guard let column = target.column(name) else {
      error(
        syntax, "unknown column '\(name)' in source '\(target.name)'",
        help: Suggestion.help(for: name, in: target.columns.map(\.name)))
      return nil
    }
    return .linked(link: owner, column: name, column.type.columnType)
  }

  /// A named condition stands for its expression, in which names mean the source's own.
  private func checkCondition(_ syntax: Syntax, _ condition: NamedExpression) -> Formula? {
    guard let source = scope.source else { return nil }
    let qualified = "\(source.name).\(condition.name)"
    guard !scope.resolving.contains(qualified) else {
      error(syntax, "condition '\(condition.name)' refers to itself")
      return nil
    }
    var inner = Scope.rows(of: source, in: scope.definition)
    inner.resolving = scope.resolving.union([qualified])
    // A named condition holds or does not: what cannot be told does not.
    return TypeChecker.formula(condition.expression, .bool, in: inner, sink: sink)
      .map { .coalesce([$0, .literal(.bool(false))]) }
  }

  /// A named value stands for its expression.
  private func checkValue(_ syntax: Syntax, _ value: NamedValue) -> Formula? {
    guard let source = scope.source else { return nil }
    let qualified = "\(source.name).\(value.name)"
    guard !scope.resolving.contains(qualified) else {
      error(syntax, "value '\(value.name)' refers to itself")
      return nil
    }
    var inner = Scope.rows(of: source, in: scope.definition)
    inner.resolving = scope.resolving.union([qualified])
    return TypeChecker.formula(value.expression, value.type, in: inner, sink: sink)
  }

  private func checkParameter(_ syntax: Syntax, _ parameter: ParameterDefinition) -> Formula? {
    switch parameter.value {
    case .text(let text): return .literal(.text(text))
    case .int(let number): return .literal(.int(number))
    case .date(let day): return .literal(.date(day))
    case .texts, .dates:
      error(syntax, "parameter '\(parameter.name)' is a list and has no single value")
      return nil
    }
  }
}
