import Table

extension TypeChecker {
  /// A name alone: a column of the mart, a column or condition of the source, a parameter.
  func checkName(_ syntax: Syntax, _ owner: String?, _ name: String) -> Formula? {
    if let owner { return checkLinked(syntax, owner, name) }
    if let type = scope.own[name] { return .own(name, type) }
    if let column = scope.source?.column(name) { return .field(name, column.type.columnType) }
    if let source = scope.source, let part = source.namedPart(name) {
      return checkNamed(syntax, part, of: source)
    }
    if let parameter = scope.definition.parameters.first(where: { $0.name == name }) {
      return checkParameter(syntax, parameter)
    }
    error(
      syntax, "unknown column '\(name)' in \(scope.what)",
      help: Suggestion.help(for: name, in: scope.words))
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
      let part = target.namedPart(name)
      error(
        syntax, "unknown column '\(name)' in source '\(target.name)'",
        help: part.map { "it is a named \($0.kind): a link leads to columns alone" }
          ?? Suggestion.help(for: name, in: target.columns.map(\.name)))
      return nil
    }
    return .linked(link: owner, column: name, column.type.columnType)
  }

  /// A named condition or value stands for its expression, in which names mean the source's own.
  private func checkNamed(_ syntax: Syntax, _ part: NamedPart, of source: SourceDefinition)
    -> Formula?
  {
    let known: NamedFormulas.Known?
    switch scope.names.state(of: part, in: source) {
    case .begun:
      error(syntax, "\(part.kind) '\(part.name)' refers to itself")
      return nil
    case .checked(let checked): known = checked
    case nil:
      known = scope.names.check(part, of: source, in: scope.definition, sink: sink) {
        tooDeep(syntax)
      }
    }
    guard let known, fits(syntax, parts: known.parts, levels: known.levels) else { return nil }
    // A named condition holds or does not: what cannot be told does not.
    return part.kind == "condition"
      ? .coalesce([known.formula, .literal(.bool(false))]) : known.formula
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
