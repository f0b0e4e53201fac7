import Pipeline
import Table
import Testing

/// What `catch_up_days` makes of an entry's conditions.
struct CatchUpTests {
  private static let path = "scenarios/thanks.yml"

  private func late(_ condition: String, mart: String? = nil) throws -> [ConditionPlan]? {
    var folder = DefinitionFolder(Self.path, "reentry: never", "reentry: never\ncatch_up_days: 3")
    folder.replace(Self.path, "- days_since_order = 1", "- \(condition)")
    if let mart {
      folder.replace(
        "marts/orders.yml", "  - {name: days_since_order,",
        "  - \(mart)\n  - {name: days_since_order,")
    }
    return try folder.plan().segment("thanks")?.late?.conditions
  }

  private func between(_ column: String, _ first: Int64, _ last: Int64) -> Formula {
    .and(
      .compare(.greaterOrEqual, .own(column, .int), .literal(.int(first))),
      .compare(.lessOrEqual, .own(column, .int), .literal(.int(last))))
  }

  @Test("days since are widened to more, on either side of the sign")
  func since() throws {
    for condition in ["days_since_order = 1", "1 = days_since_order"] {
      let conditions = try #require(try late(condition))
      #expect(conditions.count == 2)
      #expect(conditions[0].written == "email_permission")
      #expect(conditions[1].formula == between("days_since_order", 1, 4))
      #expect(conditions[1].written == "\(condition), or up to 3 days later")
    }
  }

  @Test("days until are widened to fewer")
  func until() throws {
    let column =
      "{name: days_until_order, type: int, roles: [segment], value: days_until(ordered_at)}"
    let conditions = try #require(try late("days_until_order = 7", mart: column))
    #expect(conditions[1].formula == between("days_until_order", 4, 7))
  }

  @Test(
    "an entry without elapsed days is warned of",
    arguments: ["days_since_order >= 1", "days_since_order is not null"])
  func nothing(_ condition: String) throws {
    #expect(try late(condition) == nil)
    var folder = DefinitionFolder(Self.path, "reentry: never", "reentry: never\ncatch_up_days: 3")
    folder.replace(Self.path, "- days_since_order = 1", "- \(condition)")
    let warnings = try folder.plan().warnings.map(\.rendered)
    #expect(warnings.count == 1)
    #expect(
      warnings.first?.contains(
        "scenarios/thanks.yml:8:1: warning: 'catch_up_days' changes nothing: no condition of entry "
          + "is about elapsed days") == true, "\(warnings)")
  }

  @Test("without it there is nothing late")
  func without() throws {
    #expect(try DefinitionFolder().plan().segment("thanks")?.late == nil)
  }
}
