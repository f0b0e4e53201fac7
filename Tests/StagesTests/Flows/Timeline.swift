import Pipeline
import Scenario
import Store
import Table
import Testing

@testable import Stages

/// A scenario's way with one person, day by day, through the real definitions, the gate included.
///
/// Days are counted from the entry. The result names the messages with their days and the end:
/// `A0 (A'1) opted_out1` is A sent on the first day, A' reached on the next and not sent, and a
/// journey that ended then.
struct Timeline: CustomTestStringConvertible {
  let scenarios: [Int]
  /// Messages and the day on which it is known that they were opened, or clicked.
  var opens: [String: Int] = [:]
  var clicks: [String: Int] = [:]
  /// The day on which what the scenario is for comes about.
  var goal: Int?
  /// The day on which the person is no longer somebody that it is for.
  var leaves: Int?
  /// The day on which the person refuses everything.
  var optsOut: Int?
  /// Days that are not run.
  var missed: Set<Int> = []
  let expected: String

  init(
    _ scenarios: Int..., opens: [String: Int] = [:], clicks: [String: Int] = [:], goal: Int? = nil,
    leaves: Int? = nil, optsOut: Int? = nil, missed: Set<Int> = [], is expected: String
  ) {
    self.scenarios = scenarios
    self.opens = opens
    self.clicks = clicks
    self.goal = goal
    self.leaves = leaves
    self.optsOut = optsOut
    self.missed = missed
    self.expected = expected
  }

  var testDescription: String {
    var words: [String] = []
    for (step, day) in opens.sorted(by: { $0.key < $1.key }) {
      words.append("\(step) opened \(day)")
    }
    for (step, day) in clicks.sorted(by: { $0.key < $1.key }) {
      words.append("\(step) clicked \(day)")
    }
    if let goal { words.append("goal \(goal)") }
    if let leaves { words.append("leaves \(leaves)") }
    if let optsOut { words.append("opts out \(optsOut)") }
    if !missed.isEmpty {
      words.append("missed " + missed.sorted().map(String.init).joined(separator: " "))
    }
    if words.isEmpty { words.append("nothing happens") }
    return scenarios.map(String.init).joined(separator: " ") + ", "
      + words.joined(separator: ", ") + ": " + expected
  }

  /// Runs every scenario of the row and compares.
  func check(_ location: Testing.SourceLocation = #_sourceLocation) throws {
    for number in scenarios {
      let found = try run(number, try #require(try Self.plans.get()[number]))
      #expect(found == expected, "scenario \(number)", sourceLocation: location)
    }
  }

  /// Two weeks, which is longer than any flow.
  func run(_ number: Int, _ plan: Plan) throws -> String {
    let driver = DayDriver(plan)
    let life = Life(number, plan)
    for day in 0...13 {
      if day == goal { life.reachGoal(day) }
      if day == leaves { life.leave(day) }
      if day == optsOut { life.optOut(day) }
      for (steps, kind) in [(opens, "open"), (clicks, "click")] {
        for (step, known) in steps where known == day {
          let sent = driver.ledger.sends.filter { $0.step == step }.map(\.sendID)
          for sendID in sent { life.answer(kind, sendID, day) }
        }
      }
      if !missed.contains(day) { _ = try driver.run(life.start + Int64(day), life.rows) }
    }
    return Self.text(driver.ledger, from: life.start)
  }

  private static func text(_ ledger: MemoryLedger, from start: Int64) -> String {
    let sent = Set(ledger.sends.map { "\($0.enteredOn) \($0.step)" })
    return ledger.journeys.map { journey in
      let messages = journey.reached.map { reached in
        let text = "\(reached.step)\(reached.date - start)"
        return sent.contains("\(journey.enteredOn) \(reached.step)") ? text : "(\(text))"
      }
      let end = journey.endedOn.map { "\(journey.outcome ?? "?")\($0 - start)" } ?? "…"
      return (messages + [end]).joined(separator: " ")
    }.joined(separator: " / ")
  }

  /// For each scenario the insurer's plan with that one alone.
  static let plans = Result {
    let plan = try Insurance.plan(campaign: ["2027-12-24"])
    return Dictionary(
      uniqueKeysWithValues: plan.definition.scenarios.map { scenario in
        (scenario.number, plan.only { $0.number == scenario.number })
      })
  }
}
