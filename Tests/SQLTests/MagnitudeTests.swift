import Testing

@Suite("Numbers beyond a column as SQLite computes them")
struct MagnitudeTests {
  private static let large = "n=9007199254740992, m=9007199254740992"

  @Test(
    "they are the last number of the column",
    arguments: [
      FormulaCase("n * m", "int", of: large, "9223372036854775807"),
      FormulaCase("n * (0 - m)", "int", of: large, "-9223372036854775807"),
      FormulaCase("n * m + n", "int", of: large, "9223372036854775807"),
      FormulaCase("n * m - 1", "int", of: large, "9223372036854775806"),
      FormulaCase("0 - n * m - n", "int", of: large, "-9223372036854775807"),
      FormulaCase("n * m * 0", "int", of: large, "0"),
      FormulaCase("n * 1024 + 1", "int", of: large, "9223372036854775807"),
      FormulaCase("n * -1024 - 1 + 1", "int", of: large, "-9223372036854775806"),
      FormulaCase("n * (m * 0)", "int", of: large, "0"),
      FormulaCase("n * m", "int", of: "n=9007199254740992", nil),
      FormulaCase("n * m > 9007199254740992", "bool", of: large, "1"),
      FormulaCase("d + n * m", "date", of: "d='2026-11-21', " + large, nil),
    ])
  func held(_ item: FormulaCase) throws {
    #expect(try item.answer(on: "2026-11-21") == item.answer)
  }

  private static let sources = [
    "sources/things.yml": FormulaTests.things,
    "marts/m.yml": """
    mart: m
    rows: things
    key: id
    columns:
      - {name: id, type: text}
      - {name: weighed, type: int, roles: [segment], value: n * 3 + days_since(d) - 1}
      - {name: twice, type: int, roles: [segment], value: "weighed * 2 + greatest(n, m)"}
      - {name: product, type: int, roles: [segment], value: n * m}
      - {name: more, type: int, roles: [segment], value: product + 1}
    """,
  ]

  @Test("nothing is said of it where it cannot be")
  func plain() throws {
    let sql = try World(Self.sources).sql("m", on: "2026-11-21")
    #expect(sql.contains("made.weighed * 2 + "))
    #expect(!sql.contains("MIN(MAX(this.n * 3"))
    #expect(!sql.contains("MIN(MAX(made.weighed"))
    #expect(
      sql.contains("MIN(MAX(this.n * this.m, -9223372036854775807), 9223372036854775807) AS"))
    #expect(sql.contains("MIN(MAX(made.product + 1, "))
  }
}
