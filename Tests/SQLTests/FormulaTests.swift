import Testing

/// A formula over one row and what it must give.
struct FormulaCase: CustomTestStringConvertible, Sendable {
  let formula: String
  let type: String
  let row: String
  let answer: String?

  init(_ formula: String, _ type: String, of row: String = "id='1'", _ answer: String?) {
    self.formula = formula
    self.type = type
    self.row = row
    self.answer = answer
  }

  var testDescription: String { "\(formula) of \(row)" }
}

@Suite("Formulas as SQLite computes them on 2026-11-19")
struct FormulaTests {
  static let things = """
    source: things
    files: "things*.csv"
    key: [id]
    columns:
      - {name: id, header: id, type: id}
      - {name: t, header: t, type: text}
      - {name: u, header: u, type: text}
      - {name: n, header: n, type: int}
      - {name: m, header: m, type: int}
      - {name: d, header: d, type: date}
      - {name: e, header: e, type: date}
      - {name: at, header: at, type: timestamp}
      - {name: b, header: b, type: bool}
      - {name: f, header: f, type: bool}
      - {name: gender, header: gender, type: choice, choices: {male: [男性], female: ["女 '性"], unknown: []}}
    conditions:
      dear: n > 100 and b
      dated: d is not null and e is null
      lit: b
    """

  @Test(
    "a formula gives its value",
    arguments: [
      FormulaCase("t", "text", of: "t='x'", "x"), FormulaCase("t", "text", nil),
      FormulaCase("'it''s'", "text", "it's"), FormulaCase("today", "date", "2026-11-19"),
      FormulaCase("n + m - 1", "int", of: "n=5, m=-2", "2"),
      FormulaCase("n - (m - 1)", "int", of: "n=5, m=2", "4"),
      FormulaCase("n * m", "int", of: "n=5, m=-2", "-10"),
      FormulaCase("n * m", "int", of: "n=5", nil),
      FormulaCase("n + m * 2", "int", of: "n=5, m=3", "11"),
      FormulaCase("(n + m) * 2", "int", of: "n=5, m=3", "16"),
      FormulaCase("2 * (n - 1) * m", "int", of: "n=5, m=3", "24"),
      FormulaCase("d - n * 2", "date", of: "d='2026-01-03', n=1", "2026-01-01"),
      FormulaCase("n - -3", "int", of: "n=5", "8"), FormulaCase("n + m", "int", of: "n=5", nil),
      FormulaCase("d + 1", "date", of: "d='2024-02-28'", "2024-02-29"),
      FormulaCase("d - n", "date", of: "d='2026-01-01', n=1", "2025-12-31"),
      FormulaCase("d - n", "date", of: "d='2026-01-01', n=-1", "2026-01-02"),
      FormulaCase("d + n", "date", of: "d='2026-01-01'", nil),
      FormulaCase("d + n", "date", of: "d='9999-12-30', n=1", "9999-12-31"),
      FormulaCase("d + n", "date", of: "d='9999-12-31', n=1", nil),
      FormulaCase("d - n", "date", of: "d='0000-01-02', n=1", "0000-01-01"),
      FormulaCase("d - n", "date", of: "d='0000-01-01', n=1", nil),
      FormulaCase("d + n", "date", of: "d='2026-01-01', n=9223372036854775807", nil),
      FormulaCase("d - n", "date", of: "d='2026-01-01', n=9007199254740992", nil),
      FormulaCase("coalesce(today + 4000000, d)", "date", of: "d='2026-01-01'", "2026-01-01"),
      FormulaCase("d - e", "int", of: "d='2026-01-01', e='2025-12-25'", "7"),
      FormulaCase("d - e", "int", of: "d='2025-12-25', e='2026-01-01'", "-7"),
      FormulaCase("date(at)", "date", of: "at='2026-11-19T23:59:59'", "2026-11-19"),
      FormulaCase("days_since(at)", "int", of: "at='2026-11-18T23:59:59'", "1"),
      FormulaCase("days_since(d)", "int", of: "d='2026-11-19'", "0"),
      FormulaCase("days_since(d)", "int", of: "d='2026-11-20'", nil),
      FormulaCase("days_since(d)", "int", nil),
      FormulaCase("days_until(d)", "int", of: "d='2026-12-19'", "30"),
      FormulaCase("days_until(d)", "int", of: "d='2026-11-19'", "0"),
      FormulaCase("days_until(d)", "int", of: "d='2026-11-18'", nil),
      FormulaCase("if(n > 1, 'a', 'b')", "text", of: "n=2", "a"),
      FormulaCase("if(n > 1, 'a', 'b')", "text", "b"),
      FormulaCase("if(n = 1, null, t)", "text", of: "n=1, t='x'", nil),
      FormulaCase("coalesce(t, u, 'z')", "text", of: "u='y'", "y"),
      FormulaCase("coalesce(t)", "text", of: "t='x'", "x"),
      FormulaCase("greatest(n, m)", "int", of: "n=5, m=-2", "5"),
      FormulaCase("greatest(n, m, 0)", "int", of: "m=-2", "0"),
      FormulaCase("least(n, m)", "int", of: "m=-2", "-2"),
      FormulaCase("least(n, m)", "int", nil),
      FormulaCase("greatest(d, e)", "date", of: "d='2026-01-01', e='2025-12-31'", "2026-01-01"),
      FormulaCase("greatest(d, null)", "date", of: "d='2026-01-01'", "2026-01-01"),
      FormulaCase("greatest(t, u)", "text", of: "t='a', u='B'", "a"),
      FormulaCase("least(t, u, '')", "text", of: "t='a'", ""),
      FormulaCase("greatest(t, u)", "text", nil),
      FormulaCase("concat(t, '・', u)", "text", of: "t='a', u='b'", "a・b"),
      FormulaCase("concat(t, u)", "text", of: "t='a'", nil),
      FormulaCase("concat(t, coalesce(u, '-'))", "text", of: "t='a'", "a-"),
      FormulaCase("if(concat(t, u) = 'ab', concat('x', t), t)", "text", of: "t='a', u='b'", "xa"),
      FormulaCase("label(gender)", "text", of: "gender='female'", "女 '性"),
      FormulaCase("label(gender)", "text", of: "gender='unknown'", nil),
      FormulaCase("label(gender)", "text", nil),
    ])
  func values(_ item: FormulaCase) throws {
    #expect(try answer(to: item) == item.answer)
  }

