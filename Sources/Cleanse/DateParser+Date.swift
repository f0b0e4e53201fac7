import Table

extension DateParser {
  /// 1868-01-25 and 2200-12-31: dates outside are mistakes.
  static let earliestDay = CalendarDay.number(year: 1868, month: 1, day: 25)
  static let latestDay = CalendarDay.number(year: 2200, month: 12, day: 31)

  /// A spreadsheet's day 0 is 1899-12-30.
  private static let serialShift: Int64 = -25569

  /// The date here, as days since 1970-01-01. Nil if it is none, no real day or out of range.
  mutating func date() -> (day: Int64, form: Form)? {
    guard at < text.count else { return nil }
    let found: (day: Int64, form: Form)?
    if text[at] >= 0x30 && text[at] <= 0x39 {
      found = westernDate()
    } else {
      found = eraDate()
    }
    guard let found, found.day >= DateParser.earliestDay, found.day <= DateParser.latestDay
    else { return nil }
    return found
  }

  private mutating func westernDate() -> (day: Int64, form: Form)? {
    guard let (value, digits) = number() else { return nil }
    switch digits {
    case 4: return monthAndDay(year: value, anySeparator: true)
    case 5: return 20000...80000 ~= value ? (Int64(value) + Self.serialShift, .digits) : nil
    case 8:
      return day(value / 10000, value / 100 % 100, value % 100).map { ($0, .digits) }
    default: return nil
    }
  }

  private mutating func eraDate() -> (day: Int64, form: Form)? {
    guard let yearBefore = era() else { return nil }
    skipBlanks()
    var year = 1
    if !accept("元") {
      guard let (value, digits) = number(), digits <= 3, value > 0 else { return nil }
      year = value
    }
    return monthAndDay(year: yearBefore + year, anySeparator: false)
  }

  /// The western year before the first of the era here.
  private mutating func era() -> Int? {
    if accept("令和") { return 2018 }
    if accept("平成") { return 1988 }
    if accept("昭和") { return 1925 }
    if accept("大正") { return 1911 }
    if accept("明治") { return 1867 }
    let letter = text[at]
    at += 1
    switch letter | 0x20 {
    case UInt8(ascii: "r"): return 2018
    case UInt8(ascii: "h"): return 1988
    case UInt8(ascii: "s"): return 1925
    case UInt8(ascii: "t"): return 1911
    case UInt8(ascii: "m"): return 1867
    default: return nil
    }
  }

  /// What follows the year: `-11-21`, `/11/21`, `.11.21` or `年11月21日`. An era's year takes only
  /// the last two.
  private mutating func monthAndDay(
    year: Int, anySeparator: Bool
  ) -> (day: Int64, form: Form)? {
    skipBlanks()
    if accept("年") {
      skipBlanks()
      guard let month = shortNumber() else { return nil }
      skipBlanks()
      guard accept("月") else { return nil }
      skipBlanks()
      guard let date = shortNumber() else { return nil }
      skipBlanks()
      guard accept("日") else { return nil }
      return day(year, month, date).map { ($0, .kanji) }
    }
    guard at < text.count else { return nil }
    let separator = text[at]
    let form: Form
    switch separator {
    case UInt8(ascii: "-") where anySeparator: form = .hyphens
    case UInt8(ascii: "/") where anySeparator: form = .slashes
    case UInt8(ascii: "."): form = .dots
    default: return nil
    }
    at += 1
    skipBlanks()
    guard let month = shortNumber() else { return nil }
    skipBlanks()
    guard accept(separator) else { return nil }
    skipBlanks()
    guard let date = shortNumber() else { return nil }
    return day(year, month, date).map { ($0, form) }
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    guard CalendarDay.isReal(year: year, month: month, day: day) else { return nil }
    return CalendarDay.number(year: year, month: month, day: day)
  }
}
