/// Columns of a mart that say the same of all its rows from which a link leads to the same row: their
/// formulas see nothing of a row but where the link leads.
public struct LinkedColumns: Sendable, Equatable {
  /// The name of a link of the mart's source.
  public let link: String
  /// In the mart's order.
  public let columns: [String]
}

extension Plan {
  /// The columns of a mart that depend on one linked row alone: of the link that most do, of equals
  /// the first in the source's order. Nil if there are none. It says nothing of any data.
  public func linkedColumns(of mart: MartPlan) -> LinkedColumns? {
    guard let source = definition.source(mart.source) else { return nil }
    var most: LinkedColumns?
    for link in source.links {
      var names: [String] = []
      for column in mart.columns {
        let parts = column.formula.all.filter { !$0.isConstant }
        let isLinked = parts.allSatisfy { part in
          if case .own(let name, _) = part { return names.contains(name) }
          return part.isLinked(by: link.name)
        }
        if isLinked, !parts.isEmpty { names.append(column.name) }
      }
      if names.count > most?.columns.count ?? 0 {
        most = LinkedColumns(link: link.name, columns: names)
      }
    }
    return most
  }
}

extension PipelineDefinition {
  /// False if a source that is to hold people is not there: that is told by itself.
  var knowsPeople: Bool {
    guard let consent else { return false }
    let sources = [consent.people.source] + consent.forms.map(\.source)
    return (sources + (consent.lineMembers.map { [$0.source] } ?? []))
      .allSatisfy { source($0) != nil }
  }

  /// True if the rows of a source stand for people themselves: customers, forms, LINE members.
  func isOfPeople(_ source: String) -> Bool {
    guard let consent else { return false }
    return source == consent.people.source || source == consent.lineMembers?.source
      || consent.forms.contains { $0.source == source }
  }
}

extension Formula {
  /// True if it is the same for every row for which its parts are.
  fileprivate var isConstant: Bool {
    switch self {
    case .literal, .today, .compare, .and, .or, .not, .isNull, .isIn, .contains, .add, .subtract,
      .multiply, .choose, .coalesce, .greatest, .least, .date, .daysSince, .daysUntil,
      .daysUntilAnniversary, .yearsSince, .ageGroup, .label, .concat:
      true
    case .field, .own, .linked, .isLinked, .aggregate, .permission, .isLatest, .earliestAfter:
      false
    }
  }

  /// True if it sees nothing of a row but where the link leads.
  fileprivate func isLinked(by link: String) -> Bool {
    switch self {
    case .linked(let name, _, _), .isLinked(let name): name == link
    case .aggregate(let aggregate): aggregate.ownLink == link
    case .permission(_, let name): name == link
    default: false
    }
  }
}
