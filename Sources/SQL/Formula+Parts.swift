import Pipeline
import Table

extension Formula {
  /// The formulas it is made of, over the same row.
  var parts: [Formula] {
    switch self {
    case .literal, .today, .field, .own, .linked, .isLinked, .aggregate, .permission: []
    case .compare(_, let left, let right), .and(let left, let right), .or(let left, let right),
      .contains(let left, let right), .add(let left, let right), .subtract(let left, let right):
      [left, right]
    case .not(let value), .isNull(let value), .isIn(let value, _), .date(let value),
      .daysSince(let value), .daysUntil(let value), .ageGroup(let value), .label(let value, _):
      [value]
    case .choose(let test, let first, let second): [test, first, second]
    case .coalesce(let values), .concat(let values): values
    case .isLatest(let order, let within): order + within
    case .earliestAfter(let value, let limit, let within): [value, limit] + within
    }
  }

  /// It and everything it is made of, over the same row.
  var all: [Formula] { [self] + parts.flatMap(\.all) }

  /// True if its value is read from a row or from what is joined to it, and not computed.
  var isLeaf: Bool {
    switch self {
    case .field, .own, .linked, .isLinked, .aggregate, .permission, .earliestAfter: true
    default: false
    }
  }

  /// True for a condition that is never null.
  var isCertain: Bool {
    switch self {
    case .own(_, .bool), .isLinked, .permission, .isNull, .isLatest: true
    case .aggregate(let aggregate): aggregate.kind == .exists
    case .not(let inner): inner.isCertain
    case .and(let left, let right), .or(let left, let right): left.isCertain && right.isCertain
    default: orFalse != nil
    }
  }

  /// The condition of `coalesce(condition, false)`, as which every named condition comes: what
  /// cannot be told does not hold.
  var orFalse: Formula? {
    guard case .coalesce(let values) = self, values.count == 2,
      values[1] == .literal(.bool(false))
    else { return nil }
    return values[0]
  }
}
