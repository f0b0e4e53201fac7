extension DefinitionChecker {
  /// An entry's conditions with the elapsed days in them widened by the scenario's `catch_up_days`;
  /// nil without. Warns of a scenario whose entry has no elapsed days to widen.
  func lateConditions(
    of scenario: ScenarioDefinition, _ entry: [ConditionPlan], _ mart: MartPlan?
  ) -> [ConditionPlan]? {
    guard scenario.catchUpDays > 0, let mart else { return nil }
    let conditions = entry.map { $0.widened(by: Int64(scenario.catchUpDays), over: mart) }
    guard conditions != entry else {
      sink.warning(
        at: scenario.places["catch_up_days"],
        "'catch_up_days' changes nothing: no condition of entry is about elapsed days",
        help: "such as 'days_since_request = 1'")
      return nil
    }
    return conditions
  }
}

extension ConditionPlan {
  /// For `days_since_… = N` what also holds up to so many days later, for `days_until_… = N` the
  /// same; any other condition as it is.
  fileprivate func widened(by days: Int64, over mart: MartPlan) -> ConditionPlan {
    let elapsed: Formula
    let number: Int64
    switch formula {
    case .compare(.equal, let value, .literal(.int(let n))),
      .compare(.equal, .literal(.int(let n)), let value):
      (elapsed, number) = (value, n)
    default: return self
    }
    var made = elapsed
    if case .own(let name, _) = elapsed, let column = mart.column(name) { made = column.formula }
    let first: Int64
    let last: Int64
    switch made {
    case .daysSince: (first, last) = (number, number.addingReportingOverflow(days).partialValue)
    case .daysUntil:
      (first, last) = (number.subtractingReportingOverflow(days).partialValue, number)
    default: return self
    }
    return ConditionPlan(
      written: "\(written), or up to \(days) day\(days == 1 ? "" : "s") later",
      formula: .and(
        .compare(.greaterOrEqual, elapsed, .literal(.int(first))),
        .compare(.lessOrEqual, elapsed, .literal(.int(last)))))
  }
}
