public import Pipeline

extension ScenarioDefinition {
  /// The whole scenario as plain text: what it is, who enters and when, and its flow as `outline`
  /// draws it. Ends in a line feed.
  public var summary: String {
    var facts = [
      ("mart", mart), ("topic", isTransactional ? "\(topic), transactional" : topic),
      ("trigger", triggerText), ("re-entry", reentryText),
    ]
    if catchUpDays > 0 { facts.append(("catch-up", "\(days(catchUpDays)) later")) }
    if holdout > 0 { facts.append(("hold-out", "a share of \(holdout)")) }
    if let subject { facts.append(("subject", subject)) }
    for (number, condition) in entry.enumerated() {
      facts.append((number == 0 ? "entry" : "", condition.value))
    }
    let lines = facts.map { name, value in
      name + String(repeating: " ", count: 10 - name.count) + value
    }
    return (["\(number) \(id): \(name)"] + lines).joined(separator: "\n") + "\n\n" + outline
  }

  /// When people enter, such as `1st and 3rd friday of the month at 10:00`.
  var triggerText: String {
    let time =
      "\(sendMinute / 600)\(sendMinute / 60 % 10):\(sendMinute % 60 / 10)\(sendMinute % 10)"
    switch trigger {
    case .daily: return "every day at \(time)"
    case .monthly(let day): return "day \(day) of every month at \(time)"
    case .weekdays(let weekday, let nth):
      let names = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
      ]
      if nth == [1, 2, 3, 4, 5] { return "every \(names[weekday]) at \(time)" }
      let ordinals = ["1st", "2nd", "3rd", "4th", "5th"]
      let places = nth.map { ordinals[$0 - 1] }.joined(separator: " and ")
      return "\(places) \(names[weekday]) of the month at \(time)"
    case .dates(let parameter): return "on the dates of '\(parameter)' at \(time)"
    }
  }

  private var reentryText: String {
    switch reentry {
    case .never: "never"
    case .afterDays(let count): "\(days(count)) after the last journey ended"
    case .eachTrigger: "each trigger"
    }
  }

  private func days(_ count: Int) -> String { "\(count) day\(count == 1 ? "" : "s")" }
}
