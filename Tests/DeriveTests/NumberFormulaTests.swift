import Table
import Testing

@Suite("Products, sums beyond a column, and the greatest and least of a row")
struct NumberFormulaTests {
  private static let most = "9223372036854775807"

  @Test(
    "a number beyond a column is the last that it holds",
    arguments: [
      FormulaCase(
        "m * n", .int,
        [
          (["m": "6", "n": "-7"], "-42"), (["m": "-6", "n": "-7"], "42"), (["m": "2"], nil),
          (["n": "2"], nil), ([:], nil), (["m": "0", "n": most], "0"),
          (["m": "1", "n": most], most),
          (["m": "-1", "n": most], "-" + most), (["m": most, "n": "2"], most),
          (["m": most, "n": "-2"], "-" + most), (["m": "-" + most, "n": "2"], "-" + most),
          (["m": "-" + most, "n": "-" + most], most),
          (["m": "9007199254740992", "n": "9007199254740992"], most),
          // ±2^63 exactly: the first numbers beyond.
          (["m": "4294967296", "n": "2147483648"], most),
          (["m": "-4294967296", "n": "2147483648"], "-" + most),
          (["m": "3037000499", "n": "3037000499"], "9223372030926249001"),
        ]),
      FormulaCase("m * 3 + n", .int, [(["m": "5", "n": "2"], "17"), (["m": "5"], nil)]),
      FormulaCase("m * 2 * 0", .int, [(["m": most], "0")]),
      FormulaCase("m * 2 - 1", .int, [(["m": most], "9223372036854775806")]),
      FormulaCase(
        "m + n", .int,
        [
          (["m": most, "n": "1"], most), (["m": "-" + most, "n": "-1"], "-" + most),
          (["m": "-" + most, "n": most], "0"),
        ]),
      FormulaCase(
        "m - n", .int,
        [(["m": "-" + most, "n": "1"], "-" + most), (["m": most, "n": "-1"], most)]),
      FormulaCase("6 * 7", .int, [([:], "42")]),
      FormulaCase("d + m * 2", .date, [(["d": "2026-02-27", "m": "1"], "2026-03-01")]),
    ])
  func products(_ test: FormulaCase) throws { try check(test) }

  @Test(
    "the greatest and least of a row pass nulls over",
    arguments: [
      FormulaCase(
        "greatest(m, n, 0)", .int,
        [
          (["m": "3", "n": "-5"], "3"), (["m": "-3", "n": "-5"], "0"), (["n": "7"], "7"),
          ([:], "0"),
        ]),
      FormulaCase(
        "greatest(m, n)", .int,
        [
          (["m": "-3"], "-3"), (["n": "-5"], "-5"), (["m": "-3", "n": "-5"], "-3"),
          (["m": "-" + most], "-" + most), ([:], nil),
        ]),
      FormulaCase(
        "least(m, n)", .int,
        [
          (["m": "-3"], "-3"), (["n": "5"], "5"), (["m": "-3", "n": "-5"], "-5"),
          (["n": most], most), ([:], nil),
        ]),
      FormulaCase("least(m, null, 2)", .int, [(["m": "3"], "2"), ([:], "2")]),
      FormulaCase("greatest(1, 2)", .int, [([:], "2"), ([:], "2")]),
      FormulaCase(
        "greatest(d, e, '2026-11-01')", .date,
        [(["d": "2026-11-02", "e": "2026-10-02"], "2026-11-02"), ([:], "2026-11-01")]),
      FormulaCase("least(d, today)", .date, [(["d": "1969-12-31"], "1969-12-31")]),
      FormulaCase(
        "greatest(t, u)", .timestamp,
        [
          (["t": "2026-11-20 23:59:59", "u": "2026-11-20 23:59:58"], "2026-11-20 23:59:59"),
          (["u": "1969-12-31 23:59:59"], "1969-12-31 23:59:59"), ([:], nil),
        ]),
      FormulaCase(
        "greatest(s, w)", .text,
        [
          (["s": "C10", "w": "C9"], "C9"), (["s": "", "w": "a"], "a"), (["s": ""], ""),
          (["w": "é"], "é"), ([:], nil),
        ]),
      FormulaCase(
        "least(s, 'm', w)", .text,
        [
          (["s": "C10", "w": "C9"], "C10"), (["s": "", "w": "a"], ""), (["w": "z"], "m"),
          ([:], "m"),
        ]
      ),
      FormulaCase("least(null, s)", .text, [(["s": "x"], "x"), ([:], nil)]),
      FormulaCase("greatest('a', 'b')", .text, [([:], "b")]),
    ])
  func extremes(_ test: FormulaCase) throws { try check(test) }

  @Test("texts that look the same are told apart by their bytes")
  func bytes() throws {
    let rows = [["s": "e\u{301}", "w": "\u{e9}"], ["s": "\u{e9}", "w": "e\u{301}"]]
    for (function, bytes) in [("greatest", [0xC3, 0xA9]), ("least", [0x65, 0xCC, 0x81])] {
      let result = try Values.evaluate("\(function)(s, w)", .text, over: rows)
      for text in result { #expect(text.map { $0.utf8.map { Int($0) } } == bytes, "\(function)") }
    }
  }

  private func check(_ test: FormulaCase) throws {
    let result = try Values.evaluate(test.expression, test.type, over: test.rows)
    #expect(result == test.expected)
  }
}