  @Test(
    "a condition is true or it is not",
    arguments: [
      FormulaCase("t = u", "bool", of: "t='a', u='a'", "1"),
      FormulaCase("t = u", "bool", of: "t='a', u='A'", "0"),
      FormulaCase("t != u", "bool", of: "t='a'", "0"),
      FormulaCase("not t = u", "bool", of: "t='a'", "0"),
      FormulaCase("(t = u) is null", "bool", of: "t='a'", "1"),
      FormulaCase("n < m", "bool", of: "n=9, m=10", "1"),
      FormulaCase("d <= today", "bool", of: "d='2026-11-19'", "1"),
      FormulaCase("b", "bool", "0"), FormulaCase("b", "bool", of: "b=1", "1"),
      FormulaCase("not b", "bool", of: "b=0", "1"), FormulaCase("not b", "bool", "0"),
      FormulaCase("b = f", "bool", of: "b=0, f=0", "1"), FormulaCase("b = f", "bool", "0"),
      FormulaCase("b or f", "bool", of: "f=1", "1"), FormulaCase("b and f", "bool", of: "f=1", "0"),
      FormulaCase("not (b and f)", "bool", of: "f=0", "1"),
      FormulaCase("not (b and f)", "bool", of: "f=1", "0"),
      FormulaCase("b or n = 1 and m = 1", "bool", of: "b=1, n=0, m=0", "1"),
      FormulaCase("(b or n = 1) and m = 1", "bool", of: "b=1, n=0, m=0", "0"),
      FormulaCase("if(b, n = 1, f)", "bool", of: "b=1, n=1", "1"),
      FormulaCase("coalesce(n = 1, true)", "bool", "1"),
      FormulaCase("coalesce(n = 1, true)", "bool", of: "n=2", "0"),
      FormulaCase("not coalesce(n = 1, false)", "bool", "1"),
      FormulaCase("t is null", "bool", "1"), FormulaCase("t is not null", "bool", "0"),
      FormulaCase("t in ('a', 'b')", "bool", of: "t='b'", "1"),
      FormulaCase("t not in ('a', 'b')", "bool", of: "t='c'", "1"),
      FormulaCase("t not in ('a', 'b')", "bool", "0"),
      FormulaCase("n in (1, 2)", "bool", of: "n=2", "1"),
      FormulaCase("t contains u", "bool", of: "t='https://例/解約?x', u='解約'", "1"),
      FormulaCase("t contains '%'", "bool", of: "t='abc'", "0"),
      FormulaCase("not t contains u", "bool", of: "t='abc'", "0"),
      FormulaCase("not t contains 'z'", "bool", of: "t='abc'", "1"),
    ])
  func conditions(_ item: FormulaCase) throws {
    #expect(try answer(to: item) == item.answer)
  }

