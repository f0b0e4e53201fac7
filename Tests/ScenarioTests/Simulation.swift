import Pipeline
import Scenario
import Table

/// A scenario run day after day for one subject, with made-up facts.
struct Simulation {
  let scenario: ScenarioDefinition
  var responses: [String: MessageResponse] = [:]
  /// The first date on which the guard at an index fails.
  var guardFails: [Int: Int64] = [:]
  /// The first date on which the row is no longer there.
  var rowGone: Int64?
  /// Days after the entry on which nothing is run.
  var missed: Set<Int> = []

  init(_ scenario: ScenarioDefinition) { self.scenario = scenario }

  /// Enters on `start` and goes on for `days` further days.
  func journey(from start: Int64, days: Int = 40) -> Journey {
    let flow = Flow(scenario.flow)
    var journey = Journey(
      scenario: scenario.id, subject: "S1", enteredOn: start, rowKey: "R1", customerID: nil,
      reached: [], state: .waiting(place: flow.places[0], until: start))
    for day in 0...days where !missed.contains(day) {
      _ = journey.advance(
        through: flow, guards: scenario.guards.map(\.outcome), on: start + Int64(day),
        facts: facts(on: start + Int64(day)))
    }
    return journey
  }

  func facts(on date: Int64) -> Facts { Facts(simulation: self, date: date) }

  struct Facts: DayFacts {
    let simulation: Simulation
    let date: Int64

    func row(withKey key: String) -> Int? {
      simulation.rowGone.map { date >= $0 } ?? false ? nil : 0
    }
    func subject(ofRow row: Int) -> String? { "S1" }
    func holds(guardAt index: Int, row: Int) -> Bool {
      simulation.guardFails[index].map { date < $0 } ?? true
    }
    func fate(of step: String, in journey: Journey) -> MessageFate? { .sent(sendID: step) }
    func response(toSend sendID: String) -> MessageResponse {
      simulation.responses[sendID] ?? .none
    }
  }
}

extension Journey {
  /// True until the journey has ended.
  var isRunning: Bool {
    if case .waiting = state { true } else { false }
  }

  /// `A0 B1 done1`: the messages and the end, with the days since the entry.
  var days: String { summary { String($0 - enteredOn) } }

  /// `A 2026-11-01 B 2026-11-02 done 2026-11-02`
  var dates: String { summary { " " + CalendarDay.text($0) } }

  private func summary(_ day: (Int64) -> String) -> String {
    let messages = reached.map { $0.step + day($0.date) }
    switch state {
    case .waiting(let place, let until):
      return (messages + ["\(place):" + day(until)]).joined(separator: " ")
    case .ended(let outcome, let on): return (messages + [outcome + day(on)]).joined(separator: " ")
    }
  }
}

/// Days since 1970-01-01 of `YYYY-MM-DD`.
func day(_ text: String) -> Int64 {
  guard let day = CalendarDay.parse(text) else { preconditionFailure("'\(text)' is not a date") }
  return day
}

/// `YYYY-MM-DD` of days since 1970-01-01.
func text(_ day: Int64) -> String { CalendarDay.text(day) }
