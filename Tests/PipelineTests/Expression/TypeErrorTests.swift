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
    Case("piad", .bool, "?"),
    Case("nothing_like_it", .bool, "?"),
    Case("person.emial = 'x'", .bool, "?"),
    Case("persn.email = 'x'", .bool, "?"),
    Case("starts = today", .bool, "?"),
    Case("piad and ovredue", .bool, "?"),
  ]

  static let types: [Case] = [
    Case("amount", .bool, "?"),
    Case("ordered_at", .date, "?"),
    Case("due_on", .timestamp, "?"),
    Case("null is null", .bool, "?"),
    Case("'2026-02-30'", .date, "?"),
    Case("due_on = 'soon'", .bool, "?"),
    Case("not amount", .bool, "?"),
    Case("paid and amount", .bool, "?"),
    Case("amount or status", .bool, "?"),
    Case("amount contains 'x'", .bool, "?"),
    Case("tags contains 'x'", .bool, "?"),
    Case("amount = status", .bool, "?"),
    Case("due_on < ordered_at", .bool, "?"),
    Case("tags = tags", .bool, "?"),
    Case("paid < overdue", .bool, "?"),
    Case("amount + status", .int, "?"),
    Case("amount - due_on", .int, "?"),
    Case("due_on + due_on", .date, "?"),
    Case("ordered_at - 1", .date, "?"),
    Case("status in (1)", .bool, "?"),
    Case("status in (order_id)", .bool, "?"),
    Case("status in ('a', null)", .bool, "?"),
    Case("tags in (1)", .bool, "?"),
  ]

  static let calls: [Case] = [
    Case("days_snice(due_on) = 1", .bool, "?"),
    Case("frobnicate(paid)", .bool, "?"),
    Case("date()", .date, "?"),
    Case("date(due_on)", .date, "?"),
    Case("days_since(amount)", .int, "?"),
    Case("days_until(due_on, due_on)", .int, "?"),
    Case("age_group(ordered_at)", .text, "?"),
    Case("if(paid, 1)", .int, "?"),
    Case("if(amount, 1, 2)", .int, "?"),
    Case("if(paid, 1, 'x')", .int, "?"),
    Case("if(paid, null, null)", .int, "?"),
    Case("coalesce()", .int, "?"),
    Case("label(amount)", .text, "?"),
    Case("label('open')", .text, "?"),
    Case("linked(people)", .bool, "?"),
    Case("permission(fax)", .bool, "?"),
    Case("is_latest(ordered_at)", .bool, "?"),
    Case("is_latest(within order_id)", .bool, "?"),
    Case("date(ordered_at where paid)", .date, "?"),
    Case("date(ordered_at within order_id)", .date, "?"),
  ]

  static let aggregates: [Case] = [
    Case("exists(order)", .bool, "?"),
    Case("exists()", .bool, "?"),
    Case("sum(1)", .int, "?"),
    Case("sum(orders)", .int, "?"),
    Case("sum(orders.status)", .int, "?"),
    Case("min(orders.paid)", .bool, "?"),
    Case("max(orders.amuont)", .int, "?"),
    Case("count(stores)", .int, "?"),
    Case("count(orders where amount)", .int, "?"),
    Case("count(orders where ordered_on = today)", .int, "?"),
    Case("count(orders within order_id)", .int, "?"),
  ]

  @Test(
    "what does not fit is reported where it stands, with help",
    arguments: names + types + calls + aggregates)
  func refused(_ row: Case) throws {
    #expect(try ExpressionFixture.errors(row.testDescription, row.type) == row.errors)
  }

  @Test("conditions that lead back to themselves are refused")
  func circles() throws {
    var folder = DefinitionFolder(
      "sources/orders.yml", "overdue: not paid and due_on < today",
      "overdue: late and paid\n  late: paid or overdue\n  again: exists(orders where again)")
    folder.replace(
      "sources/people.yml", "columns:\n", "conditions: {x: exists(orders where y)}\ncolumns:\n")
    folder.replace("sources/orders.yml", "  again:", "  y: exists(people where x)\n  again:")
    #expect(try folder.errors() == ["?"])
  }
}
