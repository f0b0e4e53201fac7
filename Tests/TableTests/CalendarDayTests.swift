import Table
import Testing

@Suite("CalendarDay")
struct CalendarDayTests {
  /// Counts on day by day as a person would, from a Wednesday.
  @Test("every day of 1868 … 2200 has its number, its parts, its weekday and its text")
  func everyDay() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected: Int64 = -37255
    var weekday = 3
    var wrong: [String] = []
    let buffer = ByteBuffer()
    for year in 1868...2200 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for month in 1...12 {
        let length = month == 2 && isLeap ? 29 : lengths[month - 1]
        for day in 1...length {
          let number = CalendarDay.number(year: year, month: month, day: day)
          buffer.removeAll()
          buffer.append(date: expected)
          let text =
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          if number != expected || CalendarDay.parts(expected) != (year, month, day)
            || CalendarDay.weekday(expected) != weekday || buffer.text != text
            || CalendarDay.parse(text) != expected
            || !CalendarDay.isReal(year: year, month: month, day: day)
          {
            wrong.append(text)
          }
          expected += 1
          weekday = (weekday + 1) % 7
        }
        #expect(CalendarDay.length(year: year, month: month) == length)
        #expect(!CalendarDay.isReal(year: year, month: month, day: length + 1))
      }
    }
    #expect(wrong == [])
    #expect(CalendarDay.number(year: 1970, month: 1, day: 1) == 0)
  }

  @Test(
    "known days",
    arguments: [
      ("1868-01-25", -37231, 6), ("1899-12-31", -25568, 0), ("1970-01-01", 0, 4),
      ("1969-12-31", -1, 3), ("2000-02-29", 11016, 2), ("2026-11-21", 20778, 6),
      ("2200-12-31", 84370, 3),
    ])
  func known(_ text: String, _ number: Int64, _ weekday: Int) {
    #expect(CalendarDay.parse(text) == number)
    #expect(CalendarDay.text(number) == text)
    #expect(CalendarDay.weekday(number) == weekday)
  }

  @Test(
    "a year is leap by four, not by a hundred, but by four hundred",
    arguments: [
      (1868, true), (1900, false), (2000, true), (2024, true), (2026, false), (2100, false),
      (2200, false), (2400, true),
    ])
  func leap(_ year: Int, _ isLeap: Bool) {
    #expect(CalendarDay.length(year: year, month: 2) == (isLeap ? 29 : 28))
    #expect(CalendarDay.isReal(year: year, month: 2, day: 29) == isLeap)
  }

  @Test(
    "what is not exactly a real YYYY-MM-DD is refused",
    arguments: [
      "", "2026", "2026-1-01", "2026-01-1", "2026/01/01", "2026-01-01 ", " 2026-01-01",
      "2026-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00",
      "2026-01-32", "20260101", "2026-0a-01", "+026-01-01", "-026-01-01", "２０２６-01-01",
      "2026-01-01T00:00:00", "2026–01–01", "2026-01:01",
    ])
  func refused(_ text: String) {
    #expect(CalendarDay.parse(text) == nil)
  }

  @Test(
    "numbers that name no day are not real",
    arguments: [
      (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, -1), (2026, 1, 32), (2026, -1, 5),
    ])
  func unreal(_ year: Int, _ month: Int, _ day: Int) {
    #expect(!CalendarDay.isReal(year: year, month: month, day: day))
  }

  @Test(
    "a timestamp has its day and its text, also before 1970",
    arguments: [
      (0, 0, "1970-01-01T00:00:00"), (86399, 0, "1970-01-01T23:59:59"),
      (86400, 1, "1970-01-02T00:00:00"), (-1, -1, "1969-12-31T23:59:59"),
      (-86400, -1, "1969-12-31T00:00:00"), (-86401, -2, "1969-12-30T23:59:59"),
      (-3_216_758_400, -37231, "1868-01-25T00:00:00"),
      (-3_216_758_401, -37232, "1868-01-24T23:59:59"),
      (1_795_251_845, 20778, "2026-11-21T09:04:05"),
      (7_289_654_399, 84370, "2200-12-31T23:59:59"),
    ])
  func timestamp(_ seconds: Int64, _ day: Int64, _ text: String) {
    #expect(CalendarDay.of(timestamp: seconds) == day)
    let buffer = ByteBuffer(capacity: 1)
    buffer.append(timestamp: seconds)
    #expect(buffer.text == text)
  }
}
