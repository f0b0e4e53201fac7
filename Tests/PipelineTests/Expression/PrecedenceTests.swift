import Pipeline
import Table
import Testing

struct PrecedenceTests {
  @Test(
    "operators bind as the grammar says",
    arguments: [
      ("paid or overdue and linked(person)", "paid or (overdue and linked(person))"),
      ("paid and overdue or linked(person)", "(paid and overdue) or linked(person)"),
      ("paid or overdue or linked(person)", "(paid or overdue) or linked(person)"),
      ("not paid and overdue", "(not paid) and overdue"),
      ("not amount = 3", "not (amount = 3)"),
      ("not not paid", "not (not paid)"),
      ("amount + 1 > limit", "(amount + 1) > limit"),
      ("amount - 1 - 2 = 0", "((amount - 1) - 2) = 0"),
      ("amount + 2 * limit > 1", "(amount + (2 * limit)) > 1"),
      ("amount * 2 - limit > 1", "((amount * 2) - limit) > 1"),
      ("amount * 2 * limit > 1", "((amount * 2) * limit) > 1"),
      ("-2 * amount < -3 * -4", "((-2) * amount) < ((-3) * (-4))"),
      ("amount*2 in (4)", "(amount * 2) in (4)"),
      ("amount + 1 is null", "(amount + 1) is null"),
      ("amount is not null", "not (amount is null)"),
      ("status not in ('open')", "not (status in ('open'))"),
      ("paid = overdue and paid", "(paid = overdue) and paid"),
      ("amount = -1", "amount = (-1)"),
      ("amount\n  =1", "amount = 1"),
      ("((paid))", "paid"),
    ])
  func binds(written: String, meant: String) throws {
    #expect(
      try ExpressionFixture.formula(written, .bool) == ExpressionFixture.formula(meant, .bool))
  }

  @Test(
    "parentheses change what is meant",
    arguments: [
      ("paid or overdue and linked(person)", "(paid or overdue) and linked(person)"),
      ("not paid and overdue", "not (paid and overdue)"),
      ("amount - 1 - 2 = 0", "amount - (1 - 2) = 0"),
      ("amount + 1 * 2 = 0", "(amount + 1) * 2 = 0"),
      ("amount * 2 * 3 = 0", "amount * (2 * 3) = 0"),
    ])
  func differs(one: String, other: String) throws {
    #expect(try ExpressionFixture.formula(one, .bool) != ExpressionFixture.formula(other, .bool))
  }
}
