import Table

/// Dates are texts: a day returns where its year is put in place of another.
extension FormulaSQL {
  /// Days to the next yearly return of a date that is not after today: in this year, unless that is
  /// over or the day itself, else in the next. SQLite knows no day of the year 10000, which gives null.
  func daysUntilAnniversary(_ day: SQLExpression) -> SQLExpression {
    let begun = day.bracketed(below: .sum)
    let year = CalendarDay.parts(businessDate).year
    let thisYear = anniversary(of: day, in: year)
    let nextYear = anniversary(of: day, in: year + 1)
    return .cases(
      [
        (
          "\(begun) < \(today) AND \(thisYear) >= \(today)",
          dialect.days(from: today, to: thisYear)
        ),
        ("\(begun) <= \(today)", dialect.days(from: today, to: nextYear)),
      ], else: nil)
  }

  /// Completed years since a date that is not after today.
  func yearsSince(_ day: SQLExpression) -> SQLExpression {
    let year = CalendarDay.parts(businessDate).year
    let isStillToCome = "\(anniversary(of: day, in: year)) > \(today)"
    return .cases(
      [
        (
          "\(day.bracketed(below: .sum)) <= \(today)",
          "\(year) - CAST(substr(\(day.text), 1, 4) AS INTEGER) "
            + "- CASE WHEN \(isStillToCome) THEN 1 ELSE 0 END"
        )
      ], else: nil)
  }

  /// The day of a year on which a date returns: 29 February on the 28th in common years.
  private func anniversary(of day: SQLExpression, in year: Int) -> String {
    let rest = "substr(\(day.text), 5)"
    let isLeap = CalendarDay.isReal(year: year, month: 2, day: 29)
    return "\(literal(padded(year, 4))) || "
      + (isLeap ? rest : "replace(\(rest), '-02-29', '-02-28')")
  }
}
