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

  @Test("elapsed days are widened wherever 'and' and 'or' join them")
  func joined() throws {
    let widened = between("days_since_order", 1, 4)
    let other = Formula.own("email_permission", .bool)
    let cases: [(String, Formula)] = [
      ("days_since_order = 1 and email_permission", .and(widened, other)),
      ("email_permission or 1 = days_since_order", .or(other, widened)),
      (
        "days_since_order in (1, 8)",
        .or(widened, between("days_since_order", 8, 11))
      ),
      (
        "days_since_order = 1 and not days_since_order = 2",
        .and(widened, .not(.compare(.equal, .own("days_since_order", .int), .literal(.int(2)))))
      ),
    ]
    for (written, formula) in cases {
      let conditions = try #require(try late("\"\(written)\""))
      #expect(conditions[1].formula == formula, "\(written)")
      #expect(conditions[1].written == "\(written), or up to 3 days later")
    }
  }

  @Test("a column of a column of elapsed days is one")
  func columnOfColumn() throws {
    let column =
      "{name: waited, type: int, roles: [segment], value: days_since(ordered_at)}\n"
      + "  - {name: waited_so, type: int, roles: [segment], value: waited}"
    let conditions = try #require(try late("waited_so = 2", mart: column))
    #expect(conditions[1].formula == between("waited_so", 2, 5))
  }

  @Test(
    "elapsed days that cannot be widened are refused, though others can",
    arguments: [
      "days_since_order = days_since_order", "later = 1", "days_since_order + 1 = 2",
      "if(email_permission, days_since_order = 1, false)", "(days_since_order = 1) = true",
      "later in (1, 2) or days_since_order = 1", "first_day or days_since_order = 5",
      "stage = 'one'",
    ])
  func rigid(_ condition: String) throws {
    var folder = DefinitionFolder(Self.path, "reentry: never", "reentry: never\ncatch_up_days: 3")
    folder.replace(
      Self.path, "- days_since_order = 1", "- days_since_order = 1\n  - \"\(condition)\"")
    folder.replace(
      "marts/orders.yml", "helpers:",
      "  - {name: later, type: int, roles: [segment], value: days_since_order + 1}\n"
        + "  - {name: first_day, type: bool, roles: [segment], value: days_since_order = 1}\n"
        + "  - {name: stage, type: text, roles: [segment], "
        + "value: \"if(days_since_order = 1, 'one', 'two')\"}\nhelpers:")
    #expect(
      try folder.errors() == [
        "scenarios/thanks.yml:12:6: error: 'catch_up_days' cannot widen the elapsed days of this "
          + "condition",
        "  help: such as 'days_since_request = 1' or 'days_since_request in (1, 7)', by itself or "
          + "joined by 'and' and 'or'; the column is a days_since(…), a days_until(…) or, for no "
          + "fewer days than catch_up_days, a days_until_anniversary(…)",
      ])
  }

  private static let anniversary =
    "{name: until_again, type: int, roles: [segment], value: days_until_anniversary(ordered_at)}"

  @Test("days until an anniversary are widened to fewer, up to the day itself")
  func anniversaries() throws {
    let late = try #require(try late("until_again in (7, 3)", mart: Self.anniversary))
    #expect(
      late[1].formula == .or(between("until_again", 4, 7), between("until_again", 0, 3)))
    #expect(late[1].written == "until_again in (7, 3), or up to 3 days later")
  }

  @Test(
    "an anniversary that would be over is refused",
    arguments: [
      "until_again = 2", "0 = until_again", "until_again in (7, 0)",
      "days_since_order = 1 or until_again = 2", "until_again + 1 = 8",
    ])
  func anniversaryOver(_ condition: String) throws {
    var folder = DefinitionFolder(Self.path, "reentry: never", "reentry: never\ncatch_up_days: 3")
    folder.replace(Self.path, "- days_since_order = 1", "- \(condition)")
    folder.replace("marts/orders.yml", "helpers:", "  - \(Self.anniversary)\nhelpers:")
    #expect(
      try folder.errors() == [
        "scenarios/thanks.yml:11:5: error: 'catch_up_days' cannot widen the elapsed days of this "
          + "condition",
        "  help: such as 'days_since_request = 1' or 'days_since_request in (1, 7)', by itself or "
          + "joined by 'and' and 'or'; the column is a days_since(…), a days_until(…) or, for no "
          + "fewer days than catch_up_days, a days_until_anniversary(…)",
      ])
  }

  @Test("completed years hold for a year and are asked on the day of entry")
  func years() throws {
    let column = "{name: years, type: int, roles: [segment], value: years_since(ordered_at)}"
    #expect(try late("years = 1", mart: column) == nil)
    let late = try #require(try late("years = 1 and days_since_order = 1", mart: column))
    #expect(
      late[1].formula
        == .and(
          .compare(.equal, .own("years", .int), .literal(.int(1))),
          between("days_since_order", 1, 4)))
  }

  @Test(
    "what holds on more days than one, or must not hold, is asked on the day of entry",
    arguments: [
      "days_since_order >= 1", "not days_since_order = 2", "days_since_order != 2",
      "days_since_order not in (2, 3)", "days_since_order is not null",
    ])
  func onTheDay(_ condition: String) throws {
    var folder = DefinitionFolder(Self.path, "reentry: never", "reentry: never\ncatch_up_days: 3")
    folder.replace(
      Self.path, "- days_since_order = 1", "- days_since_order = 1\n  - \(condition)")
    let segment = try #require(try folder.plan().segment("thanks"))
    let late = try #require(segment.late)
    #expect(late.conditions[1] != segment.conditions[1])
    #expect(late.conditions[2] == segment.conditions[2])
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
