import Table
import Testing

struct TypeErrorTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let type: ColumnType
    let errors: [String]

    init(_ expression: String, _ type: ColumnType = .bool, _ errors: String...) {
      testDescription = expression
      self.type = type
      self.errors = errors
    }
  }

  static let names: [Case] = [
    Case(
      "piad", .bool, "1: error: unknown column 'piad' in mart 'expression'",
      "  help: did you mean 'paid'?"),
    Case(
      "nothing_like_it", .bool, "1: error: unknown column 'nothing_like_it' in mart 'expression'"),
    Case(
      "person.emial = 'x'", .bool, "1: error: unknown column 'emial' in source 'people'",
      "  help: did you mean 'email'?"),
    Case(
      "persn.email = 'x'", .bool, "1: error: unknown link 'persn' in mart 'expression'",
      "  help: did you mean 'person'?"),
    Case("starts = today", .bool, "1: error: parameter 'starts' is a list and has no single value"),
    Case(
      "piad and ovredue", .bool, "1: error: unknown column 'piad' in mart 'expression'",
      "  help: did you mean 'paid'?", "10: error: unknown column 'ovredue' in mart 'expression'",
      "  help: did you mean 'overdue'?"),
  ]

  /// A choice column holds its codes and nothing else.
  static let choices: [Case] = [
    Case(
      "status = 'opne'", .bool, "10: error: 'status' is never 'opne'",
      "  help: did you mean 'open'?"),
    Case("'受付' != status", .bool, "1: error: 'status' is never '受付'", "  help: one of open, done"),
    Case(
      "person.rank in ('gold', 'silver')", .bool, "25: error: 'rank' is never 'silver'",
      "  help: one of gold, none"),
    Case(
      "status = page", .bool, "10: error: 'status' is never '/cart'", "  help: one of open, done"),
    Case(
      "exists(orders where status = 'x')", .bool, "30: error: 'status' is never 'x'",
      "  help: one of open, done"),
  ]

  static let types: [Case] = [
    Case("amount", .bool, "1: error: expected true or false, found a number"),
    Case(
      "ordered_at", .date, "1: error: expected a date, found a timestamp", "  help: use date(…)"),
    Case("due_on", .timestamp, "1: error: expected a timestamp, found a date"),
    Case(
      "null is null", .bool, "1: error: a bare null has no type here",
      "  help: use 'is null' to ask for it"),
    Case(
      "'2026-02-30'", .date, "1: error: '2026-02-30' is not a date", "  help: such as '2026-11-21'"),
    Case(
      "due_on = 'soon'", .bool, "10: error: 'soon' is not a date", "  help: such as '2026-11-21'"),
    Case("not amount", .bool, "5: error: 'not' needs true or false, found a number"),
    Case("paid and amount", .bool, "10: error: 'and' needs true or false, found a number"),
    Case(
      "amount or status", .bool, "1: error: 'or' needs true or false, found a number",
      "11: error: 'or' needs true or false, found a text"),
    Case(
      "amount contains 'x'", .bool, "8: error: 'contains' is for texts",
      "  help: for a list use \"column in ('x')\""),
    Case(
      "tags contains 'x'", .bool, "6: error: 'contains' is for texts",
      "  help: for a list use \"column in ('x')\""),
    Case("amount = status", .bool, "8: error: cannot compare a number with a text"),
    Case(
      "due_on < ordered_at", .bool, "8: error: cannot compare a date with a timestamp",
      "  help: use date(…)"),
    Case("tags = tags", .bool, "6: error: cannot compare a list with a list"),
    Case("paid < overdue", .bool, "6: error: true and false have no order"),
    Case("amount + status", .int, "8: error: '+' cannot join a number and a text"),
    Case("amount - due_on", .int, "8: error: '-' cannot join a number and a date"),
    Case("due_on + due_on", .date, "8: error: '+' cannot join a date and a date"),
    Case("amount * status", .int, "8: error: '*' cannot join a number and a text"),
    Case("due_on * 2", .date, "8: error: '*' cannot join a date and a number"),
    Case("2 * due_on", .date, "3: error: '*' cannot join a number and a date"),
    Case("due_on * due_on", .int, "8: error: '*' cannot join a date and a date"),
    Case("paid * 2", .int, "6: error: '*' cannot join true or false and a number"),
    Case(
      "amount * null", .int, "10: error: a bare null has no type here",
      "  help: use 'is null' to ask for it"),
    Case("ordered_at - 1", .date, "12: error: '-' cannot join a timestamp and a number"),
    Case(
      "status in (1)", .bool, "12: error: 'in' needs values of the same type as what is looked for"),
    Case(
      "status in (order_id)", .bool,
      "12: error: 'in' needs values of the same type as what is looked for"),
    Case(
      "status in ('open', null)", .bool, "20: error: 'in' never finds a null",
      "  help: use 'is null' to ask for it"),
    Case(
      "tags in (1)", .bool, "10: error: 'in' needs values of the same type as what is looked for"),
  ]

  static let calls: [Case] = [
    Case(
      "days_snice(due_on) = 1", .bool, "1: error: unknown function 'days_snice'",
      "  help: did you mean 'days_since'?"),
    Case("frobnicate(paid)", .bool, "1: error: unknown function 'frobnicate'"),
    Case("date()", .date, "1: error: 'date' takes 1 argument, found 0"),
    Case("date(due_on)", .date, "6: error: 'date' needs a timestamp, found a date"),
    Case(
      "days_since(amount)", .int,
      "12: error: 'days_since' needs a date or a timestamp, found a number"),
    Case("days_until(due_on, due_on)", .int, "1: error: 'days_until' takes 1 argument, found 2"),
    Case("age_group(ordered_at)", .text, "11: error: 'age_group' needs a date, found a timestamp"),
    Case("if(paid, 1)", .int, "1: error: 'if' takes 3 arguments, found 2"),
    Case("if(amount, 1, 2)", .int, "4: error: 'if' needs true or false, found a number"),
    Case(
      "if(paid, 1, 'x')", .int, "13: error: all values must be of one type: a number and a text"),
    Case("if(paid, null, null)", .int, "1: error: all values are null"),
    Case("coalesce()", .int, "1: error: 'coalesce' needs a value"),
    Case(
      "coalesce(due_on, ordered_at)", .date,
      "18: error: all values must be of one type: a date and a timestamp", "  help: use date(…)"),
    Case(
      "greatest()", .int, "1: error: 'greatest' needs two values or more",
      "  help: of the rows of a source, max(contracts.updated_at)"),
    Case(
      "least(amount)", .int, "1: error: 'least' needs two values or more",
      "  help: of the rows of a source, min(contracts.started_on)"),
    Case("greatest(paid, overdue)", .bool, "10: error: 'greatest' has no order for true or false"),
    Case("least(null, tags)", .list, "7: error: 'least' has no order for a list"),
    Case("least(null, null)", .int, "1: error: all values are null"),
    Case(
      "greatest(due_on, ordered_at)", .date,
      "18: error: all values must be of one type: a date and a timestamp", "  help: use date(…)"),
    Case(
      "greatest(amount, 'x')", .int,
      "18: error: all values must be of one type: a number and a text"),
    Case(
      "greatest(due_on, 'x')", .date, "18: error: 'x' is not a date", "  help: such as '2026-11-21'"
    ),
    Case(
      "least(amount, 1 where paid)", .int, "23: error: 'where' does not belong in 'least'"),
    Case(
      "days_until_anniversary(amount)", .int,
      "24: error: 'days_until_anniversary' needs a date or a timestamp, found a number"),
    Case("years_since()", .int, "1: error: 'years_since' takes 1 argument, found 0"),
    Case(
      "years_sinse(due_on)", .int, "1: error: unknown function 'years_sinse'",
      "  help: did you mean 'years_since'?"),
    Case("label(amount)", .text, "7: error: 'label' needs a choice column"),
    Case("label('open')", .text, "7: error: 'label' needs a choice column"),
    Case(
      "linked(people)", .bool, "8: error: 'linked' needs a link of mart 'expression'",
      "  help: one of person"),
    Case(
      "permission(fax)", .bool, "12: error: 'permission' needs a channel",
      "  help: one of email, sms"),
    Case(
      "is_latest(ordered_at)", .bool, "1: error: 'is_latest' needs an order and groups",
      "  help: is_latest(requested_at, request_id within requested_on, email)"),
    Case("is_latest(within order_id)", .bool, "11: error: expected a value, found 'within'"),
    Case("date(ordered_at where paid)", .date, "23: error: 'where' does not belong in 'date'"),
    Case(
      "date(ordered_at within order_id)", .date, "24: error: 'within' does not belong in 'date'"),
  ]

  static let aggregates: [Case] = [
    Case(
      "exists(order)", .bool, "8: error: unknown source 'order'", "  help: did you mean 'orders'?"),
    Case(
      "exists()", .bool, "1: error: 'exists' needs one source or column of it",
      "  help: exists(contracts where active)"),
    Case(
      "sum(1)", .int, "1: error: 'sum' needs one source or column of it",
      "  help: sum(contracts.renewals)"),
    Case("sum(orders)", .int, "5: error: 'sum' needs a column", "  help: orders.column"),
    Case("sum(orders.status)", .int, "5: error: 'sum' needs a number, found a text"),
    Case("min(orders.paid)", .bool, "5: error: 'min' has no order for true or false"),
    Case(
      "max(orders.amuont)", .int, "5: error: unknown column 'amuont' in source 'orders'",
      "  help: did you mean 'amount'?"),
    Case(
      "count(stores)", .int, "7: error: no way from mart 'expression' to source 'stores'",
      "  help: both need a link to the same source"),
    Case(
      "count(orders where amount)", .int, "20: error: 'where' needs true or false, found a number"),
    Case(
      "count(orders where ordered_on = today)", .int,
      "20: error: unknown column 'ordered_on' in source 'orders'",
      "  help: did you mean 'ordered_at'?"),
    Case("count(orders within order_id)", .int, "21: error: 'within' does not belong in 'count'"),
  ]

  @Test(
    "what does not fit is reported where it stands, with help",
    arguments: names + choices + types + calls + aggregates)
  func refused(_ row: Case) throws {
    #expect(try ExpressionFixture.errors(row.testDescription, row.type) == row.errors)
  }

  @Test("a column of a mart that is a source's choice holds its codes, too, and other texts any")
  func martChoice() throws {
    var folder = DefinitionFolder(
      "marts/orders.yml", "- {name: days_since_order",
      "- {name: state, type: text, value: status}\n"
        + "  - {name: again, type: text, roles: [segment], value: state}\n"
        + "  - {name: word, type: text, roles: [segment], value: label(status)}\n  - {name: days_since_order"
    )
    folder.replace(
      "scenarios/thanks.yml", "- days_since_order = 1",
      "- days_since_order = 1\n  - again in ('done', 'gone')\n  - word = 'gone'")
    let found = try folder.errors()
    #expect(
      found == [
        "scenarios/thanks.yml:11:23: error: 'again' is never 'gone'",
        "  help: did you mean 'done'?",
      ])
  }

  @Test("a link leads to columns, not to what a source has under names")
  func namedThroughLink() throws {
    let folder = DefinitionFolder(
      "sources/people.yml", "columns:\n", "conditions: {golden: rank = 'gold'}\ncolumns:\n")
    var other = folder
    other.replace(
      "marts/orders.yml", "- {name: days_since_order",
      "- {name: x, type: bool, value: person.golden}\n  - {name: days_since_order")
    #expect(
      try other.errors() == [
        "marts/orders.yml:8:34: error: unknown column 'golden' in source 'people'",
        "  help: it is a named condition: a link leads to columns alone",
      ])
  }

  @Test("conditions that lead back to themselves are refused")
  func circles() throws {
    var folder = DefinitionFolder(
      "sources/orders.yml", "overdue: not paid and due_on < today",
      "overdue: late and paid\n  late: paid or overdue\n  again: exists(orders where again)")
    folder.replace(
      "sources/people.yml", "columns:\n", "conditions: {x: exists(orders where y)}\ncolumns:\n")
    folder.replace("sources/orders.yml", "  again:", "  y: exists(people where x)\n  again:")
    #expect(
      try folder.errors() == [
        "sources/orders.yml:23:17: error: condition 'overdue' refers to itself",
        "sources/orders.yml:24:13: error: no way from source 'orders' to source 'people'",
        "  help: both need a link to the same source",
        "sources/orders.yml:25:30: error: condition 'again' refers to itself",
      ])
  }
}
