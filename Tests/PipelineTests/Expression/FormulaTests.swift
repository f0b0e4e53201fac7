import Table
import Testing

@testable import Pipeline

struct FormulaTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let type: ColumnType
    let formula: Formula

    init(_ expression: String, _ type: ColumnType, _ formula: Formula) {
      testDescription = expression
      self.type = type
      self.formula = formula
    }
  }

  private static let amount = Formula.field("amount", .int)
  private static let paid = Formula.field("paid", .bool)
  private static let due = Formula.field("due_on", .date)
  private static let at = Formula.field("ordered_at", .timestamp)
  private static let november = Int64(20758)
  /// A named condition holds or it does not.
  private static let overdue = Formula.coalesce([
    .and(.not(paid), .compare(.less, due, .today)), .literal(.bool(false)),
  ])

  static let names: [Case] = [
    Case("amount", .int, amount),
    Case("ordered_on", .date, .own("ordered_on", .date)),
    Case("person.email", .text, .linked(link: "person", column: "email", .text)),
    Case("person.birth_date", .date, .linked(link: "person", column: "birth_date", .date)),
    Case("page", .text, .literal(.text("/cart"))),
    Case("limit", .int, .literal(.int(3))),
    Case("since", .date, .literal(.date(november))),
    Case("overdue", .bool, overdue),
    Case("today", .date, .today),
    Case("true", .bool, .literal(.bool(true))),
    Case("'it''s'", .text, .literal(.text("it's"))),
    Case("''", .text, .literal(.text(""))),
    Case("-5", .int, .literal(.int(-5))),
    Case("9007199254740992", .int, .literal(.int(1 << 53))),
    Case("'2026-11-01'", .date, .literal(.date(november))),
    Case("null", .int, .literal(.null(.int))),
    Case("null", .list, .literal(.null(.list))),
  ]

  static let operators: [Case] = [
    Case("due_on = '2026-11-01'", .bool, .compare(.equal, due, .literal(.date(november)))),
    Case("'2026-11-01' <= due_on", .bool, .compare(.lessOrEqual, .literal(.date(november)), due)),
    Case("paid != false", .bool, .compare(.unequal, paid, .literal(.bool(false)))),
    Case("due_on + 7", .date, .add(due, .literal(.int(7)))),
    Case("7 + due_on", .date, .add(.literal(.int(7)), due)),
    Case("due_on - 7", .date, .subtract(due, .literal(.int(7)))),
    Case("today - due_on", .int, .subtract(.today, due)),
    Case("amount * 2", .int, .multiply(amount, .literal(.int(2)))),
    Case(
      "due_on + limit * amount", .date, .add(due, .multiply(.literal(.int(3)), amount))),
    Case("amount is null", .bool, .isNull(amount)),
    Case("amount in (1, -2)", .bool, .isIn(amount, [.int(1), .int(-2)])),
    Case("tags in ('a', 'b')", .bool, .isIn(.own("tags", .list), [.text("a"), .text("b")])),
    Case("due_on in ('2026-11-01')", .bool, .isIn(due, [.date(november)])),
    Case(
      "order_email contains page", .bool,
      .contains(.field("order_email", .text), .literal(.text("/cart")))),
  ]

  static let functions: [Case] = [
    Case("date(ordered_at)", .date, .date(at)),
    Case("days_since(ordered_at)", .int, .daysSince(.date(at))),
    Case("days_since(due_on)", .int, .daysSince(due)),
    Case("days_until(due_on)", .int, .daysUntil(due)),
    Case("days_until_anniversary(ordered_at)", .int, .daysUntilAnniversary(.date(at))),
    Case("days_until_anniversary(due_on)", .int, .daysUntilAnniversary(due)),
    Case("years_since(ordered_at)", .int, .yearsSince(.date(at))),
    Case("years_since(due_on)", .int, .yearsSince(due)),
    Case(
      "greatest(null, due_on, '2026-11-01')", .date,
      .greatest([.literal(.null(.date)), due, .literal(.date(november))])),
    Case("greatest(ordered_at, ordered_at)", .timestamp, .greatest([at, at])),
    Case("least(amount, 5)", .int, .least([amount, .literal(.int(5))])),
    Case(
      "least('x', order_email)", .text,
      .least([.literal(.text("x")), .field("order_email", .text)])),
    Case(
      "age_group(person.birth_date)", .text,
      .ageGroup(.linked(link: "person", column: "birth_date", .date))),
    Case(
      "if(paid, amount, null)", .int, .choose(if: paid, then: amount, else: .literal(.null(.int)))),
    Case(
      "coalesce(null, amount, 0)", .int,
      .coalesce([.literal(.null(.int)), amount, .literal(.int(0))])),
    Case("linked(person)", .bool, .isLinked("person")),
    Case("permission(sms)", .bool, .permission(channel: "sms", link: nil)),
    Case(
      "label(status)", .text,
      .label(
        .field("status", .text),
        [
          ChoiceLabel(code: "open", label: "受付"), ChoiceLabel(code: "done", label: "完了"),
        ])),
    Case(
      "label(person.rank)", .text,
      .label(
        .linked(link: "person", column: "rank", .text),
        [
          ChoiceLabel(code: "gold", label: "ゴールド")
        ])),
    Case(
      "is_latest(ordered_at, order_id within ordered_on, order_email)", .bool,
      .isLatest(
        order: [at, .own("order_id", .text)],
        within: [.own("ordered_on", .date), .field("order_email", .text)])),
    Case("exists(orders)", .bool, orders(.exists)),
    Case(
      "count(orders where overdue)", .int,
      orders(.count, filter: overdue)),
    Case("sum(orders.amount where paid)", .int, orders(.sum, value: amount, filter: paid)),
    Case("min(orders.due_on)", .date, orders(.min, value: due)),
    Case("max(orders.ordered_at)", .timestamp, orders(.max, value: at)),
    Case("max(orders.order_email)", .text, orders(.max, value: .field("order_email", .text))),
    Case(
      "list(orders.order_email where paid)", .list,
      orders(.list, value: .field("order_email", .text), filter: paid)),
    Case(
      "last(orders.amount by ordered_at, due_on)", .int,
      orders(.last, value: amount, order: [at, due])),
    Case(
      "concat(order_id, '-', order_email)", .text,
      .concat([.own("order_id", .text), .literal(.text("-")), .field("order_email", .text)])),
    Case(
      "earliest_after(ordered_on, due_on within order_email)", .date,
      .earliestAfter(.own("ordered_on", .date), due, within: [.field("order_email", .text)])),
  ]

  private static func orders(
    _ kind: Aggregate.Kind, value: Formula? = nil, filter: Formula? = nil, order: [Formula] = []
  ) -> Formula {
    .aggregate(
      Aggregate(
        kind: kind, source: "orders", ownLink: "person", relatedLink: "person", value: value,
        filter: filter, order: order))
  }

  @Test("an expression is typed and its names resolved", arguments: names + operators + functions)
  func formula(_ row: Case) throws {
    let formula = try ExpressionFixture.formula(row.testDescription, row.type)
    #expect(formula == row.formula)
    #expect(formula.type == row.type)
  }

  @Test("a mart over the target itself reaches the rows that link to it")
  func targetItself() throws {
    var folder = DefinitionFolder()
    folder.files["marts/people.yml"] = """
      mart: people
      rows: people
      key: person_id
      columns:
        - {name: person_id, type: text}
        - {name: orders, type: int, value: count(orders)}
      """
    let formula = try folder.plan().mart("people")?.column("orders")?.formula
    #expect(
      formula
        == .aggregate(
          Aggregate(
            kind: .count, source: "orders", ownLink: nil, relatedLink: "person", value: nil,
            filter: nil, order: [])))
  }

  @Test("a condition means its source's columns, even where the mart has one of the same name")
  func conditionScope() throws {
    let folder = DefinitionFolder(
      "marts/orders.yml", "- {name: days_since_order",
      "- {name: due_on, type: date, value: today}\n  - {name: late, type: bool, value: overdue}\n"
        + "  - {name: days_since_order")
    #expect(
      try folder.plan().mart("orders")?.column("late")?.formula
        == Self.overdue)
  }
}
