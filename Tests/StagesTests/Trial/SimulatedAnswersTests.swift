import Store
import Table
import Testing

@testable import Stages

@Suite("Answers that a simulation makes up")
struct SimulatedAnswersTests {
  private static func send(_ id: String, on date: Int64) -> LedgerSend {
    LedgerSend(
      sendID: id, businessDate: date, scenarioID: "s", step: "A", channel: "email",
      address: "a@example.jp", subjectKey: id, customerID: nil, enteredOn: date, sendAt: 0,
      isTransactional: false, topic: "t")
  }

  @Test("are those to all that the trial sent and the store, up to the date, did not")
  func answers() {
    let responses = SimulatedResponses(seed: 3)
    // What the store sends on a date the trial sends on another: before, then, later, or never.
    let trial = (0..<4).map { day in (0..<40).map { Self.send("t\(day)-\($0)", on: Int64(day)) } }
    let store = [
      trial[3][0..<5].map { $0 }, trial[0][0..<10].map { $0 }, trial[1][0..<10].map { $0 },
      trial[2][0..<10].map { $0 },
    ]
    let past = trial[1][20..<25].map(\.sendID)
    let before = KeyIndex(of: TextColumn(past))
    var known = SimulatedAnswers(responses, before: before)
    for day in 0..<4 {
      known.add(trial: trial[day], store: store[day])
      let sent = Set(past + store[0...day].joined().map(\.sendID))
      let expected = trial[0...day].joined().filter { !sent.contains($0.sendID) }
        .compactMap { responses.answer(to: $0)?.sendID }
      #expect(known.answers.map(\.sendID) == expected)
      #expect(expected.count > 5 * day)
    }
  }
}
