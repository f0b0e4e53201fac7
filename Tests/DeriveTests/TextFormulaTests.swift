import Table
import Testing

@Suite("Formulas over texts")
struct TextFormulaTests {
  @Test(
    "contains looks for bytes in bytes",
    arguments: [
      ("名簿作成ツール", "作成", "true"), ("名簿作成ツール", "名簿作成ツール", "true"),
      ("名簿作成ツール", "作製", "false"), ("名簿", "名簿作成", "false"), ("名簿", "", "true"),
      ("", "", "true"), ("", "名", "false"), ("aab", "ab", "true"), ("aaab", "aab", "true"),
      ("Page", "page", "false"), ("がっこう", "か", "false"), ("100%", "%", "true"),
      ("ツー", "ール", "false"), (nil, "a", nil), ("a", nil, nil), (nil, nil, nil),
    ] as [(String?, String?, String?)])
  func contains(_ text: String?, _ part: String?, _ expected: String?) throws {
    let row = Row(
      uniqueKeysWithValues: [("s", text), ("w", part)].compactMap { name, value in
        value.map { (name, $0) }
      })
    #expect(try Values.truth("s contains w", over: [row, row]) == [expected, expected])
    if let part {
      #expect(try Values.truth("s contains '\(part)'", over: [row]) == [expected])
    }
  }

  @Test(
    "in finds a value of its list, and null in none",
    arguments: [
      FormulaCase(
        "s in ('a', '名')", .text,
        [
          (["s": "a"], "true"), (["s": "名"], "true"), (["s": "A"], "false"), (["s": ""], "false"),
          ([:], nil),
        ]),
      FormulaCase(
        "s not in ('a')", .text, [(["s": "a"], "false"), (["s": "b"], "true"), ([:], nil)]),
      FormulaCase(
        "m in (1, -2, limit)", .text,
        [
          (["m": "1"], "true"), (["m": "-2"], "true"), (["m": "3"], "true"), (["m": "2"], "false"),
          ([:], nil),
        ]),
      FormulaCase(
        "d in ('2026-11-21', '2026-11-23')", .text,
        [
          (["d": "2026-11-23"], "true"), (["d": "2026-11-22"], "false"), ([:], nil),
        ]),
      FormulaCase("'a' in ('b', 'a')", .text, [([:], "true"), ([:], "true")]),
    ])
  func isIn(_ test: FormulaCase) throws {
    #expect(try Values.truth(test.expression, over: test.rows) == test.expected)
  }

  @Test("a label is that of the code; a code without one has none")
  func label() throws {
    let codes: [String?] = ["a", "b", "c", "d", "x", nil]
    let rows = codes.map { code in code.map { ["k": $0] } ?? [:] }
    #expect(try Values.evaluate("label(k)", .text, over: rows) == ["あ", "い", nil, nil, nil, nil])
  }

  @Test(
    "choosing between columns of different arenas copies, of one shares",
    arguments: [
      FormulaCase(
        "if(p, s, w)", .text,
        [
          (["p": "true", "s": "い", "w": "ろ"], "い"), (["p": "false", "s": "い", "w": "ろ"], "ろ"),
          (["s": "い", "w": "ろ"], "ろ"), (["p": "true", "w": "ろ"], nil),
          (["p": "true", "s": ""], ""),
        ]),
      FormulaCase("if(p, s, s)", .text, [(["p": "true", "s": "い"], "い"), (["s": "ろ"], "ろ")]),
      FormulaCase("if(p, s, null)", .text, [(["p": "true", "s": "い"], "い"), (["s": "ろ"], nil)]),
      FormulaCase("if(p, null, s)", .text, [(["p": "true", "s": "い"], nil), (["s": "ろ"], "ろ")]),
      FormulaCase("if(p, 'x', s)", .text, [(["p": "true"], "x"), (["s": "ろ"], "ろ"), ([:], nil)]),
      FormulaCase("if(p, 'x', 'y')", .text, [(["p": "true"], "x"), ([:], "y")]),
      FormulaCase("if(true, s, w)", .text, [(["s": "い", "w": "ろ"], "い"), (["w": "ろ"], nil)]),
      FormulaCase(
        "if(p, if(q, s, w), page)", .text,
        [
          (["p": "true", "q": "true", "s": "い"], "い"), (["p": "true", "w": "ろ"], "ろ"),
          ([:], "/cart"),
        ]),
      FormulaCase(
        "if(p, m, n)", .int,
        [
          (["p": "true", "m": "1", "n": "2"], "1"), (["m": "1", "n": "2"], "2"),
          (["p": "true"], nil),
        ]),
      FormulaCase(
        "if(p, null, d)", .date, [(["p": "true"], nil), (["d": "2026-11-21"], "2026-11-21")]),
    ])
  func choose(_ test: FormulaCase) throws {
    #expect(try Values.evaluate(test.expression, test.type, over: test.rows) == test.expected)
  }

  @Test(
    "coalesce takes the first that is not null",
    arguments: [
      FormulaCase(
        "coalesce(s, w)", .text,
        [
          (["s": "い", "w": "ろ"], "い"), (["w": "ろ"], "ろ"), (["s": "", "w": "ろ"], ""), ([:], nil),
        ]),
      FormulaCase("coalesce(s, w, '—')", .text, [(["w": "ろ"], "ろ"), ([:], "—")]),
      FormulaCase("coalesce(null, s)", .text, [(["s": "い"], "い"), ([:], nil)]),
      FormulaCase("coalesce(s)", .text, [(["s": "い"], "い"), ([:], nil)]),
      FormulaCase(
        "coalesce(m, n, 0)", .int,
        [
          (["m": "1", "n": "2"], "1"), (["n": "2"], "2"), ([:], "0"),
        ]),
      FormulaCase("coalesce(d, e)", .date, [(["e": "2026-11-21"], "2026-11-21"), ([:], nil)]),
      FormulaCase(
        "coalesce(p, q)", .bool, [(["q": "true"], "true"), (["p": "false", "q": "true"], "false")]),
    ])
  func coalesce(_ test: FormulaCase) throws {
    #expect(try Values.evaluate(test.expression, test.type, over: test.rows) == test.expected)
  }

  @Test("an earlier column of the mart is read by its name")
  func own() throws {
    let result = try Values.evaluate(
      "next + length", .int, over: [["m": "1"], [:]],
      before: [("next", .int, "m + 1"), ("length", .int, "if(next is null, 0, next)")])
    #expect(result == ["4", nil])
  }
}
