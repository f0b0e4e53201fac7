import Table
import Testing

struct SyntaxErrorTests {
  @Test(
    "an expression that cannot be read is reported where it goes wrong",
    arguments: [
      ("paid and", "9: error: expected a value, found the end"),
      ("paid overdue", "6: error: unexpected 'overdue' after the expression"),
      ("paid)", "5: error: unexpected ')' after the expression"),
      ("(paid", "6: error: expected ')', found the end"),
      ("amount = 9007199254740993", "10: error: a number over 2^53"),
      ("amount = 99999999999999999999", "10: error: a number over 2^53"),
      ("status = \"open\"", "10: error: unexpected '\"'\n  help: texts stand in single quotes"),
      ("status = 'open", "10: error: a text that is not closed"),
      ("amount # 3", "8: error: unexpected '#'"),
      ("amount / 2", "8: error: unexpected '/'"),
      ("amount *", "9: error: expected a value, found the end"),
      ("amount ** 2", "9: error: expected a value, found '*'"),
      ("* amount", "1: error: expected a value, found '*'"),
      ("2 * - amount", "7: error: expected a number after '-', found 'amount'"),
      ("amount is 3", "11: error: expected 'null', found '3'"),
      ("amount is not 3", "15: error: expected 'null', found '3'"),
      ("status not 'open'", "12: error: expected 'in', found a text"),
      ("status in 'open'", "11: error: expected '(', found a text"),
      ("status in ()", "12: error: expected a value, found ')'"),
      ("status in ('open'", "18: error: expected ')', found the end"),
      ("paid and or overdue", "10: error: expected a value, found 'or'"),
      ("where", "1: error: expected a value, found 'where'"),
      ("person.", "8: error: expected a column after 'person.', found the end"),
      ("person.in", "8: error: expected a column after 'person.', found 'in'"),
      ("person.'x'", "8: error: expected a column after 'person.', found a text"),
      ("- amount", "3: error: expected a number after '-', found 'amount'"),
      ("coalesce(amount", "16: error: expected ')', found the end"),
      ("coalesce(amount,)", "17: error: expected a value, found ')'"),
      ("amount = 1 = 2", "12: error: unexpected '=' after the expression"),
      ("店舗 paid", "4: error: unexpected 'paid' after the expression"),
    ])
  func refused(expression: String, expected: String) throws {
    #expect(try ExpressionFixture.errors(expression, .bool).joined(separator: "\n") == expected)
  }

  @Test("an expression is refused past a nesting and a length that nobody writes")
  func limits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "paid" + String(repeating: ")", count: depth)
    }
    func chain(_ length: Int) -> String {
      Array(repeating: "paid", count: length).joined(separator: " and ")
    }
    #expect(try ExpressionFixture.errors(nested(98), .bool) == [])
    let help = "  help: 100 levels at most; a named condition or value counts with its own"
    #expect(
      try ExpressionFixture.errors(nested(99), .bool) == ["100: error: nested too deeply", help])
    let denials = String(repeating: "not ", count: 100) + "paid"
    #expect(
      try ExpressionFixture.errors(denials, .bool) == ["393: error: nested too deeply", help])
    let sum = "amount" + String(repeating: " + 1", count: 100)
    #expect(try ExpressionFixture.errors(sum, .int) == ["1: error: nested too deeply", help])
    #expect(try ExpressionFixture.errors(String(sum.dropLast(4)), .int) == [])
    let product = sum.replacing("+", with: "*")
    #expect(try ExpressionFixture.errors(product, .int) == ["1: error: nested too deeply", help])
    #expect(try ExpressionFixture.errors(String(product.dropLast(4)), .int) == [])
    #expect(try ExpressionFixture.errors(chain(500), .bool) == [])
    #expect(
      try ExpressionFixture.errors(chain(501), .bool)
        == ["4501: error: an expression of over 1000 words"])
  }
}
