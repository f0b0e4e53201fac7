import Pipeline
import Report
import Scenario
import Store
import Table

extension StageRunner {
  /// Each scenario with its waterfall, its flow and where its journeys stand.
  func scenarioParts() throws -> [DayReport.Scenario] {
    let segment = try open(.segment)
    let waterfalls = try waterfalls(try segment.read("waterfall"))
    let counts = Dictionary(
      grouping: try ledger().journeyCounts(through: options.date), by: \.scenarioID)
    return try definition.scenarios.sorted { ($0.number, $0.id) < ($1.number, $1.id) }.map {
      scenario in
      var part = DayReport.Scenario(
        id: scenario.id, number: scenario.number, name: scenario.name, mart: scenario.mart,
        trigger: DayReport.Trigger(scenario.trigger, definition),
        isTriggered: scenario.trigger.fires(on: options.date, parameters: definition.parameters),
        isTransactional: scenario.isTransactional)
      part.waterfall = waterfalls[scenario.id] ?? []
      part.segmentSize = try segment.read("segment_\(scenario.id)", columns: []).rowCount
      part.messages = scenario.messages.map {
        DayReport.Message(step: $0.step, label: $0.label, channels: $0.channels)
      }
      part.guards = scenario.guards.map {
        DayReport.Guard(require: $0.require.value, outcome: $0.outcome)
      }
      part.flow = Self.nodes(scenario.flow, under: "")
      part.journeys = DayReport.Journeys(counts[scenario.id] ?? [], on: options.date)
      return part
    }
  }

  private func waterfalls(_ table: Table) throws -> [String: [DayReport.WaterfallStep]] {
    let scenarios = try table.reportTexts("scenario")
    let conditions = try table.reportTexts("condition")
    let rows = try table.reportNumbers("rows")
    return (0..<table.rowCount).reduce(into: [:]) { result, row in
      result[scenarios.string(row) ?? "", default: []].append(
        DayReport.WaterfallStep(condition: conditions.string(row), rows: Int(rows[row])))
    }
  }

  /// The steps with their places, as `Flow` names them.
  private static func nodes(_ list: [FlowStep], under prefix: String) -> [DayReport.FlowNode] {
    list.enumerated().map { position, step in
      let place = prefix + String(position)
      switch step {
      case .send(let message): return .message(place: place, step: message)
      case .wait(let after, let days): return .wait(place: place, after: after, days: days)
      case .end(let outcome): return .end(place: place, outcome: outcome)
      case .branch(let response, let of, let yes, let no):
        return .branch(
          place: place, response: response.rawValue, of: of,
          then: nodes(yes, under: place + ".then."),
          otherwise: nodes(no, under: place + ".else."))
      }
    }
  }
}

extension DayReport.Trigger {
  fileprivate init(_ trigger: ScenarioDefinition.Trigger, _ definition: PipelineDefinition) {
    switch trigger {
    case .daily: self = .daily
    case .monthly(let day): self = .monthly(day: day)
    case .weekdays(let weekday, let nth): self = .weekdays(weekday: weekday, nth: nth)
    case .dates(let parameter):
      let value = definition.parameters.first { $0.name == parameter }?.value
      if case .dates(let dates)? = value { self = .dates(dates) } else { self = .dates([]) }
    }
  }
}

extension DayReport.Journeys {
  fileprivate init(_ counts: [JourneyCount], on date: Int64) {
    self.init()
    var due: [Int64: Int] = [:]
    var outcomes: [String: DayReport.OutcomeCount] = [:]
    for each in counts {
      if each.isNew { enteredToday += each.count }
      for step in each.reached {
        reached[step.step, default: 0] += each.count
        if step.date == date { reachedToday[step.step, default: 0] += each.count }
      }
      if let outcome = each.outcome {
        ended += each.count
        if each.endedNow { endedToday += each.count }
        var known =
          outcomes[outcome] ?? DayReport.OutcomeCount(outcome: outcome, all: 0, today: 0)
        known.all += each.count
        if each.endedNow { known.today += each.count }
        outcomes[outcome] = known
      } else {
        waiting += each.count
        if let place = each.position { waitingAt[place, default: 0] += each.count }
        if let wait = each.waitDate { due[wait, default: 0] += each.count }
      }
    }
    self.due = due.sorted { $0.key < $1.key }.map { DayReport.Due(date: $0.key, count: $0.value) }
    self.outcomes = outcomes.values.sorted {
      $0.outcome.utf8.lexicographicallyPrecedes($1.outcome.utf8)
    }
  }
}
