import Table

extension TypeChecker {
  /// Refuses a text that a choice column never holds: what is compared with it would hold for nobody.
  func checkChoice(_ literal: Formula, _ syntax: Syntax, of formula: Formula) {
    guard case .literal(.text(let text)) = literal, let (column, codes) = scope.choice(formula),
      !codes.contains(where: { $0.utf8.elementsEqual(text.utf8) })
    else { return }
    error(
      syntax, "'\(column)' is never '\(text)'",
      help: Suggestion.help(for: text, in: codes) ?? "one of \(codes.joined(separator: ", "))")
  }
}

extension Scope {
  /// The codes of the choice column that a formula is, and its name; nil for any other formula.
  func choice(_ formula: Formula) -> (column: String, codes: [String])? {
    let field: FieldDefinition?
    switch formula {
    case .own(let name, _): return choices[name].map { (name, $0) }
    case .field(let name, _): field = source?.column(name)
    case .linked(let link, let name, _):
      field = source?.link(link).flatMap { definition.source($0.source)?.column(name) }
    default: field = nil
    }
    guard let field, field.type == .choice else { return nil }
    return (field.name, field.choices.map(\.code))
  }
}
