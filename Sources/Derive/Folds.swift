public import Pipeline
import Table

/// The aggregates of a day's marts, each folded once for all marts that ask for it.
///
/// `exists(contracts where active)` says the same of a customer whoever asks. Kept: one value a row
/// that related rows lead to, such as a customer.
public struct Folds: Sendable {
  private var folded: [(aggregate: Aggregate, values: ColumnValues)]

  /// No aggregates: each is folded when it is asked for.
  public init() { folded = [] }

  /// Folds every aggregate of the marts that asks for nobody's permission, which may not be known
  /// yet; the few others are folded when they are asked for. O(aggregates × related rows).
  public init(of marts: [MartPlan], from day: DayTables, threads: Int) {
    // Those over the same rows are folded one after another.
    var groups: [[Aggregate]] = []
    for aggregate in Self.aggregates(of: marts) {
      if let group = groups.firstIndex(where: { $0[0].foldsRows(of: aggregate) }) {
        groups[group].append(aggregate)
      } else {
        groups.append([aggregate])
      }
    }
    let distinct = groups
    let values = Workers.map(distinct.count, threads: threads) { number in
      RelatedRows(of: distinct[number][0], day, nil).folded(distinct[number])
    }
    folded = Array(zip(distinct.joined(), values.joined()))
  }

  /// Lets go of what none of the marts asks for.
  public mutating func keep(for marts: some Sequence<MartPlan>) {
    let wanted = Self.aggregates(of: marts)
    folded.removeAll { known in !wanted.contains(where: known.aggregate.folds) }
  }

  /// The aggregates of the marts that can be folded at once, each once.
  private static func aggregates(of marts: some Sequence<MartPlan>) -> [Aggregate] {
    var aggregates: [Aggregate] = []
    for part in marts.flatMap(\.columns).flatMap(\.formula.all) {
      guard case .aggregate(let aggregate) = part, !aggregate.asksPermission else { continue }
      if !aggregates.contains(where: aggregate.folds) { aggregates.append(aggregate) }
    }
    return aggregates
  }

  subscript(aggregate: Aggregate) -> ColumnValues? {
    folded.first { $0.aggregate.folds(aggregate) }?.values
  }
}

extension Aggregate {
  /// True if both fold the same rows in the same way, whoever reads the result.
  fileprivate func folds(_ other: Aggregate) -> Bool {
    kind == other.kind && foldsRows(of: other) && value == other.value && order == other.order
  }

  /// True if both fold the same rows.
  fileprivate func foldsRows(of other: Aggregate) -> Bool {
    source == other.source && relatedLink == other.relatedLink && filter == other.filter
  }
}
