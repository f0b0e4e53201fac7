import Pipeline
import Table

/// How a value that is read from a row is written.
enum Leaf {
  case value(String)
  /// A condition that is never null.
  case test(String)
}

/// Renders formulas over one row. Booleans are numbers, 0 and 1, wherever they are values, and
/// conditions where SQL asks for one.
struct FormulaSQL {
  let dialect: any SQLDialect
  /// Days since 1970-01-01.
  let businessDate: Int64
  /// What makes the order of rows total, appended to every `is_latest` that needs it.
  let tieBreak: [Formula]
  /// What a column of the mart stands for where that is simply a column of the source.
  let aliases: [String: Formula]
  /// Of the columns of the mart.
  let magnitudes: Magnitudes
  /// How a leaf of the row is written; asked only for formulas with `isLeaf`.
  let leaf: (Formula) -> Leaf

  var today: String { literal(CalendarDay.text(businessDate)) }

  /// A value: null where the formula is.
  func value(_ formula: Formula) -> SQLExpression {
    switch formula {
    case .literal(let value): SQLExpression(text(of: value))
    case .today: SQLExpression(today)
    case .field, .own, .linked, .isLinked, .aggregate, .permission, .earliestAfter:
      switch leaf(formula) {
      case .value(let text): SQLExpression(text)
      case .test(let text): .cases([(text, "1")], else: "0")
      }
    case .compare, .and, .or, .not, .isNull, .isIn, .contains:
      formula.isCertain ? twoValued(formula) : threeValued(condition(formula))
    case .add(let left, let right): held(sum(left, right), formula)
    case .subtract(let left, let right): held(difference(left, right), formula)
    case .multiply(let left, let right): held(product(left, right), formula)
    case .choose(let test, let first, let second):
      .cases([(self.test(test).text, value(first).text)], else: value(second).text)
    case .coalesce(let values):
      if let inner = formula.orFalse {
        SQLExpression(flag(inner))
      } else {
        values.count == 1 ? value(values[0]) : .coalesce(values.map { value($0).text })
      }
    case .greatest(let values): SQLExpression(dialect.greatest(of: values.map { value($0).text }))
    case .least(let values): SQLExpression(dialect.least(of: values.map { value($0).text }))
    case .concat(let values):
      .concatenated(values.map { value($0) })
    case .date(let moment): SQLExpression("substr(\(value(moment).text), 1, 10)")
    case .daysSince(let day):
      .cases(
        [
          (
            "\(value(day).bracketed(below: .sum)) <= \(today)",
            dialect.days(from: value(day).text, to: today)
          )
        ], else: nil)
    case .daysUntil(let day):
      .cases(
        [
          (
            "\(value(day).bracketed(below: .sum)) >= \(today)",
            dialect.days(from: today, to: value(day).text)
          )
        ], else: nil)
    case .daysUntilAnniversary(let day): daysUntilAnniversary(value(day))
    case .yearsSince(let day): yearsSince(value(day))
    case .ageGroup(let birth): ageGroup(value(birth).bracketed(below: .sum))
    case .label(let code, let labels):
      labels.isEmpty
        ? SQLExpression("NULL")
        : .cases(
          of: value(code).text, labels.map { (literal($0.code), literal($0.label)) }, else: nil)
    case .isLatest(let order, let within): isLatest(order, within)
    }
  }

  /// A flag of a published table: 1 if the formula is true, else 0.
  func flag(_ formula: Formula) -> String {
    if formula.isCertain { return value(formula).text }
    if formula.isLeaf { return "COALESCE(\(value(formula).text), 0)" }
    return twoValued(formula).text
  }

  /// 1 if the formula is true, else 0.
  private func twoValued(_ formula: Formula) -> SQLExpression {
    .cases([(test(formula).text, "1")], else: "0")
  }

  /// A condition that is null goes on as null.
  private func threeValued(_ condition: SQLExpression) -> SQLExpression {
    .cases(
      [(condition.text, "1"), ("NOT \(condition.bracketed(below: .atom))", "0")], else: nil)
  }

  /// 1 for the first row of its group. `DESC` puts null last in SQLite and in Spark, and so makes
  /// it the least.
  private func isLatest(_ order: [Formula], _ within: [Formula]) -> SQLExpression {
    let groups = within.map { value($0) }
    let known = groups.map { "\($0.bracketed(below: .sum)) IS NULL" }
    let places = totalOrder(order).map { "\(value($0).text) DESC" }
    return .cases(
      [
        (known.joined(separator: " OR "), "0"),
        ("\(rowNumber(of: groups.map(\.text), by: places)) = 1", "1"),
      ], else: "0")
  }

  /// The order, ending in the row's key.
  func totalOrder(_ order: [Formula]) -> [Formula] {
    func meant(_ formula: Formula) -> Formula {
      if case .own(let name, _) = formula { aliases[name] ?? formula } else { formula }
    }
    let known = order.map(meant)
    return order + tieBreak.filter { !known.contains(meant($0)) }
  }

  /// Birthdays compare as text: who turns N on or before the business date was born on or before
  /// the same day N years earlier, though that day may not exist. Who is not born yet has no age.
  private func ageGroup(_ birth: String) -> SQLExpression {
    let (year, month, day) = CalendarDay.parts(businessDate)
    func born(_ age: Int) -> String {
      literal("\(padded(year - age, 4))-\(padded(month, 2))-\(padded(day, 2))")
    }
    let decades = stride(from: 80, through: 10, by: -10).map { age in
      ("\(birth) <= \(born(age))", literal("\(age)代"))
    }
    return .cases(
      [
        ("\(birth) IS NULL OR \(birth) > \(today)", "NULL"),
        ("\(birth) <= \(born(90))", literal("90代以上")),
      ] + decades,
      else: literal("10歳未満"))
  }

  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  func text(of value: Literal) -> String {
    switch value {
    case .null: "NULL"
    case .bool(let flag): flag ? "1" : "0"
    case .int(let number): number < 0 ? "(\(number))" : "\(number)"
    case .text(let text): literal(text)
    case .date(let day): literal(CalendarDay.text(day))
    }
  }
}
