import Table

/// A condition or value that a source has under a name.
struct NamedPart {
  /// What messages call it: `condition`, `value`.
  let kind: String
  let name: String
  let type: ColumnType
  let expression: Located<String>
}

extension NamedPart {
  init(_ condition: NamedExpression) {
    self.init(
      kind: "condition", name: condition.name, type: .bool, expression: condition.expression)
  }

  init(_ value: NamedValue) {
    self.init(kind: "value", name: value.name, type: value.type, expression: value.expression)
  }
}

extension SourceDefinition {
  /// Its named conditions and values.
  var namedParts: [NamedPart] { conditions.map { NamedPart($0) } + values.map { NamedPart($0) } }

  func namedPart(_ name: String) -> NamedPart? {
    conditions.first { $0.name == name }.map { NamedPart($0) }
      ?? values.first { $0.name == name }.map { NamedPart($0) }
  }
}

/// What the named conditions and values of all sources stand for. Each is checked once, when it is
/// first asked for, however often it is named.
final class NamedFormulas {
  struct Known {
    let formula: Formula
    let parts: Int
    let levels: Int
  }

  enum State {
    /// It is being checked: whoever asks for it now is part of it.
    case begun
    /// Nil if it has an error, which was reported.
    case checked(Known?)
  }

  /// By source, then by name.
  private var states: [String: [String: State]] = [:]
  private var begun = 0
  /// True once names turned out to stand for names without end, which is told once.
  private(set) var isTooDeep = false

  func state(of part: NamedPart, in source: SourceDefinition) -> State? {
    states[source.name]?[part.name]
  }

  /// Checks what has no state yet. `tooDeep` is told, once, of names that stand for names without
  /// end.
  func check(
    _ part: NamedPart, of source: SourceDefinition, in definition: PipelineDefinition,
    sink: DiagnosticSink, tooDeep: () -> Void
  ) -> Known? {
    guard begun < ExpressionSize.mostLevels else {
      if !isTooDeep { tooDeep() }
      isTooDeep = true
      return nil
    }
    states[source.name, default: [:]][part.name] = .begun
    begun += 1
    let scope = Scope.rows(of: source, in: definition, names: self)
    let checked = TypeChecker.known(part.expression, part.type, in: scope, sink: sink)
    begun -= 1
    states[source.name]?[part.name] = .checked(checked)
    return checked
  }
}
