import Testing

@testable import SQL

@Suite("Names and texts in SQL")
struct TextTests {
  @Test(
    "a plain word stands bare, every other name in quotes",
    arguments: [
      ("request_id", "request_id"), ("order", "\"order\""), ("Name", "\"Name\""),
      ("2nd", "\"2nd\""), ("名前", "\"名前\""), ("", "\"\""), ("a\"b", "\"a\"\"b\""),
      ("x; DROP TABLE y", "\"x; DROP TABLE y\""),
    ])
  func names(_ name: String, _ written: String) {
    #expect(identifier(name) == written)
  }

  @Test(
    "a text comes back from SQLite as it was",
    arguments: [
      "", "it's", "''", "\"", "a\nb", "\n", "a\r\nb", "-- x", "%_\\", "山田 太郎", "か\u{3099}",
    ])
  func texts(_ text: String) throws {
    let rows = try Database().rows("SELECT hex(\(literal(text).indented.hanging))")
    #expect(rows == [[text.utf8.map { hex($0) }.joined()]])
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  @Test("a remark cannot end its line")
  func remarks() {
    #expect(remark("a >\n  b\r\n\u{2028}DROP") == "-- a > b DROP")
  }

  @Test(
    "dates move and differ by whole days",
    arguments: [
      ("2026-11-19", "2026-11-20", "1"), ("2026-11-20", "2026-11-19", "-1"),
      ("2024-02-28", "2024-03-01", "2"), ("1868-01-25", "2200-12-31", "121601"),
    ])
  func days(_ start: String, _ end: String, _ days: String) throws {
    let dialect = SQLiteDialect()
    let rows = try Database().rows(
      "SELECT \(dialect.days(from: literal(start), to: literal(end))), "
        + "\(dialect.date(literal(start), plus: days))")
    #expect(rows == [[days, end]])
  }

  @Test("a list escapes quotes, backslashes and control characters only")
  func escapes() throws {
    let texts = [
      (0x00...0x00, "\"\\/\u{7F}\u{85}\u{2028}山😀", #"\"\\/\#u{7F}\#u{85}\#u{2028}山😀"#),
      (0x01...0x07, "", (0x01...0x07).map { "\\u00" + hex($0).lowercased() }.joined()),
      (0x08...0x0D, "", #"\b\t\n\u000b\f\r"#),
      (0x0E...0x1F, "", (0x0E...0x1F).map { "\\u00" + hex($0).lowercased() }.joined()),
    ]
    for (codes, text, escaped) in texts {
      let whole = codes.filter { $0 > 0 }.map { "char(\($0))" } + [literal(text)]
      let list = SQLiteDialect().list(of: "item", over: "ORDER BY item")
      let rows = try Database().rows(
        "SELECT \(list) FROM (SELECT \(whole.joined(separator: " || ")) AS item)")
      #expect(rows == [["[\"\(escaped)\"]"]])
    }
  }

  @Test(
    "a list holds a text or not, and null is neither",
    arguments: [
      ("'[\"a\",\"b\"]'", "1"), ("'[\"c\"]'", "0"), ("'[\"ab\"]'", "0"), ("NULL", nil),
    ] as [(String, String?)])
  func lists(_ list: String, _ answer: String?) throws {
    let condition = SQLiteDialect().list(list, holdsOneOf: ["'b'", "'x'"])
    #expect(try Database().rows("SELECT \(condition)") == [[answer]])
  }
}
