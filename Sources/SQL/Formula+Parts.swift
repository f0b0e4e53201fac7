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
    case .coalesce(let values): values
    case .isLatest(let order, let within): order + within
    }
  }

  /// It and everything it is made of, over the same row.
  var all: [Formula] { [self] + parts.flatMap(\.all) }

  /// True if its value is read from a row and not computed.
  var isLeaf: Bool {
    switch self {
    case .field, .own, .linked, .isLinked, .aggregate, .permission: true
    default: false
    }
  }

  /// True for a condition that is never null.
  var isCertain: Bool {
    switch self {
    case .own(_, .bool), .isLinked, .permission, .isNull, .isLatest: true
    case .aggregate(let aggregate): aggregate.kind == .exists
    default: false
    }
  }
}
