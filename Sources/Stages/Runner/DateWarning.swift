import Store
import Table

/// A business date that is suspiciously later than the one before it in the ledger, as one that was
/// mistyped is: elapsed days, journeys and permissions would be those of another time.
public struct DateWarning: Equatable, Sendable {
  /// Days since 1970-01-01.
  public let date: Int64
  /// The last date before it in the ledger.
  public let lastDate: Int64

  /// Nil for a date that follows as dates do: no more than a month later.
  init?(_ date: Int64, after lastDate: Int64) {
    guard date - lastDate > Self.mostDays else { return nil }
    self.date = date
    self.lastDate = lastDate
  }

  private static let mostDays: Int64 = 31

  /// Lower case, no full stop.
  public var message: String {
    "\(CalendarDay.text(date)) is \(date - lastDate) days later than "
      + "\(CalendarDay.text(lastDate)), the last date that the ledger holds"
  }

  /// What to do about it; lower case, no full stop.
  public var help: String {
    "if the date is mistyped, stop here: once it is run, dates before it need --replay"
  }
}

extension StageRunner {
  /// What is to be said of the date before it is run; nil if it was run before, or is the first.
  func dateWarning() throws -> DateWarning? {
    let dates = try ledger().dates()
    guard !dates.contains(options.date), let last = dates.last(where: { $0 < options.date }) else {
      return nil
    }
    return DateWarning(options.date, after: last)
  }
}
