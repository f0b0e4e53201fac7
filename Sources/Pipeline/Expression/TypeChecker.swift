import Table

/// Resolves the names of an expression and checks its types. Every error goes to the sink with its
/// place; the result is nil if there was one.
struct TypeChecker {
  let scope: Scope
  let sink: DiagnosticSink
  let base: Located<String>
  let size: ExpressionSize

  /// Reads and checks an expression that must be of the `expected` type.
  static func formula(
    _ expression: Located<String>, _ expected: ColumnType, in scope: Scope, sink: DiagnosticSink
  ) -> Formula? {
    known(expression, expected, in: scope, sink: sink)?.formula
  }

  /// The same with its size.
  static func known(
    _ expression: Located<String>, _ expected: ColumnType, in scope: Scope, sink: DiagnosticSink
  ) -> NamedFormulas.Known? {
    do {
      let syntax = try Parser.parse(expression.value)
      let size = ExpressionSize()
      let checker = TypeChecker(scope: scope, sink: sink, base: expression, size: size)
      guard let formula = checker.check(syntax, expecting: expected) else { return nil }
      guard formula.type == expected else {
        checker.error(
          syntax, "expected \(describe(expected)), found \(describe(formula.type))",
          help: formula.type == .timestamp && expected == .date ? "use date(…)" : nil)
        return nil
      }
      return NamedFormulas.Known(formula: formula, parts: size.parts, levels: size.levels)
    } catch {
      sink.error(
        at: expression.place(ofCharacter: error.offset), error.message, help: error.help)
      return nil
    }
  }

  func error(_ syntax: Syntax, _ message: String, help: String? = nil) {
    error(at: syntax.offset, message, help: help)
  }

  /// - Parameter offset: characters from the expression's start.
  func error(at offset: Int, _ message: String, help: String? = nil) {
    sink.error(at: base.place(ofCharacter: offset), message, help: help)
  }

  /// `expecting` only guides null and text literals; the caller checks the result's type.
  func check(_ syntax: Syntax, expecting expected: ColumnType? = nil) -> Formula? {
    let levels = syntax.node.levels
    guard fits(syntax, parts: levels, levels: levels) else { return nil }
    return size.part(of: levels) { checkNode(syntax, expecting: expected) }
  }

  /// Counts a part of the expression. False if it is then too large, with an error the first time.
  func fits(_ syntax: Syntax, parts: Int, levels: Int) -> Bool {
    guard size.isAllowed else { return false }
    size.add(parts: parts, levels: levels)
    if size.levels > ExpressionSize.mostLevels {
      if !scope.names.isTooDeep { tooDeep(syntax) }
    } else if size.parts > ExpressionSize.mostParts {
      error(
        syntax, "an expression of over \(ExpressionSize.mostParts) parts",
        help: "a named condition or value counts with all that it stands for")
    }
    return size.isAllowed
  }

  func tooDeep(_ syntax: Syntax) {
    error(syntax, "nested too deeply", help: SyntaxError.depthHelp)
  }

  private func checkNode(_ syntax: Syntax, expecting expected: ColumnType?) -> Formula? {
    switch syntax.node {
    case .null:
      guard let expected else {
        error(syntax, "a bare null has no type here", help: "use 'is null' to ask for it")
        return nil
      }
      return .literal(.null(expected))
    case .bool(let value): return .literal(.bool(value))
    case .number(let value): return .literal(.int(value))
    case .text(let value):
      if expected == .date {
        guard let day = CalendarDay.parse(value) else {
          error(syntax, "'\(value)' is not a date", help: "such as '2026-11-21'")
          return nil
        }
        return .literal(.date(day))
      }
      return .literal(.text(value))
    case .today: return .today
    case .name(let owner, let name): return checkName(syntax, owner, name)
    case .not(let inner): return condition(inner, of: "not").map { .not($0) }
    case .binary(let sign, let left, let right): return checkBinary(syntax, sign, left, right)
    case .isNull(let inner, let negated):
      return check(inner).map { negated ? .not(.isNull($0)) : .isNull($0) }
    case .isIn(let value, let items, let negated):
      return checkIn(value, items).map { negated ? .not($0) : $0 }
    case .call(let call): return checkCall(syntax, call)
    }
  }

