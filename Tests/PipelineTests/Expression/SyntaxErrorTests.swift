import Table
import Testing

struct SyntaxErrorTests {
  @Test(
    "an expression that cannot be read is reported where it goes wrong",
    arguments: [
      ("", "?"),
      ("paid and", "?"),
      ("paid overdue", "?"),
      ("paid)", "?"),
      ("(paid", "?"),
      ("amount = 9007199254740993", "?"),
      ("amount = 99999999999999999999", "?"),
      ("status = \"open\"", "?"),
      ("status = 'open", "?"),
      ("amount # 3", "?"),
      ("amount * 2", "?"),
      ("amount is 3", "?"),
      ("amount is not 3", "?"),
      ("status not 'open'", "?"),
      ("status in 'open'", "?"),
      ("status in ()", "?"),
      ("status in ('open'", "?"),
      ("paid and or overdue", "?"),
      ("where", "?"),
      ("person.", "?"),
      ("person.in", "?"),
      ("person.'x'", "?"),
      ("- amount", "?"),
      ("coalesce(amount", "?"),
      ("coalesce(amount,)", "?"),
      ("amount = 1 = 2", "?"),
      ("氏名 = ＡＢ", "?"),
      (String(repeating: "(", count: 99) + "paid" + String(repeating: ")", count: 99), "?"),
      (String(repeating: "(", count: 100) + "paid" + String(repeating: ")", count: 100), "?"),
      (String(repeating: "not ", count: 100) + "paid", "?"),
      (Array(repeating: "paid", count: 501).joined(separator: " and "), "?"),
    ])
  func refused(expression: String, expected: String) throws {
    #expect(try ExpressionFixture.errors(expression, .bool) == [expected])
  }

  @Test("the longest expression is read")
  func longest() throws {
    let expression = Array(repeating: "paid", count: 500).joined(separator: " and ")
    #expect(try ExpressionFixture.errors(expression, .bool) == [])
    let nested = String(repeating: "(", count: 98) + "paid" + String(repeating: ")", count: 98)
    #expect(try ExpressionFixture.errors(nested, .bool) == [])
  }
}
