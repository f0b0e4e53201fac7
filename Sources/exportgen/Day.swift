/// A day of the Gregorian calendar as its number from 1970-01-01; no zone, no Foundation.
struct Day: Sendable {
  var number: Int

  init(_ number: Int) { self.number = number }

  /// The day of exactly `YYYY-MM-DD`, or nil.
  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    number = Self.number(year: year, month: month, day: day)
    guard self.parts == (year, month, day) else { return nil }
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }

  var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719468
    let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civil = month < 10 ? month + 3 : month - 9
    return (yearOfEra + era * 400 + (civil <= 2 ? 1 : 0), civil, day)
  }

  /// `2026-11-21`, or with another separator.
  func text(_ separator: String = "-") -> String {
    let (year, month, day) = parts
    return "\(year)\(separator)\(padded(month))\(separator)\(padded(day))"
  }

  /// The day's number in Excel's 1900 system.
  var serial: Int { number + 25569 }

  /// The era's name, letter and year: 令和, R and 8 for a day of 2026. 1868-01-25 or later.
  var era: (name: String, letter: String, year: Int) {
    let year = parts.year
    if number >= 18017 { return ("令和", "R", year - 2018) }
    if number >= 6947 { return ("平成", "H", year - 1988) }
    if number >= -15_713 { return ("昭和", "S", year - 1925) }
    if number >= -20_974 { return ("大正", "T", year - 1911) }
    return ("明治", "M", year - 1867)
  }

  static func + (day: Day, days: Int) -> Day { Day(day.number + days) }
  static func - (day: Day, days: Int) -> Day { Day(day.number - days) }
}

/// A second of the wall clock of Tokyo.
struct Moment: Sendable {
  var seconds: Int

  init(_ day: Day, second: Int) { seconds = day.number * 86400 + second }
  init(seconds: Int) { self.seconds = seconds }

  /// The day it lies in; its second there. Not before 1970.
  var day: Day { Day(seconds / 86400) }
  var second: Int { seconds % 86400 }

  /// `2026-11-21`, the given middle, and `09:05:00`.
  func text(_ separator: String = "-", _ middle: String = " ") -> String {
    let clock =
      "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
    return day.text(separator) + middle + clock
  }
}

/// A number with a leading zero if it has one digit.
func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// A number of at least `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
