import Pipeline
import Table

/// The tables that a SELECT is built on, each named and remarked on, in the order in which they
/// need each other. A table asked for twice is made once.
final class Script {
  /// What a table is for; two tables of one purpose are the same table.
  enum Purpose: Hashable {
    case known(String)
    case link(source: String, String)
    case lent(source: String, String, within: String, latestBy: [String])
    case channels
    case consentEvents
    case consentByAddress
    case consent(of: String)
  }

  let plan: Plan
  let dialect: any SQLDialect
  /// Days since 1970-01-01.
  let businessDate: Int64
  /// A table of refusals that delivery systems told of; see `SQLRendering.mart`.
  let refusals: String?
  private var tables: [(name: String, remarks: [String], body: String)] = []
  private var names: [Purpose: String] = [:]
  private var taken: Set<String>

  init(plan: Plan, dialect: any SQLDialect, businessDate: Int64, refusals: String? = nil) {
    self.plan = plan
    self.dialect = dialect
    self.businessDate = businessDate
    self.refusals = refusals
    taken = Set(
      plan.definition.sources.map { $0.name.lowercased() }
        + plan.marts.map { $0.name.lowercased() } + [refusals].compactMap { $0?.lowercased() })
  }

  var today: String { CalendarDay.text(businessDate) }

  /// A source of the plan; a formula names no other.
  func source(_ name: String) -> SourceDefinition {
    guard let source = plan.definition.source(name) else {
      preconditionFailure("the plan to render has no source '\(name)': it is not the mart's own")
    }
    return source
  }

  /// The name of the table for a purpose, made by `body` if it is the first time.
  func table(
    _ purpose: Purpose, named wanted: String, _ remarks: String..., body: () -> String
  ) -> String {
    if let name = names[purpose] { return name }
    let name = add(wanted, remarks, body: body)
    names[purpose] = name
    return name
  }

  /// Adds a table under the wanted name, or one like it that is free.
  func add(_ wanted: String, _ remarks: [String], body: () -> String) -> String {
    let text = body()
    var name = wanted
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(wanted)_\(number)"
      number += 1
    }
    tables.append((identifier(name), remarks, text))
    return identifier(name)
  }

  /// The whole as one SELECT with its tables before it.
  func text(_ remarks: [String], _ final: Select) -> String {
    let parts = tables.map { table in
      (table.remarks.map(remark) + ["\(table.name) AS (", table.body.indented, ")"])
        .joined(separator: "\n")
    }
    let with = parts.isEmpty ? [] : ["WITH", parts.joined(separator: ",\n")]
    return (remarks.map(remark) + with + [final.text]).joined(separator: "\n")
  }
}
