import Table

/// `date` and `timestamp`, or `bad_date`.
enum DateAndTime {
  /// Days since 1970-01-01. A time may follow only `2026-11-21` and `2026/11/21`; its zone decides
  /// the day in Asia/Tokyo.
  static func readDate(_ folded: ByteView) -> CleanseOutcome {
    if let day = plainDate(folded) { return .number(day) }
    return parseDate(folded)
  }

  /// The same for every form.
  static func parseDate(_ folded: ByteView) -> CleanseOutcome {
    var parser = DateParser(folded)
    guard let (day, form) = parser.date() else { return .issue(.badDate) }
    if parser.isAtEnd { return .number(day) }
    guard form == .hyphens || form == .slashes, let seconds = parser.timeToEnd(after: form)
    else { return .issue(.badDate) }
    let moved = CalendarDay.of(timestamp: day * secondsPerDay + Int64(seconds))
    return isInRange(moved) ? .number(moved) : .issue(.badDate)
  }

  /// Seconds of Asia/Tokyo's wall clock since 1970-01-01T00:00:00. Parts of a second are cut off.
  static func readTimestamp(_ folded: ByteView) -> CleanseOutcome {
    if let timestamp = plainTimestamp(folded) { return .number(timestamp) }
    return parseTimestamp(folded)
  }

  /// The same for every form.
  static func parseTimestamp(_ folded: ByteView) -> CleanseOutcome {
    var parser = DateParser(folded)
    guard let (day, form) = parser.date(), let seconds = parser.timeToEnd(after: form)
    else { return .issue(.badDate) }
    let timestamp = day * secondsPerDay + Int64(seconds)
    return isInRange(CalendarDay.of(timestamp: timestamp))
      ? .number(timestamp) : .issue(.badDate)
  }

  private static func isInRange(_ day: Int64) -> Bool {
    day >= DateParser.earliestDay && day <= DateParser.latestDay
  }
}
