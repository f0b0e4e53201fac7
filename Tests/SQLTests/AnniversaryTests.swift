import Testing

@Suite("Anniversaries as SQLite computes them")
struct AnniversaryTests {
  @Test(
    "the next one is never the day itself, and 29 February has the 28th in common years",
    arguments: [
      // Today, the day, days until its next anniversary, completed years.
      ("2026-11-21", "2026-11-21", "365", "0"), ("2027-11-21", "2027-11-21", "366", "0"),
      ("2026-11-21", "2026-11-22", nil, nil), ("2026-11-21", "2026-11-20", "364", "0"),
      ("2026-11-21", "2025-11-21", "0", "1"), ("2026-11-21", "2025-11-22", "1", "0"),
      ("2026-12-31", "2026-01-01", "1", "0"), ("2027-01-01", "2026-12-31", "364", "0"),
      ("2026-11-21", "0000-02-29", "99", "2026"),
      ("2026-02-27", "1996-02-29", "1", "29"), ("2026-02-28", "1996-02-29", "0", "30"),
      ("2026-03-01", "1996-02-29", "364", "30"), ("2027-03-01", "1996-02-29", "365", "31"),
      ("2024-02-28", "1996-02-29", "1", "27"), ("2024-02-29", "1996-02-29", "0", "28"),
      ("2024-03-01", "1996-02-29", "364", "28"), ("2023-03-01", "1996-02-29", "365", "27"),
      ("2024-02-29", "2024-02-29", "365", "0"), ("2024-02-29", "1997-02-28", "365", "27"),
      ("2100-02-28", "2000-02-29", "0", "100"), ("2000-02-28", "1896-02-29", "1", "103"),
      ("9999-12-31", "9999-12-31", nil, "0"), ("9999-12-30", "2000-01-01", nil, "7999"),
    ] as [(String, String, String?, String?)])
  func days(_ today: String, _ day: String, _ until: String?, _ years: String?) throws {
    for value in ["d", "at"] {
      let row = value == "d" ? "d='\(day)'" : "at='\(day)T23:59:59'"
      let next = FormulaCase("days_until_anniversary(\(value))", "int", of: row, until)
      #expect(try next.answer(on: today) == until)
      let over = FormulaCase("years_since(\(value))", "int", of: row, years)
      #expect(try over.answer(on: today) == years)
    }
  }

  @Test("null has none", arguments: ["days_until_anniversary(d)", "years_since(at)"])
  func null(_ formula: String) throws {
    #expect(try FormulaCase(formula, "int", nil).answer(on: "2026-11-21") == nil)
  }
}
