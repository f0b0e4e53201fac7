import Table
import Testing

/// An expression, the rows it is worked out over, and what it gives for each.
struct FormulaCase: Sendable, CustomTestStringConvertible {
  let expression: String
  let type: ColumnType
  let rows: [Row]
  let expected: [String?]

  init(_ expression: String, _ type: ColumnType, _ rows: [(Row, String?)]) {
    self.expression = expression
    self.type = type
    self.rows = rows.map(\.0)
    expected = rows.map(\.1)
  }

  var testDescription: String { expression }
}

@Suite("Formulas over one row")
struct FormulaTests {
  @Test(
    "literals, columns and parameters",
    arguments: [
      FormulaCase("5", .int, [([:], "5"), ([:], "5")]),
      FormulaCase("-5", .int, [([:], "-5")]),
      FormulaCase("'it''s'", .text, [([:], "it's")]),
      FormulaCase("''", .text, [([:], "")]),
      FormulaCase("'2026-02-28'", .date, [([:], "2026-02-28")]),
      FormulaCase("true", .bool, [([:], "true")]),
      FormulaCase("null", .text, [([:], nil)]),
      FormulaCase("null", .int, [([:], nil)]),
      FormulaCase("null", .list, [([:], nil)]),
      FormulaCase("today", .date, [([:], "2026-11-21"), ([:], "2026-11-21")]),
      FormulaCase("limit", .int, [([:], "3")]),
      FormulaCase("page", .text, [([:], "/cart")]),
      FormulaCase("since", .date, [([:], "2026-11-01")]),
      FormulaCase("s", .text, [(["s": "名簿"], "名簿"), (["s": ""], ""), ([:], nil)]),
      FormulaCase(
        "t", .timestamp, [(["t": "1969-12-31 23:59:59"], "1969-12-31 23:59:59"), ([:], nil)]),
      FormulaCase("big", .bool, [(["m": "101"], "true"), (["m": "100"], "false"), ([:], "false")]),
      FormulaCase("s", .text, []),
      FormulaCase("5", .int, []),
    ])
  func values(_ test: FormulaCase) throws { try check(test) }

  @Test(
    "comparisons give null for null",
    arguments: [
      ("=", "false", "true", "false"), ("!=", "true", "false", "true"),
      ("<", "true", "false", "false"),
      ("<=", "true", "true", "false"), (">", "false", "false", "true"),
      (">=", "false", "true", "true"),
    ])
  func comparisons(_ sign: String, _ less: String, _ equal: String, _ greater: String) throws {
    let low = ["m": "-1", "d": "1969-12-31", "t": "2026-11-21 09:00:00", "s": "C10"]
    let high = ["n": "0", "e": "1970-01-01", "u": "2026-11-21 09:00:01", "w": "C9"]
    let names = ["m": "n", "d": "e", "t": "u", "s": "w"]
    for (left, right) in names {
      guard let a = low[left], let b = high[right] else { continue }
      let rows: [Row] = [
        [left: a, right: b], [left: a, right: a], [left: b, right: a], [left: a], [right: b], [:],
      ]
      let result = try Values.truth("\(left) \(sign) \(right)", over: rows)
      #expect(result == [less, equal, greater, nil, nil, nil], "\(left) \(sign) \(right)")
    }
    #expect(try Values.truth("1 \(sign) 2", over: [[:]]) == [less])
    #expect(try Values.truth("m \(sign) null", over: [["m": "1"]]) == [nil])
  }

