extension Formula {
  /// The formulas it is made of, over the same row.
  public var parts: [Formula] {
    switch self {
    case .literal, .today, .field, .own, .linked, .isLinked, .aggregate, .permission: []
    case .compare(_, let left, let right), .and(let left, let right), .or(let left, let right),
      .contains(let left, let right), .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right):
      [left, right]
    case .not(let value), .isNull(let value), .isIn(let value, _), .date(let value),
      .daysSince(let value), .daysUntil(let value), .daysUntilAnniversary(let value),
      .yearsSince(let value), .ageGroup(let value), .label(let value, _):
      [value]
    case .choose(let test, let first, let second): [test, first, second]
    case .coalesce(let values), .greatest(let values), .least(let values), .concat(let values):
      values
    case .isLatest(let order, let within): order + within
    case .earliestAfter(let value, let limit, let within): [value, limit] + within
    }
  }

  /// It and everything it is made of, over the same row.
  public var all: [Formula] { [self] + parts.flatMap(\.all) }

  /// The columns of the mart that it names.
  public var ownColumns: [String] {
    all.compactMap { part in
      if case .own(let name, _) = part { name } else { nil }
    }
  }
}

extension Aggregate {
  /// True if the rows that it folds ask whether somebody agreed.
  public var asksPermission: Bool {
    ([value, filter].compactMap { $0 } + order).flatMap(\.all).contains { part in
      switch part {
      case .permission: true
      case .aggregate(let inner): inner.asksPermission
      default: false
      }
    }
  }
}
