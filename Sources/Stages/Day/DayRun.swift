import Consent
import Derive
import Gate
import Pipeline
import Scenario
import Table

/// Every scenario's journeys on one business date, and the messages they came to.
struct DayRun {
  /// One a message reached, in the order of the scenarios and their messages.
  let candidates: [Candidate]
  /// By scenario: the mart that fills its messages and the columns they get.
  let fieldSets: [(table: Table, columns: [String])]
  /// The marts some of whose keys several rows hold, and how many: by such a key nobody enters, and
  /// a journey that began by it ends.
  let repeatedKeys: [(mart: String, key: String, count: Int)]
  private var days: [(id: String, day: ScenarioDay)]

  init(_ runner: StageRunner, day: DayTables, past: PastDays, marts: DayMarts) throws {
    let definition = runner.plan.definition
    let people = definition.consent.map {
      KeyIndex(of: day.table($0.people.source)[$0.people.key].text)
    }
    // Only a journey that has reached a message asks how people answered to it.
    let responses = Responses(
      past.journeys.running.isEmpty ? nil : definition.consent?.deliveryEvents.map(day.table))
    let work = runner.progress.begin("journeys", .scenarios, of: definition.scenarios.count)
    defer { runner.progress.end(work) }
    let rows = try marts.readRows()
    var runs: [ScenarioRun] = []
    for (number, scenario) in definition.scenarios.enumerated() {
      guard let plan = runner.plan.segment(scenario.id), let mart = runner.plan.mart(plan.mart),
        let rows = rows[mart.name]
      else { continue }
      runs.append(
        ScenarioRun(
          number: number, scenario: scenario, plan: runner.plan, segment: plan, rows: rows,
          entering: marts.entering[scenario.id], source: mart.source, people: people, past: past,
          responses: responses, date: runner.options.date))
    }
    let made = try Workers.map(runs.count, threads: runner.options.threads) { [runs] in
      defer { work.add(1) }
      return try runs[$0].made
    }
    candidates = made.flatMap(\.candidates)
    fieldSets = runs.map { ($0.rows.table, runner.plan.fields(of: $0.scenario)) }
    repeatedKeys = runner.plan.marts.compactMap { mart in
      guard let count = rows[mart.name]?.repeatedKeys, count > 0 else { return nil }
      return (mart.name, mart.key, count)
    }
    days = zip(runs, made).map { ($0.scenario.id, $1.day) }
  }

  /// The journeys after the gate: some exclusions end one.
  func settled(_ result: GateResult) -> [(id: String, day: ScenarioDay)] {
    var next = 0
    return days.map { id, day in
      var day = day
      let outcomes = result.outcomes[next..<(next + day.messages.count)]
      next += day.messages.count
      day.settle(
        outcomes.enumerated().compactMap { position, outcome in
          outcome.endOfJourney.map { (message: position, reason: $0.code) }
        })
      return (id, day)
    }
  }
}

extension Message {
  /// A message of a scenario, as the gate asks about it.
  convenience init(
    _ scenario: ScenarioDefinition, _ message: ScenarioDefinition.Message, fieldSet: Int
  ) {
    self.init(
      scenarioID: scenario.id, priority: scenario.number, step: message.step,
      templateID: "\(scenario.id)/\(message.step)",
      channels: message.channels.compactMap(Channel.init(rawValue:)), topic: scenario.topic,
      isTransactional: scenario.isTransactional, holdoutShare: scenario.holdout,
      fieldSet: fieldSet)
  }
}
