import Consent
import Gate
import Table
import Testing

@Suite("candidates that meet on one day")
struct DayTests {
  @Test("of two candidates of a step for one address the first by time, then subject key, is kept")
  func duplicates() throws {
    var town = Town()
    town.people = ["C2", "C10", "C3"].map { .init(id: $0, email: "same@example.jp") }
    let message = Town.message()
    let result = try town.gate().decide([
      town.candidate(0, message), town.candidate(1, message),
      town.candidate(2, message, sendAt: Town.ten - 1),
    ])
    #expect(result.sends.map(\.subjectKey) == ["C3"])
    #expect(Set(result.exclusions.map(\.detail)) == [result.sends[0].id.description])
    guard case .excluded(.duplicateDestination, _, let kept) = result.outcomes[0] else {
      Issue.record("not a duplicate")
      return
    }
    #expect(kept == result.sends[0].id)

    let sameTime = try town.gate().decide((0..<3).map { town.candidate($0, message) })
    #expect(sameTime.sends.map(\.subjectKey) == ["C10"])
  }

  @Test("a duplicate of a candidate that is then capped stays a duplicate")
  func duplicateOfCapped() throws {
    var town = Town()
    town.people = ["C1", "C2"].map { .init(id: $0, email: "same@example.jp") }
    town.caps = [Cap(.email, limit: 1, days: 7)]
    town.sent = [.init(day: Town.date - 6, to: "same@example.jp", customer: "C1")]
    let message = Town.message()
    let result = try town.gate().decide((0..<2).map { town.candidate($0, message) })
    #expect(result.sends.isEmpty)
    #expect(Set(result.exclusions.map(\.reason)) == [.frequencyCap, .duplicateDestination])
  }

  @Test("other steps and other channels are no duplicates")
  func notDuplicates() throws {
    var town = Town()
    town.people = [.init(id: "C1", email: "a@example.jp", phone: "+819011112222")]
    let messages = [
      Town.message(step: "A"), Town.message(step: "B"), Town.message(step: "C", channels: [.sms]),
      Town.message("other"),
    ]
    let result = try town.gate().decide(messages.map { town.candidate(0, $0) })
    #expect(result.sends.count == 4)
  }

  @Test("caps count the window before, by person, and take turns by priority")
  func caps() throws {
    var town = Town()
    town.people = [.init(id: "C1", email: "new@example.jp")]
    town.caps = [Cap(.email, limit: 2, days: 1), Cap(.email, limit: 4, days: 7)]
    // Two of the last six days count: not the one a week ago, nor the transactional one, nor the
    // one to another person's same address.
    town.sent = [
      .init(id: "1", day: Town.date - 7, to: "old@example.jp", customer: "C1"),
      .init(id: "2", day: Town.date - 6, to: "old@example.jp", customer: "C1"),
      .init(id: "3", day: Town.date - 1, to: "old@example.jp", customer: "C1"),
      .init(
        id: "4", day: Town.date - 1, to: "old@example.jp", customer: "C1", transactional: 1),
      .init(id: "5", day: Town.date - 1, to: "new@example.jp", customer: "C2"),
    ]
    let messages = (1...4).map { Town.message("s\($0)", priority: 5 - $0) }
    let reminder = Town.message("reminder", priority: 9, transactional: true)
    let result = try town.gate().decide(
      (messages + [reminder]).map { town.candidate(0, $0) })
    #expect(Set(result.sends.map(\.message.scenarioID)) == ["s4", "s3", "reminder"])
    #expect(Set(result.exclusions.map(\.reason)) == [.frequencyCap])

    town.sent.append(.init(id: "6", day: Town.date - 2, to: "x@example.jp", customer: "C1"))
    let fewer = try town.gate().decide(messages.map { town.candidate(0, $0) })
    #expect(fewer.sends.map(\.message.scenarioID) == ["s4"])
  }

  @Test("a candidate given twice is a typed error")
  func twins() throws {
    var town = Town()
    town.people = [.init(id: "C1", email: "a@example.jp")]
    let gate = try town.gate()
    let twice = Array(repeating: town.candidate(0, Town.message()), count: 2)
    let error = #expect(throws: GateError.self) { try gate.decide(twice) }
    #expect(error?.code == .sameCandidateTwice)
  }

  @Test("every candidate leaves as one send or one exclusion a channel")
  func conservation() throws {
    var town = Town()
    town.people = (0..<20).map {
      .init(id: "C\($0)", email: $0 % 3 == 0 ? nil : "u\($0 / 2)@example.jp", phone: nil)
    }
    let message = Town.message(channels: [.email, .sms])
    let result = try town.gate().decide((0..<20).map { town.candidate($0, message) })
    #expect(result.outcomes.count == 20)
    #expect(result.conservation.map(\.channel) == [.email, .sms])
    let email = result.conservation[0]
    #expect(email.candidates == 20)
    #expect(email.exclusions[.noDestination] == 7)
    #expect(result.conservation[1].candidates == 7)
    let isBalanced = result.conservation.map(\.isBalanced)
    #expect(isBalanced == [true, true])
  }
}