  @Test(
    "a named condition that cannot be told does not hold",
    arguments: [
      FormulaCase("dear", "bool", "0"), FormulaCase("not dear", "bool", "1"),
      FormulaCase("dear", "bool", of: "n=101, b=1", "1"),
      FormulaCase("not dear", "bool", of: "n=101, b=1", "0"),
      FormulaCase("dear is null", "bool", "0"), FormulaCase("dear = f", "bool", of: "f=0", "1"),
      FormulaCase("not (dear and f)", "bool", of: "n=101", "1"),
      FormulaCase("not (dear or f)", "bool", "0"),
      FormulaCase("not (dear or f)", "bool", of: "f=0", "1"),
      FormulaCase("if(dear, 'a', 'b')", "text", "b"), FormulaCase("lit", "bool", "0"),
      FormulaCase("not lit", "bool", "1"), FormulaCase("lit = f", "bool", of: "f=0", "1"),
      FormulaCase("dated", "bool", of: "d='2026-01-01'", "1"),
      FormulaCase("not dated", "bool", "1"), FormulaCase("dated = dear", "bool", "1"),
    ])
  func named(_ item: FormulaCase) throws {
    #expect(try answer(to: item) == item.answer)
  }

  @Test(
    "an age group changes on the birthday",
    arguments: [
      FormulaCase("age_group(d)", "text", nil),
      FormulaCase("age_group(d)", "text", of: "d='2026-11-20'", nil),
      FormulaCase("age_group(d)", "text", of: "d='2026-11-19'", "10歳未満"),
      FormulaCase("age_group(d)", "text", of: "d='2016-11-20'", "10歳未満"),
      FormulaCase("age_group(d)", "text", of: "d='2016-11-19'", "10代"),
      FormulaCase("age_group(d)", "text", of: "d='1936-11-20'", "80代"),
      FormulaCase("age_group(d)", "text", of: "d='1936-11-19'", "90代以上"),
      FormulaCase("age_group(d)", "text", of: "d='1900-01-01'", "90代以上"),
    ])
  func ages(_ item: FormulaCase) throws {
    #expect(try answer(to: item) == item.answer)
  }

  @Test(
    "who is born on a leap day is a year older on the first of March",
    arguments: [("2026-02-28", "20代"), ("2026-03-01", "30代")])
  func leapDay(_ day: String, _ group: String) throws {
    let item = FormulaCase("age_group(d)", "text", of: "d='1996-02-29'", group)
    #expect(try answer(to: item, on: day) == group)
  }

  private func answer(to item: FormulaCase, on day: String = "2026-11-19") throws -> String? {
    try item.answer(on: day)
  }
}

extension FormulaCase {
  /// What SQLite says.
  func answer(on day: String) throws -> String? {
    let world = try World([
      "sources/things.yml": FormulaTests.things,
      "marts/m.yml": """
      mart: m
      rows: things
      key: id
      columns:
        - {name: id, type: text}
        - name: answer
          type: \(type)
          value: >-
            \(formula)
      """,
    ])
    try world.add("things", ["id": "'1'"])
    try world.database.run("UPDATE things SET \(row)")
    return try world.mart("m", on: day).first?[1]
  }
}
