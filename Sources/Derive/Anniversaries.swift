import Table

/// The yearly returns of days, as they stand on one day. All days are counted from 1970-01-01.
///
/// A day returns on the same day of each later year, 29 February on the 28th in common years; it is
/// no return of itself.
struct Anniversaries {
  /// The day on which they are looked at.
  private let today: Int64
  private let year: Int

  init(on today: Int64) {
    self.today = today
    year = CalendarDay.parts(today).year
  }

  /// Days from today to the next return of a day, 0 on it; null for a day later than today, and where
  /// it returns on no day that a date can say. The day must not be null. O(1).
  func daysUntilNext(of day: Int64) -> Int64 {
    guard day <= today else { return nullNumber }
    let thisYear = returning(day, in: year)
    let next = thisYear >= today && day < today ? thisYear : returning(day, in: year + 1)
    return next <= CalendarDay.writable.upperBound ? next - today : nullNumber
  }

  /// How often a day has returned up to today; null for a day later than today. The day must not be
  /// null. O(1).
  func years(since day: Int64) -> Int64 {
    guard day <= today else { return nullNumber }
    let isStillToCome = returning(day, in: year) > today
    return Int64(year - CalendarDay.parts(day).year - (isStillToCome ? 1 : 0))
  }

  private func returning(_ day: Int64, in year: Int) -> Int64 {
    let (_, month, dayOfMonth) = CalendarDay.parts(day)
    let length = CalendarDay.length(year: year, month: month)
    return CalendarDay.number(year: year, month: month, day: min(dayOfMonth, length))
  }
}
