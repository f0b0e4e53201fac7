import Pipeline
import Scenario
import Table
import Testing

/// A scenario's whole day: who advances, who enters, what the gate's exclusions do.
struct ScenarioDayTests {
  /// Nobody opens anything and every guard holds; rows are `R-` and the subject.
  struct Facts: DayFacts {
    var subjects = ["S1", "S2", "S3"]

    func row(withKey key: String) -> Int? { subjects.firstIndex { "R-" + $0 == key } }
    func subject(ofRow row: Int) -> String? { subjects[row] }
    func holds(guardAt index: Int, row: Int) -> Bool { true }
    func fate(of step: String, in journey: Journey) -> MessageFate? { .excluded }
    func response(toSend sendID: String) -> MessageResponse { .none }
  }

  private func run(
    _ number: Int, on date: String, running: [Journey] = [], lastEnded: [ByteText: String] = [:],
    entrants: [ScenarioDay.Entrant]
  ) -> ScenarioDay {
    ScenarioDay.run(
      Playbook.scenario(number), on: day(date), running: running,
      lastEnded: lastEnded.mapValues(day), entrants: entrants, facts: Facts())
  }

  private func entrant(_ subject: String, catchUp: Bool = false) -> ScenarioDay.Entrant {
    ScenarioDay.Entrant(
      subject: subject, rowKey: "R-" + subject, customerID: "C-" + subject, isCatchUp: catchUp)
  }

  @Test("who enters reaches the first message on the same day, at the trigger's time")
  func entering() throws {
    let result = run(1, on: "2026-11-19", entrants: [entrant("S2"), entrant("S1")])
    #expect(result.enteredCount == 2)
    #expect(result.journeys.map(\.subject) == ["S2", "S1"])
    #expect(result.journeys.map(\.days) == ["A0 1:1", "A0 1:1"])
    let message = try #require(result.messages.first)
    #expect(message.journey == 0)
    #expect(message.scenario == "document_request_contract")
    #expect(message.step == "A")
    #expect(message.subject == "S2")
    #expect(message.customerID == "C-S2")
    #expect(message.rowKey == "R-S2")
    #expect(message.channels == ["email"])
    #expect(message.sendAt == day("2026-11-19") * 86400 + 19 * 3600)
    #expect(message.enteredOn == day("2026-11-19"))
  }

  @Test("journeys advance before subjects enter, and those that wait are left alone")
  func order() {
    let first = run(1, on: "2026-11-19", entrants: [entrant("S1")])
    let second = run(1, on: "2026-11-20", running: first.journeys, entrants: [entrant("S2")])
    #expect(second.journeys.map(\.subject) == ["S1", "S2"])
    #expect(second.messages.map(\.step) == ["A'", "A"])
    #expect(second.messages.map(\.journey) == [0, 1])
    #expect(second.enteredCount == 1)
    let again = run(2, on: "2026-11-19", entrants: [entrant("S1")])
    let idle = run(2, on: "2026-11-21", running: again.journeys, entrants: [])
    #expect(idle.journeys.isEmpty)
    #expect(idle.messages.isEmpty)
  }

  @Test("running a day again gives the same result")
  func again() {
    let before = run(13, on: "2026-11-19", entrants: [entrant("S1"), entrant("S2")]).journeys
    let results = (0..<2).map { _ in
      run(13, on: "2026-11-22", running: before, entrants: [entrant("S3")])
    }
    #expect(results[0].journeys == results[1].journeys)
    #expect(results[0].messages == results[1].messages)
  }

  @Test("nobody enters when the trigger is silent, but journeys advance")
  func silent() {
    let first = run(11, on: "2026-12-01", entrants: [entrant("S1")])
    let second = run(11, on: "2026-12-02", running: first.journeys, entrants: [entrant("S2")])
    #expect(second.journeys.map(\.subject) == ["S1"])
    #expect(second.enteredCount == 0)
  }

  @Test("a subject with a running journey does not enter a second time")
  func running() {
    let first = run(2, on: "2026-11-19", entrants: [entrant("S1"), entrant("S1")])
    #expect(first.enteredCount == 1)
    let second = run(2, on: "2026-11-20", running: first.journeys, entrants: [entrant("S1")])
    #expect(second.journeys.isEmpty)
  }

