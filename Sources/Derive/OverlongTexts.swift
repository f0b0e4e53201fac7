public import Pipeline
import Synchronization
import Table

/// The formulas whose texts became longer than a column can hold (`TextRef.maximumLength`): a list of
/// very many values, or many long texts one after another. Such a value is null until whoever made the
/// mart asks here, and refuses it.
public final class OverlongTexts: Sendable {
  private let found = Mutex<[Formula]>([])

  /// The first of a mart's columns with such a value, in the mart's order; nil if there is none.
  public func column(of mart: MartPlan) -> String? {
    let found = found.withLock { $0 }
    if found.isEmpty { return nil }
    return mart.columns.first { $0.formula.holds(oneOf: found) }?.name
  }

  /// True if a column can hold the text; else it is noted that the formula's was too long.
  func allows(_ text: ByteView, of formula: @autoclosure () -> Formula) -> Bool {
    if text.count <= TextRef.maximumLength { return true }
    let formula = formula()
    found.withLock { if !$0.contains(formula) { $0.append(formula) } }
    return false
  }
}

extension Formula {
  /// True if it is one of the formulas, or made of one, be it over the rows that it folds.
  fileprivate func holds(oneOf formulas: [Formula]) -> Bool {
    all.contains { part in
      if formulas.contains(part) { return true }
      guard case .aggregate(let aggregate) = part else { return false }
      return ([aggregate.value, aggregate.filter].compactMap { $0 } + aggregate.order)
        .contains { $0.holds(oneOf: formulas) }
    }
  }
}
