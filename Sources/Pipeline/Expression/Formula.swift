public import Table

/// A checked expression: every name resolved, every type known. Nulls behave as in SQL: a
/// comparison with null is null, `and`/`or`/`not` are three-valued, a condition holds only if true.
public indirect enum Formula: Sendable, Equatable {
  case literal(Literal)
  /// The business date.
  case today
  /// A column of the row's own source.
  case field(String, ColumnType)
  /// A column of the mart: of the one being read, or an earlier one of the mart being made.
  case own(String, ColumnType)
  /// A column of the row that a link leads to; null without one.
  case linked(link: String, column: String, ColumnType)
  /// True if the link leads to a row.
  case isLinked(String)
  case compare(Comparison, Formula, Formula)
  case and(Formula, Formula)
  case or(Formula, Formula)
  case not(Formula)
  case isNull(Formula)
  /// Null if the value is null. For a list: does it hold one of the texts.
  case isIn(Formula, [Literal])
  /// Does the text hold the other text. Null if one is null.
  case contains(Formula, Formula)
  /// Numbers, or a date and a number of days. A number beyond what a column holds is the largest that
  /// it does, ±(2^63 − 1), here, in `subtract` and in `multiply`; a date beyond is null.
  case add(Formula, Formula)
  /// Numbers, a date less days, or the days from the second date to the first.
  case subtract(Formula, Formula)
  /// Two numbers.
  case multiply(Formula, Formula)
  case choose(if: Formula, then: Formula, else: Formula)
  case coalesce([Formula])
  /// The greatest of several values of one type that has an order, nulls passed over; null if all are
  /// null. Texts are compared byte by byte.
  case greatest([Formula])
  /// The least in the same way.
  case least([Formula])
  /// The day of a timestamp.
  case date(Formula)
  /// Days from the value to the business date; null if it is null or later.
  case daysSince(Formula)
  /// Days from the business date to the value; null if it is null or earlier.
  case daysUntil(Formula)
  /// Days from the business date to the next yearly return of a day, 0 on it. The day itself is none.
  /// Who has 29 February returns on the 28th in common years. Null if the day is null or later than
  /// the business date, and if it returns after the year 9999.
  case daysUntilAnniversary(Formula)
  /// How often a day has returned up to the business date, by the same rule; null if it is null or
  /// later.
  case yearsSince(Formula)
  /// `10歳未満`, `10代` … `80代`, `90代以上` at the business date.
  case ageGroup(Formula)
  /// The label of a choice's code; null if the code has none.
  case label(Formula, [ChoiceLabel])
  /// Over the rows of `source` that are linked to the same row as this one.
  case aggregate(Aggregate)
  /// Effective consent on a channel, without a topic, of the person that a link leads to; without
  /// one of the person that the row stands for.
  case permission(channel: String, link: String?)
  /// True for exactly one row of those with equal `within`: the greatest by `order`, nulls first.
  /// False if one of `within` is null.
  case isLatest(order: [Formula], within: [Formula])
  /// Texts one after another; null if one is null.
  case concat([Formula])
  /// The earliest of the first formula's values that lies after the row's second, over the other
  /// rows of the same person: those that agree in the first of `within` that the row knows. Null if
  /// there is none, or the row knows none of them.
  case earliestAfter(Formula, Formula, within: [Formula])

  /// The raw value is the operator as expressions write it.
  public enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// A value written in a definition.
public enum Literal: Sendable, Equatable {
  case null(ColumnType)
  case bool(Bool)
  case int(Int64)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int64)

  /// A null has the type of what it stands beside.
  public var type: ColumnType {
    switch self {
    case .null(let type): type
    case .bool: .bool
    case .int: .int
    case .text: .text
    case .date: .date
    }
  }
}

/// A code of a choice and what people read for it.
public struct ChoiceLabel: Sendable, Equatable {
  /// What the column holds.
  public let code: String
  /// Codes without one are not listed.
  public let label: String
}

/// A fold over the related rows for which the filter is true. Of no rows, and for a row whose own
/// link leads nowhere: `exists` is false, `count` and `sum` are 0, `min` and `max` are null. Null
/// values are passed over.
public struct Aggregate: Sendable, Equatable {
  /// The raw value is the function's name in expressions.
  public enum Kind: String, Sendable, CaseIterable {
    case exists, count, sum, min, max
    /// The distinct texts that are not null, in the source's `order`, each at its first place; null
    /// if there is none.
    case list
    /// The value of the greatest row by `order`, nulls first; of equals the one with the greatest
    /// key. It may be null.
    case last
  }

  /// Says which of `value` and `order` there are.
  public let kind: Kind
  /// The name of the source whose known rows are folded.
  public let source: String
  /// The link of this row and of the related rows whose target they share; nil: this row is
  /// itself the target.
  public let ownLink: String?
  /// The related rows' link: to this row itself, or to the row that `ownLink` leads to.
  public let relatedLink: String
  /// Over the related row's columns; nil for `exists` and `count`.
  public let value: Formula?
  /// Over the related row's columns.
  public let filter: Formula?
  /// For `last` and `list`: what the related rows are put in order by.
  public let order: [Formula]
}

extension Formula {
  /// The type of its values.
  public var type: ColumnType {
    switch self {
    case .literal(let literal): literal.type
    case .today, .date: .date
    case .field(_, let type), .own(_, let type), .linked(_, _, let type): type
    case .isLinked, .compare, .and, .or, .not, .isNull, .isIn, .contains, .permission, .isLatest:
      .bool
    case .add(let left, let right):
      left.type == .date || right.type == .date ? .date : .int
    case .subtract(let left, let right):
      left.type == .date && right.type == .int ? .date : .int
    case .choose(_, let value, _): value.type
    case .coalesce(let values), .greatest(let values), .least(let values):
      values.first?.type ?? .text
    case .multiply, .daysSince, .daysUntil, .daysUntilAnniversary, .yearsSince: .int
    case .ageGroup, .label, .concat: .text
    case .earliestAfter(let value, _, _): value.type
    case .aggregate(let aggregate):
      switch aggregate.kind {
      case .exists: .bool
      case .count: .int
      case .sum, .min, .max, .last: aggregate.value?.type ?? .int
      case .list: .list
      }
    }
  }
}
