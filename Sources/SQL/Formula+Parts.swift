import Pipeline
import Table

extension Formula {
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