  @Test("a journey that ends on the day makes way for the next, if the rule lets it")
  func endsAndEnters() {
    // The first Friday's journey was not run again until the third.
    let first = run(15, on: "2026-11-06", entrants: [entrant("S1")])
    let second = run(15, on: "2026-11-20", running: first.journeys, entrants: [entrant("S1")])
    #expect(second.journeys.map(\.days) == ["A0 A'14 done14", "A0 1:3"])
    #expect(second.enteredCount == 1)
    let site = run(9, on: "2026-11-06", entrants: [entrant("S1")])
    let later = run(9, on: "2026-11-20", running: site.journeys, entrants: [entrant("S1")])
    #expect(later.enteredCount == 0)
  }

  @Test("the re-entry rule is asked with the last end of the subject's own journeys")
  func reentry() {
    let past: [ByteText: String] = ["S1": "2026-10-01", "S2": "2026-11-01"]
    let entrants = ["S1", "S2", "S3"].map { entrant($0) }
    let never = run(1, on: "2026-11-19", lastEnded: past, entrants: entrants)
    #expect(never.journeys.map(\.subject) == ["S3"])
    let after = run(9, on: "2026-11-19", lastEnded: past, entrants: entrants)
    #expect(after.journeys.map(\.subject) == ["S1", "S3"])
    let each = run(11, on: "2026-12-01", lastEnded: past, entrants: entrants)
    #expect(each.journeys.map(\.subject) == ["S1", "S2", "S3"])
  }

  @Test("keys that only look alike are two subjects")
  func alike() {
    // A compatibility character and the one it stands for: equal strings of other bytes.
    let keys = ["\u{FA1B}1", "\u{798F}1"]
    #expect(keys[0] == keys[1])
    let result = run(9, on: "2026-11-19", entrants: keys.map { entrant($0) })
    #expect(result.enteredCount == 2)
    let past: [ByteText: String] = [ByteText(keys[0]): "2026-11-18"]
    let later = run(9, on: "2026-11-19", lastEnded: past, entrants: keys.map { entrant($0) })
    #expect(later.enteredCount == 1)
  }

  @Test("who is caught up on must never have entered, whatever the re-entry rule")
  func catchUp() {
    let entrants = ["S1", "S2"].map { entrant($0, catchUp: true) }
    let result = run(9, on: "2026-11-19", lastEnded: ["S1": "2020-01-01"], entrants: entrants)
    #expect(result.journeys.map(\.subject) == ["S2"])
  }

  @Test(
    "an exclusion ends the journey only for a refusal",
    arguments: [
      ("suppressed", "suppressed0"), ("opted_out", "opted_out0"), ("no_consent", "no_consent0"),
      ("no_destination", "1:1"), ("bounced", "1:1"), ("already_sent", "1:1"), ("holdout", "1:1"),
      ("duplicate_destination", "1:1"), ("frequency_cap", "1:1"),
    ])
  func settle(reason: String, expected: String) {
    var result = run(1, on: "2026-11-19", entrants: [entrant("S1"), entrant("S2")])
    result.settle([(message: 1, reason: reason)])
    #expect(result.journeys.map(\.days) == ["A0 1:1", "A0 " + expected])
  }

  @Test("a refusal of the last message is the journey's outcome, not done")
  func settleLast() {
    let first = run(20, on: "2026-12-01", entrants: [entrant("S1")])
    var second = run(20, on: "2026-12-04", running: first.journeys, entrants: [])
    #expect(second.journeys.map(\.days) == ["A0 A'3 done3"])
    second.settle([(message: 0, reason: "opted_out")])
    #expect(second.journeys.map(\.days) == ["A0 A'3 opted_out3"])
  }

  @Test("a refusal does not touch a journey that reached nothing on the day")
  func settleOther() {
    var journey = run(1, on: "2026-11-19", entrants: [entrant("S1")]).journeys[0]
    journey.settle(excludedFor: "opted_out", on: day("2026-11-20"))
    #expect(journey.isRunning)
  }
}
