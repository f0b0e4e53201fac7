import Pipeline
import Scenario
import Testing

/// Definitions change while journeys are under way.
struct ChangedFlowTests {
  private let facts = AnswerTests.Facts(fateOfA: .sent(sendID: "s1"))
  private let written = Flow([
    .send("A"), .wait(after: "A", days: 2), .send("B"), .wait(after: "B", days: 2), .send("C"),
  ])

  /// Entered on day 100 under the flow as it was first written, and ran until `date`.
  private func journey(until date: Int64) -> Journey {
    var journey = Journey.entering(written, on: 100)
    for day in 100...date {
      _ = journey.advance(through: written, guards: [], on: day, facts: facts)
    }
    return journey
  }

  @Test("a place that the flow no longer has ends the journey")
  func placeGone() {
    var journey = journey(until: 103)
    let flow = Flow([.send("A"), .wait(after: "A", days: 2), .send("C")])
    #expect(journey.advance(through: flow, guards: [], on: 104, facts: facts) == nil)
    #expect(journey.days == "A0 B2 flow_changed4")
  }

  @Test("a message that was reached is not reached again")
  func notTwice() {
    var journey = journey(until: 103)
    let flow = Flow([
      .send("N"), .wait(after: "N", days: 1), .send("A"), .wait(after: "A", days: 2), .send("B"),
      .wait(after: "B", days: 5), .send("C"),
    ])
    for day in 104...110 {
      _ = journey.advance(through: flow, guards: [], on: Int64(day), facts: facts)
    }
    #expect(journey.days == "A0 B2 C7 done7")
  }

  @Test("a wait that was made longer is waited for")
  func longerWait() {
    var journey = journey(until: 101)
    let flow = Flow([.send("A"), .wait(after: "A", days: 9), .send("B")])
    #expect(journey.advance(through: flow, guards: [], on: 102, facts: facts) == nil)
    #expect(journey.days == "A0 1:9")
  }

  @Test("a wait for a message that the journey never came to is over")
  func unknownWait() {
    var journey = journey(until: 101)
    let flow = Flow([.send("A"), .wait(after: "X", days: 9), .send("B")])
    #expect(journey.advance(through: flow, guards: [], on: 102, facts: facts) == "B")
  }

  @Test("two messages without a day between them are reached on two days")
  func noWait() {
    let flow = Flow([.send("A"), .send("B"), .wait(after: "A", days: 1), .send("C")])
    var journey = Journey.entering(flow, on: 100)
    let found = (100...103).map {
      journey.advance(through: flow, guards: [], on: Int64($0), facts: facts)
    }
    #expect(found == ["A", "B", "C", nil])
    #expect(journey.days == "A0 B1 C2 done2")
  }

  @Test("a journey that ended, or waits, is left as it is")
  func untouched() {
    var ended = journey(until: 104)
    #expect(!ended.isRunning)
    let before = ended
    #expect(ended.advance(through: written, guards: [], on: 200, facts: facts) == nil)
    #expect(ended == before)
    var waiting = journey(until: 100)
    #expect(waiting.advance(through: written, guards: [], on: 101, facts: facts) == nil)
    #expect(waiting == journey(until: 100))
  }
}
