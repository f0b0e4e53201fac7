public import Pipeline
import Table

extension ScenarioDefinition.Trigger {
  /// True if the scenario lets people in on `date` (days since 1970-01-01, the business date).
  ///
  /// A monthly trigger on a day that the month does not have stays silent in that month, and so
  /// does the fifth weekday of a month with four. A trigger on the dates of a parameter is silent
  /// if `parameters` holds no list of dates of that name. O(1) but for such a list.
  public func fires(on date: Int64, parameters: [ParameterDefinition] = []) -> Bool {
    switch self {
    case .daily: return true
    case .monthly(let day): return CalendarDay.parts(date).day == day
    case .weekdays(let weekday, let nth):
      let occurrence = (CalendarDay.parts(date).day - 1) / 7 + 1
      return CalendarDay.weekday(date) == weekday && nth.contains(occurrence)
    case .dates(let name):
      guard case .dates(let days) = parameters.first(where: { $0.name == name })?.value else {
        return false
      }
      return days.contains(date)
    }
  }
}
