import Pipeline
import Scenario
import Testing

struct FlowTests {
  @Test("places name the steps in the order of the definition")
  func places() {
    #expect(
      Flow(Playbook.scenario(2).flow).places == [
        "0", "1", "2", "2.then.0", "2.else.0", "2.else.1", "2.else.2", "2.else.2.then.0",
        "2.else.2.else.0", "3", "4", "4.then.0", "4.then.1", "4.else.0", "4.else.1", "4.else.2",
      ])
  }

  @Test("a branch that runs out goes on behind the outermost one that ends with it")
  func fallingThrough() {
    let inner = FlowStep.branch(.click, of: "A", then: [.end("goal")], else: [])
    let flow = Flow([
      .send("A"), .wait(after: "A", days: 1),
      .branch(.open, of: "A", then: [inner], else: [.send("A'")]),
      .wait(after: "A", days: 3), .send("B"),
    ])
    func days(_ response: MessageResponse) -> String {
      let facts = AnswerTests.Facts(
        fateOfA: .sent(sendID: "s1"), responses: ["s1": response])
      var journey = Journey.entering(flow, on: 100)
      for day in 100...110 {
        _ = journey.advance(through: flow, guards: [], on: Int64(day), facts: facts)
      }
      return journey.days
    }
    #expect(days(.clicked) == "A0 goal1")
    #expect(days(.opened) == "A0 B3 done3")
    #expect(days(.none) == "A0 A'1 B3 done3")
  }
}
