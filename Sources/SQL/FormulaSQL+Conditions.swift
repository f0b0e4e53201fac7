import Pipeline
import Table

extension FormulaSQL {
  /// What stands after WHERE or WHEN: true where the formula is true. Unknown does as well as false
  /// there, so that a named condition needs no words for it.
  func test(_ formula: Formula) -> SQLExpression {
    switch formula {
    case .and: .joined(operands(of: formula, .and).map(test), by: .and)
    case .or: .joined(operands(of: formula, .or).map(test), by: .or)
    default: formula.orFalse.map(test) ?? condition(formula)
    }
  }

  /// A condition that is true, false or unknown as the formula is true, false or null.
  func condition(_ formula: Formula) -> SQLExpression {
    switch formula {
    case .compare(let sign, let left, let right): comparison(sign, left, right)
    case .and: .joined(operands(of: formula, .and).map(condition), by: .and)
    case .or: .joined(operands(of: formula, .or).map(condition), by: .or)
    case .not(let inner): negation(inner)
    case .isNull(let inner):
      SQLExpression("\(value(inner).bracketed(below: .sum)) IS NULL", .comparison)
    case .isIn(let value, let items): membership(value, items, not: false)
    case .contains(let text, let part):
      SQLExpression("instr(\(value(text).text), \(value(part).text)) > 0", .comparison)
    case .field, .own, .linked, .isLinked, .aggregate, .permission, .earliestAfter:
      switch leaf(formula) {
      case .value(let text): SQLExpression("\(text) = 1", .comparison)
      case .test(let text): SQLExpression(text, .comparison)
      }
    case .literal, .today, .add, .subtract, .multiply, .choose, .coalesce, .greatest, .least,
      .date, .daysSince, .daysUntil, .daysUntilAnniversary, .yearsSince, .ageGroup, .label,
      .isLatest, .concat:
      if let inner = formula.orFalse {
        inner.isCertain ? condition(inner) : told(inner, "IS TRUE")
      } else {
        SQLExpression("\(value(formula).bracketed(below: .sum)) = 1", .comparison)
      }
    }
  }

  private func comparison(_ sign: Formula.Comparison, _ left: Formula, _ right: Formula)
    -> SQLExpression
  {
    let word = sign == .unequal ? "<>" : sign.rawValue
    return SQLExpression(
      "\(value(left).bracketed(below: .sum)) \(word) \(value(right).bracketed(below: .sum))",
      .comparison)
  }

  /// `(condition) IS TRUE`, which is never unknown.
  private func told(_ formula: Formula, _ words: String) -> SQLExpression {
    SQLExpression("\(condition(formula).bracketed(below: .atom)) \(words)", .comparison)
  }

  private func negation(_ inner: Formula) -> SQLExpression {
    switch inner {
    case .isNull(let value):
      return SQLExpression("\(self.value(value).bracketed(below: .sum)) IS NOT NULL", .comparison)
    case .isIn(let value, let items) where value.type != .list:
      return membership(value, items, not: true)
    default:
      if let named = inner.orFalse {
        return named.isCertain ? negation(named) : told(named, "IS NOT TRUE")
      }
      if inner.isLeaf, case .value(let text) = leaf(inner) {
        return SQLExpression("\(text) = 0", .comparison)
      }
      return SQLExpression("NOT \(condition(inner).bracketed(below: .atom))", .not)
    }
  }

  private func membership(_ formula: Formula, _ items: [Literal], not isNegated: Bool)
    -> SQLExpression
  {
    let texts = items.map(text(of:))
    if formula.type == .list {
      return SQLExpression(dialect.list(value(formula).text, holdsOneOf: texts), .comparison)
    }
    return SQLExpression(
      "\(value(formula).bracketed(below: .sum)) \(isNegated ? "NOT IN" : "IN") "
        + "(\(texts.joined(separator: ", ")))", .comparison)
  }

  /// `a and (b and c)` as three operands.
  private func operands(of formula: Formula, _ strength: SQLExpression.Strength) -> [Formula] {
    switch (formula, strength) {
    case (.and(let left, let right), .and), (.or(let left, let right), .or):
      operands(of: left, strength) + operands(of: right, strength)
    default: [formula]
    }
  }

  func sum(_ left: Formula, _ right: Formula) -> SQLExpression {
    switch (left.type, right.type) {
    case (.date, _): SQLExpression(dialect.date(value(left).text, plus: value(right).text))
    case (_, .date): SQLExpression(dialect.date(value(right).text, plus: value(left).text))
    default:
      SQLExpression(
        "\(value(left).bracketed(below: .sum)) + \(value(right).bracketed(below: .sum))", .sum)
    }
  }

  func difference(_ left: Formula, _ right: Formula) -> SQLExpression {
    switch (left.type, right.type) {
    case (.date, .date):
      SQLExpression(dialect.days(from: value(right).text, to: value(left).text))
    case (.date, _):
      SQLExpression(
        dialect.date(value(left).text, plus: "-\(value(right).bracketed(below: .atom))"))
    default:
      SQLExpression(
        "\(value(left).bracketed(below: .sum)) - \(value(right).bracketed(below: .atom))", .sum)
    }
  }

  func product(_ left: Formula, _ right: Formula) -> SQLExpression {
    SQLExpression(
      "\(value(left).bracketed(below: .product)) * \(value(right).bracketed(below: .atom))",
      .product)
  }

  /// What a column holds of a sum, difference or product.
  func held(_ number: SQLExpression, _ formula: Formula) -> SQLExpression {
    magnitudes.canExceed(formula) ? SQLExpression(dialect.held(number.text)) : number
  }
}
