import Pipeline
import Scenario
import TestSupport
import Testing

/// Random people, random missed days, random flows: what must hold for every journey.
struct JourneyPropertyTests {
  private func check(_ flow: Flow, outcomes: [String], seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = random.next(below: 40_000)
    var journey = Journey.entering(flow, on: Int64(start))
    var found: [String] = []
    var facts = RandomFacts(random: SeededGenerator(seed: seed ^ 0x5eed))
    for offset in 0..<60 where random.next(below: 4) > 0 || offset == 0 {
      let date = Int64(start + offset)
      facts.date = date
      let wasRunning = journey.isRunning
      let before = journey
      let step = journey.advance(through: flow, guards: outcomes, on: date, facts: facts)
      if let step { found.append(step) }
      #expect(wasRunning || journey == before, "seed \(seed)")
      #expect(journey.reached.count - before.reached.count == (step == nil ? 0 : 1), "seed \(seed)")
      if case .waiting(let place, let until) = journey.state {
        #expect(until > date, "seed \(seed)")
        #expect(flow.places.contains(place), "seed \(seed)")
      }
    }
    #expect(found == journey.reached.map(\.step), "seed \(seed)")
    #expect(Set(found).count == found.count, "seed \(seed)")
    let dates = journey.reached.map(\.date)
    #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
  }

  @Test("a journey of the playbook reaches one message a day at most, and none twice")
  func playbook() {
    for seed in 0..<400 {
      for scenario in Playbook.scenarios.values {
        check(
          Flow(scenario.flow), outcomes: scenario.guards.map(\.outcome),
          seed: UInt64(seed * 100 + scenario.number))
      }
    }
  }

  @Test("so does a journey of any flow, even of one that the definition's check would refuse")
  func anyFlow() {
    for seed in 0..<4000 {
      var random = SeededGenerator(seed: UInt64(seed))
      let flow = [FlowStep.send("A")] + randomFlow(depth: 3, &random)
      check(Flow(flow), outcomes: ["goal"], seed: UInt64(seed))
    }
  }

  private func randomFlow(depth: Int, _ random: inout SeededGenerator) -> [FlowStep] {
    (0..<random.next(below: 5)).map { _ in
      let message = ["A", "A'", "B", "C", "D"][random.next(below: 5)]
      switch random.next(below: depth > 0 ? 8 : 6) {
      case 0, 1: return .send(message)
      case 2, 3, 4: return .wait(after: message, days: 1 + random.next(below: 6))
      case 5: return random.next(below: 3) == 0 ? .end("cold") : .send(message)
      default:
        return .branch(
          random.next(below: 2) == 0 ? .open : .click, of: message,
          then: randomFlow(depth: depth - 1, &random), else: randomFlow(depth: depth - 1, &random))
      }
    }
  }
}

/// The same answer to the same question on the same date, else by chance.
private struct RandomFacts: DayFacts {
  let random: SeededGenerator
  var date: Int64 = 0

  private func chance(_ what: String, of outOf: Int) -> Int {
    var random = random
    for byte in what.utf8 { random.mix(UInt64(byte)) }
    random.mix(UInt64(date))
    return random.next(below: outOf)
  }

  func row(withKey key: String) -> Int? { chance("row", of: 40) == 0 ? nil : 0 }
  func subject(ofRow row: Int) -> String? { chance("owner", of: 40) == 0 ? "S9" : "S1" }
  func holds(guardAt index: Int, row: Int) -> Bool { chance("guard\(index)", of: 20) > 0 }
  func fate(of step: String, in journey: Journey) -> MessageFate? {
    [.sent(sendID: step), .duplicate(ofSend: "other " + step), .excluded, nil][
      chance("fate" + step, of: 4)]
  }
  func response(toSend sendID: String) -> MessageResponse {
    [.none, .opened, .clicked][chance(sendID, of: 3)]
  }
}
