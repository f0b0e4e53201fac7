import Table

extension DefinitionChecker {
  /// An entry's conditions with the elapsed days in them widened by the scenario's `catch_up_days`;
  /// nil without. Warns of a scenario whose entry has no elapsed days to widen, and refuses elapsed
  /// days that cannot be: some people would not be made up for, and nobody would know.
  func lateConditions(
    of scenario: ScenarioDefinition, _ entry: [ConditionPlan], _ mart: MartPlan?
  ) -> [ConditionPlan]? {
    guard scenario.catchUpDays > 0, let mart else { return nil }
    let catchUp = CatchUp(days: Int64(scenario.catchUpDays), mart: mart)
    let rigid = zip(entry, scenario.entry).filter { catchUp.isRigid($0.0.formula) }
    for (_, written) in rigid {
      sink.error(
        at: written.location, "'catch_up_days' cannot widen the elapsed days of this condition",
        help: "such as 'days_since_request = 1' or 'days_since_request in (1, 7)', by itself or "
          + "joined by 'and' and 'or'; the column is a days_since(…), a days_until(…) or, for no "
          + "fewer days than catch_up_days, a days_until_anniversary(…)")
    }
    let conditions = entry.map(catchUp.widened)
    guard conditions != entry || !rigid.isEmpty else {
      sink.warning(
        at: scenario.places["catch_up_days"],
        "'catch_up_days' changes nothing: no condition of entry is about elapsed days",
        help: "such as 'days_since_request = 1'")
      return nil
    }
    return conditions
  }
}

/// Lets conditions that hold on one day hold on some days more.
private struct CatchUp {
  let days: Int64
  let mart: MartPlan
  /// The columns of the mart that elapsed days are a part of.
  private let elapsed: Set<String>

  init(days: Int64, mart: MartPlan) {
    self.days = days
    self.mart = mart
    elapsed = mart.columns.reduce(into: []) { columns, column in
      if column.formula.isOfElapsedDays(with: columns) { columns.insert(column.name) }
    }
  }

  /// For `days_since_… = N` what also holds up to so many days later, for `days_until_… = N` the
  /// same; any other condition as it is.
  func widened(_ condition: ConditionPlan) -> ConditionPlan {
    let formula = widened(condition.formula)
    guard formula != condition.formula else { return condition }
    return ConditionPlan(
      written: "\(condition.written), or up to \(days) day\(days == 1 ? "" : "s") later",
      formula: formula)
  }

  private func widened(_ formula: Formula) -> Formula {
    if case .and(let left, let right) = formula { return .and(widened(left), widened(right)) }
    if case .or(let left, let right) = formula { return .or(widened(left), widened(right)) }
    guard let (elapsed, numbers) = choice(formula) else { return formula }
    let ranges = numbers.compactMap { range(of: elapsed, $0) }
    guard ranges.count == numbers.count, let first = ranges.first else { return formula }
    return ranges.dropFirst().reduce(first) { .or($0, $1) }
  }

  /// The value and the numbers of `value = 1`, `1 = value` and `value in (1, 7)`.
  private func choice(_ formula: Formula) -> (value: Formula, numbers: [Int64])? {
    func number(_ literal: Literal) -> Int64? {
      if case .int(let number) = literal { number } else { nil }
    }
    switch formula {
    case .compare(.equal, let value, .literal(.int(let number))),
      .compare(.equal, .literal(.int(let number)), let value):
      return (value, [number])
    case .isIn(let value, let items) where items.allSatisfy({ number($0) != nil }):
      return (value, items.compactMap(number))
    default: return nil
    }
  }

  /// From the day on which so many days have elapsed on; nil for a value that is not of elapsed days,
  /// and for an anniversary that would be over by then: the days count to the next one.
  private func range(of value: Formula, _ number: Int64) -> Formula? {
    let first: Int64
    let last: Int64
    switch made(value) {
    case .daysSince: (first, last) = (number, number.addingReportingOverflow(days).partialValue)
    case .daysUntil:
      (first, last) = (number.subtractingReportingOverflow(days).partialValue, number)
    case .daysUntilAnniversary where number >= days: (first, last) = (number - days, number)
    default: return nil
    }
    return .and(
      .compare(.greaterOrEqual, value, .literal(.int(first))),
      .compare(.lessOrEqual, value, .literal(.int(last))))
  }

  /// What a value is made of: for a column of the mart its formula.
  private func made(_ value: Formula) -> Formula {
    if case .own(let name, _) = value, let column = mart.column(name) {
      return made(column.formula)
    }
    return value
  }

  /// True if it asks for some number of elapsed days in a way that cannot be widened. What holds
  /// on more days than one by itself (`days_since_request >= 3`) and what must not hold (`not`,
  /// `!=`) is asked on the day of entry.
  func isRigid(_ formula: Formula) -> Bool {
    switch formula {
    case .and(let left, let right), .or(let left, let right): isRigid(left) || isRigid(right)
    default: widened(formula) == formula && asksForElapsedDays(formula)
    }
  }

  private func asksForElapsedDays(_ formula: Formula) -> Bool {
    switch formula {
    case .not: false
    case .own(let name, .bool): mart.column(name).map { asksForElapsedDays($0.formula) } ?? false
    case .compare(.equal, let left, let right) where left.type != .bool:
      isOfElapsedDays(left) || isOfElapsedDays(right)
    case .isIn(let value, _) where value.type != .bool: isOfElapsedDays(value)
    default: formula.parts.contains(where: asksForElapsedDays)
    }
  }

  private func isOfElapsedDays(_ value: Formula) -> Bool {
    value.isOfElapsedDays(with: elapsed)
  }
}

extension Formula {
  /// True if elapsed days are a part of it. `columns` are those of the mart of which they are.
  fileprivate func isOfElapsedDays(with columns: Set<String>) -> Bool {
    all.contains { part in
      switch part {
      case .daysSince, .daysUntil, .daysUntilAnniversary: true
      case .own(let name, _): columns.contains(name)
      default: false
      }
    }
  }
}