  /// An operand that must be true or false.
  func condition(_ syntax: Syntax, of operation: String) -> Formula? {
    guard let formula = check(syntax, expecting: .bool) else { return nil }
    guard formula.type == .bool else {
      error(syntax, "'\(operation)' needs true or false, found \(describe(formula.type))")
      return nil
    }
    return formula
  }

  private func checkBinary(_ syntax: Syntax, _ sign: String, _ left: Syntax, _ right: Syntax)
    -> Formula?
  {
    switch sign {
    case "and", "or":
      // Both sides are checked whatever the first gives, so that all errors are reported.
      let first = condition(left, of: sign)
      let second = condition(right, of: sign)
      guard let first, let second else { return nil }
      return sign == "and" ? .and(first, second) : .or(first, second)
    case "contains":
      let first = check(left, expecting: .text)
      let second = check(right, expecting: .text)
      guard let first, let second else { return nil }
      guard first.type == .text, second.type == .text else {
        error(syntax, "'contains' is for texts", help: "for a list use \"column in ('x')\"")
        return nil
      }
      return .contains(first, second)
    case "+", "-", "*": return checkSum(syntax, sign, left, right)
    default:
      guard let (first, second) = pair(left, right) else { return nil }
      guard first.type == second.type, first.type != .list else {
        error(
          syntax, "cannot compare \(describe(first.type)) with \(describe(second.type))",
          help: Set([first.type, second.type]) == [.date, .timestamp] ? "use date(…)" : nil)
        return nil
      }
      guard let comparison = Formula.Comparison(rawValue: sign) else { return nil }
      if first.type == .bool, comparison != .equal, comparison != .unequal {
        error(syntax, "true and false have no order")
        return nil
      }
      if comparison == .equal || comparison == .unequal {
        checkChoice(second, right, of: first)
        checkChoice(first, left, of: second)
      }
      return .compare(comparison, first, second)
    }
  }

  /// Checks two operands, letting a literal take the type of the other.
  private func pair(_ left: Syntax, _ right: Syntax) -> (Formula, Formula)? {
    let rightIsFree: Bool
    switch left.node {
    case .text, .null: rightIsFree = true
    default: rightIsFree = false
    }
    if rightIsFree {
      let second = check(right)
      let first = check(left, expecting: second?.type)
      guard let first, let second else { return nil }
      return (first, second)
    }
    let first = check(left)
    let second = check(right, expecting: first?.type)
    guard let first, let second else { return nil }
    return (first, second)
  }

  private func checkSum(_ syntax: Syntax, _ sign: String, _ left: Syntax, _ right: Syntax)
    -> Formula?
  {
    let first = check(left)
    let second = check(right)
    guard let first, let second else { return nil }
    switch (first.type, second.type, sign) {
    case (.int, .int, "*"): return .multiply(first, second)
    case (.int, .int, "+"), (.date, .int, "+"), (.int, .date, "+"): return .add(first, second)
    case (.int, .int, "-"), (.date, .int, "-"), (.date, .date, "-"):
      return .subtract(first, second)
    default:
      error(
        syntax, "'\(sign)' cannot join \(describe(first.type)) and \(describe(second.type))")
      return nil
    }
  }

  private func checkIn(_ value: Syntax, _ items: [Syntax]) -> Formula? {
    let formula = check(value)
    let wanted = formula?.type == .list ? .text : formula?.type
    let literals = items.compactMap { item -> Literal? in
      guard let literal = check(item, expecting: wanted) else { return nil }
      if case .literal(.null) = literal {
        error(item, "'in' never finds a null", help: "use 'is null' to ask for it")
        return nil
      }
      guard case .literal(let value) = literal, value.type == wanted || wanted == nil else {
        error(item, "'in' needs values of the same type as what is looked for")
        return nil
      }
      if let formula { checkChoice(literal, item, of: formula) }
      return value
    }
    guard let formula, literals.count == items.count else { return nil }
    return .isIn(formula, literals)
  }
}

/// What messages call a type.
func describe(_ type: ColumnType) -> String {
  switch type {
  case .text: "a text"
  case .int: "a number"
  case .bool: "true or false"
  case .date: "a date"
  case .timestamp: "a timestamp"
  case .list: "a list"
  case .bytes: "bytes"
  }
}
