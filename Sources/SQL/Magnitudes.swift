import Pipeline
import Table

/// How large numbers can be, whatever their sign. Where a sum or a product cannot be beyond what a column
/// holds, SQL need not say what it is then.
struct Magnitudes {
  /// By column of the mart.
  private var columns: [String: UInt64] = [:]

  /// Of formulas that name no columns of a mart.
  init() {}

  /// O(parts of all formulas).
  init(of mart: MartPlan) {
    for column in mart.columns where column.type == .int {
      columns[column.name] = self[column.formula]
    }
  }

  /// The most that a column holds.
  static let most = UInt64(Int64.max)
  /// The most that a cell of an export is read as, and that is written in an expression.
  private static let mostRead = UInt64(1) << 53
  /// More days than lie between any two dates, and more rows than any source has.
  private static let mostCounted = UInt64(1) << 32

  /// The most that a number can be.
  subscript(formula: Formula) -> UInt64 { min(unlimited(formula), Self.most) }

  /// True if it is a sum, difference or product that can be beyond what a column holds.
  func canExceed(_ formula: Formula) -> Bool { unlimited(formula) > Self.most }

  /// The most that it would be if columns held any number; `UInt64.max` stands for all beyond.
  private func unlimited(_ formula: Formula) -> UInt64 {
    switch formula {
    case .literal(.int(let number)): return number.magnitude
    case .literal(.null): return 0
    case .field, .linked: return Self.mostRead
    case .own(let name, _): return columns[name] ?? Self.most
    case .add(let left, let right), .subtract(let left, let right):
      // Both are at most `most`, so that the sum is no more than twice that.
      return left.type == .date || right.type == .date
        ? Self.mostCounted : self[left] + self[right]
    case .multiply(let left, let right):
      let (product, isBeyond) = self[left].multipliedReportingOverflow(by: self[right])
      return isBeyond ? .max : product
    case .choose(_, let first, let second): return max(self[first], self[second])
    case .coalesce(let values), .greatest(let values), .least(let values):
      return values.map { self[$0] }.max() ?? 0
    case .daysSince, .daysUntil, .daysUntilAnniversary, .yearsSince: return Self.mostCounted
    case .aggregate(let aggregate):
      return switch aggregate.kind {
      case .exists, .count: Self.mostCounted
      case .sum, .list: Self.most
      case .min, .max, .last: aggregate.value.map { self[$0] } ?? Self.most
      }
    default: return Self.most
    }
  }
}
