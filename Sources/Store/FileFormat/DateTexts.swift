import Table

/// Days and timestamps as text, each day worked out once while its slot is not taken by another.
final class DateTexts {
  private static let slots = 4096
  private static let width = 10
  /// `00:00:00`.
  private static let zeros: UInt64 = 0x3030_3A30_303A_3030
  private let days: UnsafeMutablePointer<Int64>
  private let texts: UnsafeMutablePointer<UInt8>

  /// 0000-01-01 and 9999-12-31: what four digits of a year can say.
  static let first = CalendarDay.number(year: 0, month: 1, day: 1)
  static let last = CalendarDay.number(year: 9999, month: 12, day: 31)

  init() {
    days = .allocate(capacity: DateTexts.slots)
    days.initialize(repeating: .min, count: DateTexts.slots)
    texts = .allocate(capacity: DateTexts.slots * DateTexts.width)
  }

  deinit {
    days.deallocate()
    texts.deallocate()
  }

  /// Writes `YYYY-MM-DD`, ten bytes. False if the year has not four digits.
  @inline(__always)
  func write(day: Int64, to: UnsafeMutablePointer<UInt8>) -> Bool {
    let slot = Int(truncatingIfNeeded: day) & (DateTexts.slots - 1)
    let text = texts + slot * DateTexts.width
    if days[slot] != day {
      guard day >= DateTexts.first, day <= DateTexts.last else { return false }
      let (year, month, dayOfMonth) = CalendarDay.parts(day)
      put(year / 100, text)
      put(year % 100, text + 2)
      text[4] = UInt8(ascii: "-")
      put(month, text + 5)
      text[7] = UInt8(ascii: "-")
      put(dayOfMonth, text + 8)
      days[slot] = day
    }
    to.update(from: text, count: DateTexts.width)
    return true
  }

  /// Writes `YYYY-MM-DDTHH:MM:SS`, nineteen bytes. False if the year has not four digits.
  @inline(__always)
  func write(timestamp: Int64, to: UnsafeMutablePointer<UInt8>) -> Bool {
    let day = CalendarDay.of(timestamp: timestamp)
    guard write(day: day, to: to) else { return false }
    let second = UInt64(truncatingIfNeeded: timestamp &- day &* secondsPerDay)
    let minute = second / 60
    let hour = minute / 60
    // Hour, minute and second in the bytes 0, 3 and 6, which lie far enough from each other that all
    // are divided by ten at once: 205/2048 of a number below 60 is its tens.
    let numbers = hour | (minute &- hour &* 60) &<< 24 | (second &- minute &* 60) &<< 48
    let tens = (numbers &* 205) &>> 11 & 0x000F_0000_0F00_000F
    let digits = tens | (numbers &- tens &* 10) &<< 8
    let text = digits | DateTexts.zeros
    to[10] = UInt8(ascii: "T")
    UnsafeMutableRawPointer(to + 11).storeBytes(of: text.littleEndian, as: UInt64.self)
    return true
  }

  @inline(__always)
  private func put(_ number: Int, _ to: UnsafeMutablePointer<UInt8>) {
    to[0] = UInt8(truncatingIfNeeded: 48 + number / 10)
    to[1] = UInt8(truncatingIfNeeded: 48 + number % 10)
  }
}

extension DateTexts {
  /// The day that the first ten bytes name as `YYYY-MM-DD`, or nil.
  static func day(_ text: ByteView) -> Int64? {
    guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = two(text, 0), let yearOfCentury = two(text, 2), let month = two(text, 5),
      let day = two(text, 8)
    else { return nil }
    let year = century * 100 + yearOfCentury
    guard CalendarDay.isReal(year: year, month: month, day: day) else { return nil }
    return CalendarDay.number(year: year, month: month, day: day)
  }

  /// The second that exactly `YYYY-MM-DDTHH:MM:SS` names, or nil.
  static func timestamp(_ text: ByteView) -> Int64? { timestamp(text, on: day(text)) }

  /// The second that exactly `YYYY-MM-DDTHH:MM:SS` names, or nil; `day` is that of its first ten
  /// bytes.
  static func timestamp(_ text: ByteView, on day: Int64?) -> Int64? {
    guard text.count == 19, let day, text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = two(text, 11), let minute = two(text, 14), let second = two(text, 17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return day * secondsPerDay + Int64(hour * 3600 + minute * 60 + second)
  }

  @inline(__always)
  private static func two(_ text: ByteView, _ place: Int) -> Int? {
    let tens = Int(text[place]) - 48
    let ones = Int(text[place + 1]) - 48
    guard tens >= 0, tens <= 9, ones >= 0, ones <= 9 else { return nil }
    return tens * 10 + ones
  }
}
