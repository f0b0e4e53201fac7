import Table
import TestSupport
import Testing

@Suite("Anniversaries")
struct AnniversaryTests {
  @Test(
    "the next one is never the day itself, and 29 February has the 28th in common years",
    arguments: [
      // Today, the day, days until its next anniversary, completed years.
      ("2026-11-21", "2026-11-21", "365", "0"), ("2027-11-21", "2027-11-21", "366", "0"),
      ("2026-11-21", "2026-11-22", nil, nil), ("2026-11-21", "2026-11-20", "364", "0"),
      ("2026-11-21", "2025-11-21", "0", "1"), ("2026-11-21", "2025-11-22", "1", "0"),
      ("2026-11-21", "2025-11-20", "364", "1"), ("2026-11-21", "1990-11-28", "7", "35"),
      ("2026-12-31", "2026-01-01", "1", "0"), ("2027-01-01", "2026-01-01", "0", "1"),
      ("2027-01-01", "2026-12-31", "364", "0"), ("2026-12-31", "2025-12-31", "0", "1"),
      ("1969-12-31", "1960-01-01", "1", "9"), ("2026-11-21", "0000-02-29", "99", "2026"),
      // Born on 29 February, in common years.
      ("2026-02-27", "1996-02-29", "1", "29"), ("2026-02-28", "1996-02-29", "0", "30"),
      ("2026-03-01", "1996-02-29", "364", "30"), ("2027-03-01", "1996-02-29", "365", "31"),
      // In leap years.
      ("2024-02-28", "1996-02-29", "1", "27"), ("2024-02-29", "1996-02-29", "0", "28"),
      ("2024-03-01", "1996-02-29", "364", "28"), ("2023-03-01", "1996-02-29", "365", "27"),
      ("2024-02-29", "2024-02-29", "365", "0"), ("2025-02-28", "2024-02-29", "0", "1"),
      // Others born at the end of February have their own day.
      ("2024-02-28", "1997-02-28", "0", "27"), ("2024-02-29", "1997-02-28", "365", "27"),
      ("2024-02-29", "1997-03-01", "1", "26"), ("2025-02-28", "1997-03-01", "1", "27"),
      // 1900 and 2100 are common years, 2000 is a leap year.
      ("1900-02-28", "1896-02-29", "0", "4"), ("1900-02-27", "1896-02-29", "1", "3"),
      ("2000-02-28", "1896-02-29", "1", "103"), ("2000-02-29", "1896-02-29", "0", "104"),
      ("2100-02-28", "2096-02-29", "0", "4"), ("2100-03-01", "2096-02-29", "364", "4"),
      ("2100-02-28", "2000-02-29", "0", "100"),
      // No day follows 9999-12-31.
      ("9999-12-31", "2000-12-31", "0", "7999"), ("9999-12-31", "9999-12-31", nil, "0"),
      ("9999-12-30", "2000-01-01", nil, "7999"),
    ] as [(String, String, String?, String?)])
  func days(_ today: String, _ date: String, _ until: String?, _ years: String?) throws {
    let rows = [["d": date, "t": date + " 23:59:59"], ["d": date, "t": date + " 00:00:00"], [:]]
    for column in ["d", "t"] {
      #expect(
        try Values.evaluate("days_until_anniversary(\(column))", .int, over: rows, on: day(today))
          == [until, until, nil])
      #expect(
        try Values.evaluate("years_since(\(column))", .int, over: rows, on: day(today))
          == [years, years, nil])
    }
  }

  @Test("a day has the anniversaries that one meets who goes on from it day by day")
  func walked() throws {
    var generator = SeededGenerator(seed: 19_020_050)
    let others = (0..<20).map { _ in
      Int64.random(in: day("1890-01-01")...day("2110-12-31"), using: &generator)
    }
    let begun = Walk.leapDays.flatMap { [$0 - 1, $0, $0 + 1] } + others
    let walks = begun.map { Walk(from: $0, days: 90_000) }
    let rows = begun.map { ["d": CalendarDay.text($0)] }
    for number in 0..<60 {
      let near = generator.pick(Walk.leapDays) + Int64.random(in: -2...2, using: &generator)
      let any = Int64.random(in: day("1895-01-01")...day("2108-12-31"), using: &generator)
      let today = number % 2 == 0 ? near + 365 * Int64(number % 8) : any
      let until = try Values.evaluate("days_until_anniversary(d)", .int, over: rows, on: today)
      let years = try Values.evaluate("years_since(d)", .int, over: rows, on: today)
      for (row, walk) in walks.enumerated() {
        let isFuture = begun[row] > today
        let next = walk.anniversaries.first { $0 >= today }.map { "\($0 - today)" }
        let over = walk.anniversaries.count { $0 <= today }
        let place = "\(CalendarDay.text(begun[row])) on \(CalendarDay.text(today))"
        #expect(until[row] == (isFuture ? nil : next), "\(place)")
        #expect(years[row] == (isFuture ? nil : "\(over)"), "\(place)")
      }
    }
  }
}

/// Goes from day to day by a calendar of its own and writes down the anniversaries of the first day.
private struct Walk {
  private(set) var anniversaries: [Int64] = []

  init(from first: Int64, days: Int64) {
    let begun = CalendarDay.parts(first)
    let isFromLeapDay = (begun.month, begun.day) == (2, 29)
    var (year, month, date) = begun
    for day in first + 1...first + days {
      let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
      date += 1
      if date > Self.lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) {
        (month, date) = (month + 1, 1)
      }
      if month > 12 { (year, month) = (year + 1, 1) }
      if month != begun.month { continue }
      if date == begun.day || isFromLeapDay && date == 28 && !isLeap { anniversaries.append(day) }
    }
  }

  private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  static let leapDays = ["1892", "1896", "1904", "1996", "2000", "2004", "2024", "2096", "2104"]
    .map { day($0 + "-02-29") }
}
