public import Pipeline
import Table

/// The aggregates of a day's marts, each folded once for all marts that ask for it.
///
/// `exists(contracts where active)` says the same of a customer whoever asks. Kept: one value a row
/// that related rows lead to, such as a customer.
public struct Folds: Sendable {
  private let folded: [(aggregate: Aggregate, values: ColumnValues)]

  /// No aggregates: each is folded when it is asked for.
  public init() { folded = [] }

  /// Folds every aggregate of the marts that asks for nobody's permission, which may not be known
  /// yet; the few others are folded when they are asked for. O(aggregates × related rows).
  public init(of marts: [MartPlan], from day: DayTables, threads: Int) {
    var aggregates: [Aggregate] = []
    for part in marts.flatMap(\.columns).flatMap(\.formula.all) {
      guard case .aggregate(let aggregate) = part, !aggregate.asksPermission else { continue }
      if !aggregates.contains(where: aggregate.folds) { aggregates.append(aggregate) }
    }
    let distinct = aggregates
    let values = Workers.map(distinct.count, threads: threads) { number in
      RelatedRows(distinct[number], day, nil).folded()
    }
    folded = Array(zip(distinct, values))
  }

  subscript(aggregate: Aggregate) -> ColumnValues? {
    folded.first { $0.aggregate.folds(aggregate) }?.values
  }
}

extension Aggregate {
  /// True if the rows that it folds ask whether somebody agreed.
  fileprivate var asksPermission: Bool {
    ([value, filter].compactMap { $0 } + order).flatMap(\.all).contains { part in
      switch part {
      case .permission: true
      case .aggregate(let inner): inner.asksPermission
      default: false
      }
    }
  }

  /// True if both fold the same rows in the same way, whoever reads the result.
  fileprivate func folds(_ other: Aggregate) -> Bool {
    kind == other.kind && source == other.source && relatedLink == other.relatedLink
      && value == other.value && filter == other.filter && order == other.order
  }
}
