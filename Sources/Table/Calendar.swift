/// Days and seconds without Foundation: the proleptic Gregorian calendar, and a wall clock that
/// knows no zone (the pipeline's zone is fixed and has no summer time).
public enum CalendarDay {
  /// The days that four digits of a year can say: 0000-01-01 to 9999-12-31.
  public static let writable =
    number(year: 0, month: 1, day: 1)...number(year: 9999, month: 12, day: 31)

  /// Days from 1970-01-01 to the day; the parts must name a real day (see `isReal`), of a
  /// year after −4,000,000. O(1).
  @inlinable @inline(__always)
  public static func number(year: Int, month: Int, day: Int) -> Int64 {
    // Years from March to February, so many whole eras of 400 years later that none is negative:
    // without a sign a division is a multiplication.
    let eras = 10_000
    let january = month <= 2
    let shifted = UInt(bitPattern: (january ? year &- 1 : year) &+ eras &* 400)
    let centuries = shifted / 100
    let dayOfYear = (153 &* UInt(bitPattern: january ? month &+ 9 : month &- 3) &+ 2) / 5
    let days = shifted &* 365 &+ shifted / 4 &- centuries &+ centuries / 4 &+ dayOfYear
    return Int64(bitPattern: UInt64(days)) &+ Int64(day - 1 - 719_468 - eras * 146_097)
  }

  /// Year, month and day of a day number. O(1).
  @inlinable
  public static func parts(_ number: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The number of days of a month.
  @inlinable @inline(__always)
  public static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// True if the three numbers name a day of the calendar.
  @inlinable @inline(__always)
  public static func isReal(year: Int, month: Int, day: Int) -> Bool {
    month >= 1 && month <= 12 && day >= 1
      && (day <= 28 || day <= length(year: year, month: month))
  }

  /// The day of the week of a day number: 0 Sunday … 6 Saturday.
  @inlinable
  public static func weekday(_ number: Int64) -> Int { Int(((number + 4) % 7 + 7) % 7) }

  /// The day number of exactly `YYYY-MM-DD`, or nil.
  public static func parse(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    var numbers = [0, 0, 0]
    for (part, range) in [(0, 0..<4), (1, 5..<7), (2, 8..<10)] {
      for index in range {
        guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
        numbers[part] = numbers[part] * 10 + Int(bytes[index] - 48)
      }
    }
    guard isReal(year: numbers[0], month: numbers[1], day: numbers[2]) else { return nil }
    return number(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// `YYYY-MM-DD`. For the edges, not for loops.
  public static func text(_ number: Int64) -> String {
    let buffer = ByteBuffer(capacity: 16)
    buffer.append(date: number)
    return buffer.text
  }
}

/// Seconds of a day.
public let secondsPerDay: Int64 = 86400

extension CalendarDay {
  /// The day of a timestamp (seconds of the wall clock), also before 1970.
  @inlinable
  public static func of(timestamp: Int64) -> Int64 {
    timestamp >= 0
      ? timestamp / secondsPerDay : (timestamp - secondsPerDay + 1) / secondsPerDay
  }
}

extension ByteBuffer {
  /// Adds `YYYY-MM-DD`.
  @inlinable
  public func append(date number: Int64) {
    let (year, month, day) = CalendarDay.parts(number)
    append(padded: year, width: 4)
    append(UInt8(ascii: "-"))
    append(padded: month, width: 2)
    append(UInt8(ascii: "-"))
    append(padded: day, width: 2)
  }

  /// Adds `YYYY-MM-DDTHH:MM:SS`.
  @inlinable
  public func append(timestamp: Int64) {
    let day = CalendarDay.of(timestamp: timestamp)
    let second = Int(timestamp - day * secondsPerDay)
    append(date: day)
    append(UInt8(ascii: "T"))
    append(padded: second / 3600, width: 2)
    append(UInt8(ascii: ":"))
    append(padded: second / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(padded: second % 60, width: 2)
  }
}
