import Pipeline
import Scenario
import Testing

/// What counts as an open or a click of a message.
struct AnswerTests {
  /// Facts in which only the first message's fate and response vary.
  struct Facts: DayFacts {
    var fateOfA: MessageFate?
    var responses: [String: MessageResponse] = [:]
    var owner: String? = "S1"
    var hasRow = true

    func row(withKey key: String) -> Int? { hasRow ? 7 : nil }
    func subject(ofRow row: Int) -> String? { owner }
    func holds(guardAt index: Int, row: Int) -> Bool { row == 7 }
    func fate(of step: String, in journey: Journey) -> MessageFate? { fateOfA }
    func response(toSend sendID: String) -> MessageResponse { responses[sendID] ?? .none }
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let condition: FlowStep.Response
    let facts: Facts
    let isYes: Bool

    init(
      _ name: String, _ condition: FlowStep.Response, _ fate: MessageFate?,
      _ responses: [String: MessageResponse], _ isYes: Bool
    ) {
      testDescription = name
      self.condition = condition
      facts = Facts(fateOfA: fate, responses: responses)
      self.isYes = isYes
    }
  }

  @Test(
    "a branch looks at the send that stands for the message",
    arguments: [
      Case("open of an opened send", .open, .sent(sendID: "s1"), ["s1": .opened], true),
      Case("open of a clicked send", .open, .sent(sendID: "s1"), ["s1": .clicked], true),
      Case("open of a silent send", .open, .sent(sendID: "s1"), [:], false),
      Case("click of an opened send", .click, .sent(sendID: "s1"), ["s1": .opened], false),
      Case("click of a clicked send", .click, .sent(sendID: "s1"), ["s1": .clicked], true),
      Case("another send's open", .open, .sent(sendID: "s1"), ["s2": .clicked], false),
      Case("a duplicate's kept send", .open, .duplicate(ofSend: "s2"), ["s2": .opened], true),
      Case("a duplicate's own id", .open, .duplicate(ofSend: "s2"), ["s1": .opened], false),
      Case("an excluded message", .open, .excluded, ["s1": .clicked], false),
      Case("a message that the ledger does not know", .open, nil, ["s1": .clicked], false),
    ])
  func answers(_ row: Case) {
    let flow = Flow([
      .send("A"), .wait(after: "A", days: 1),
      .branch(row.condition, of: "A", then: [.end("yes")], else: [.end("no")]),
    ])
    var journey = Journey.entering(flow, on: 100)
    _ = journey.advance(through: flow, guards: [], on: 100, facts: row.facts)
    _ = journey.advance(through: flow, guards: [], on: 101, facts: row.facts)
    #expect(journey.state == .ended(outcome: row.isYes ? "yes" : "no", on: 101))
  }

  @Test("a send of the day itself has no answer yet")
  func sameDay() {
    let flow = Flow([
      .send("A"), .branch(.open, of: "A", then: [.end("yes")], else: [.end("no")]),
    ])
    var journey = Journey.entering(flow, on: 100)
    let facts = Facts(fateOfA: .sent(sendID: "s1"), responses: ["s1": .clicked])
    #expect(journey.advance(through: flow, guards: [], on: 100, facts: facts) == "A")
    #expect(journey.state == .ended(outcome: "no", on: 100))
  }

  @Test("a row that is gone, or is another subject's, ends the journey before its next message")
  func gone() {
    let flow = Flow([.send("A"), .wait(after: "A", days: 1), .send("B")])
    for facts in [
      Facts(hasRow: false), Facts(owner: "S2"), Facts(owner: nil),
    ] {
      var journey = Journey.entering(flow, on: 100)
      // The first message goes to the row that has just let the subject in.
      #expect(journey.advance(through: flow, guards: ["left"], on: 100, facts: facts) == "A")
      #expect(journey.advance(through: flow, guards: ["left"], on: 101, facts: facts) == nil)
      #expect(journey.state == .ended(outcome: "gone", on: 101))
    }
  }
}

extension Journey {
  static func entering(_ flow: Flow, on date: Int64, subject: String = "S1") -> Journey {
    Journey(
      scenario: "test", subject: subject, enteredOn: date, rowKey: "R-" + subject,
      customerID: nil, reached: [], state: .waiting(place: flow.places[0], until: date))
  }
}