  @Test(
    "sums and differences of numbers and days",
    arguments: [
      FormulaCase(
        "m + n", .int, [(["m": "2", "n": "-5"], "-3"), (["m": "2"], nil), (["n": "2"], nil)]),
      FormulaCase("m - n", .int, [(["m": "2", "n": "-5"], "7"), ([:], nil)]),
      FormulaCase("m - 1 - 1", .int, [(["m": "2"], "0")]),
      FormulaCase("d + 1", .date, [(["d": "2028-02-28"], "2028-02-29"), ([:], nil)]),
      FormulaCase("1 + d", .date, [(["d": "2026-12-31"], "2027-01-01")]),
      FormulaCase(
        "d - m", .date, [(["d": "2026-03-01", "m": "1"], "2026-02-28"), (["m": "1"], nil)]),
      FormulaCase(
        "d - e", .int,
        [
          (["d": "2026-03-01", "e": "2026-02-28"], "1"),
          (["d": "1969-12-31", "e": "1970-01-01"], "-1"), (["d": "2026-03-01"], nil),
        ]),
      FormulaCase(
        "d + m", .date,
        [
          (["d": "9999-12-30", "m": "1"], "9999-12-31"), (["d": "9999-12-31", "m": "1"], nil),
          (["d": "0000-01-02", "m": "-1"], "0000-01-01"), (["d": "0000-01-01", "m": "-1"], nil),
          (["d": "2026-11-21", "m": "9223372036854775807"], nil),
        ]),
      FormulaCase("today - 4000000", .date, [([:], nil)]),
      FormulaCase("today + 4000000 - 4000000", .date, [([:], nil)]),
      FormulaCase("coalesce(today + 4000000, d)", .date, [(["d": "2026-11-01"], "2026-11-01")]),
      FormulaCase("today - d", .int, [(["d": "2026-11-01"], "20"), (["d": "2026-11-22"], "-1")]),
      FormulaCase("1 + 2", .int, [([:], "3")]),
    ])
  func sums(_ test: FormulaCase) throws { try check(test) }

  @Test(
    "days since and until are counted in calendar days and stop at the business date",
    arguments: [
      FormulaCase(
        "days_since(d)", .int,
        [
          (["d": "2026-11-21"], "0"), (["d": "2026-11-20"], "1"), (["d": "2026-11-22"], nil),
          (["d": "1969-12-31"], "20779"), ([:], nil),
        ]),
      FormulaCase(
        "days_since(t)", .int,
        [
          (["t": "2026-11-21 00:00:00"], "0"), (["t": "2026-11-21 23:59:59"], "0"),
          (["t": "2026-11-20 23:59:59"], "1"), (["t": "2026-11-22 00:00:00"], nil), ([:], nil),
        ]),
      FormulaCase(
        "days_until(d)", .int,
        [
          (["d": "2026-11-21"], "0"), (["d": "2026-11-22"], "1"), (["d": "2026-11-20"], nil),
          ([:], nil),
        ]),
      FormulaCase(
        "days_until(t)", .int,
        [
          (["t": "2026-11-21 00:00:00"], "0"), (["t": "2026-11-22 00:00:00"], "1"),
          (["t": "2026-11-20 23:59:59"], nil), (["t": "2027-11-21 12:00:00"], "365"), ([:], nil),
        ]),
      FormulaCase("days_since(today)", .int, [([:], "0")]),
      FormulaCase("days_until(today)", .int, [([:], "0")]),
      FormulaCase(
        "date(t)", .date,
        [
          (["t": "2026-11-21 00:00:00"], "2026-11-21"),
          (["t": "2026-11-21 23:59:59"], "2026-11-21"),
          (["t": "1969-12-31 23:59:59"], "1969-12-31"),
          (["t": "1969-12-31 00:00:00"], "1969-12-31"),
          ([:], nil),
        ]),
    ])
  func days(_ test: FormulaCase) throws { try check(test) }

  @Test(
    "an age group changes on the birthday",
    arguments: [
      ("2026-11-21", "2016-11-21", "10代"), ("2026-11-21", "2016-11-22", "10歳未満"),
      ("2026-11-21", "2026-11-21", "10歳未満"), ("2026-11-21", "2026-11-22", nil),
      ("2026-11-21", "2006-11-22", "10代"), ("2026-11-21", "2006-11-21", "20代"),
      ("2026-11-21", "1936-11-22", "80代"), ("2026-11-21", "1936-11-21", "90代以上"),
      ("2026-11-21", "1869-01-01", "90代以上"), ("2026-11-21", "1956-12-01", "60代"),
      ("2026-02-28", "1996-02-29", "20代"), ("2026-03-01", "1996-02-29", "30代"),
      ("2024-02-28", "2004-02-29", "10代"), ("2024-02-29", "2004-02-29", "20代"),
      ("2024-02-29", "2004-03-01", "10代"), ("1970-01-01", "1960-01-01", "10代"),
    ])
  func ageGroup(_ date: String, _ birth: String, _ expected: String?) throws {
    let result = try Values.evaluate(
      "age_group(d)", .text, over: [["d": birth], [:]], on: day(date))
    #expect(result == [expected, nil])
  }

  private func check(_ test: FormulaCase) throws {
    let result = try Values.evaluate(test.expression, test.type, over: test.rows)
    #expect(result == test.expected)
  }
}
