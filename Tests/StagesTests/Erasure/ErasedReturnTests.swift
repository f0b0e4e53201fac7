import Stages
import Store
import TestSupport
import Testing

@Suite("A person who is erased and comes back")
struct ErasedReturnTests {
  struct Return: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var events: [String] = []
    var suppressions: [String] = []
    var reports: [String] = []
    /// The number and address under which the person comes back.
    var person = ("P1", "p1@example.jp")
    var isRefused = true
  }

  static let returns = [
    Return(
      testDescription: "an opt-out of the number",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"]),
    Return(
      testDescription: "an opt-out of the number, back under another",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"], person: ("P9", "p1@example.jp")),
    Return(
      testDescription: "an opt-out of the number, back with another address",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "an opt-out of the address, back with another",
      events: ["E1,,P1@example.jp,all,,opt_out,,,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "a suppression of the number, back under another",
      suppressions: ["S1,customer,P1,all,legal,2026-01-01,"], person: ("P9", "p1@example.jp")),
    Return(
      testDescription: "a suppression of the address, back with another",
      suppressions: ["S1,email,p1@example.jp,all,legal,,"], person: ("P1", "p9@example.jp")),
    Return(
      testDescription: "an unsubscription, back under another number",
      reports: ["R1,@,unsubscribe,2026-11-21 20:00"], person: ("P9", "p1@example.jp")),
    Return(testDescription: "a hard bounce", reports: ["R1,@,hard_bounce,2026-11-21 20:00"]),
    Return(
      testDescription: "a hard bounce, back with another address",
      reports: ["R1,@,hard_bounce,2026-11-21 20:00"], person: ("P1", "p9@example.jp"),
      isRefused: false),
    Return(testDescription: "no refusal", isRefused: false),
    Return(
      testDescription: "an opt-out that was over by then",
      events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,2026-11-22"], isRefused: false),
    Return(
      testDescription: "nobody: a stranger", events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,,"],
      person: ("P9", "p9@example.jp"), isRefused: false),
  ]

  @Test("is refused by what they had said, under whichever name", arguments: returns)
  func comesBack(_ test: Return) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let send = try club.sendID(store, to: Club.members[0], on: Club.days[0])
    try club.export(
      events: test.events, suppressions: test.suppressions,
      reports: test.reports.map { $0.replacing("@", with: send) })
    _ = try club.run(store, on: Club.days[1])
    _ = try club.erase(store)
    #expect(try store.files(with: ["P1", "p1@example.jp"]) == [])

    try club.export()
    for file in ["people-1.csv", "orders.csv"] {
      let text = String(decoding: try club.shop.exports.read(file), as: UTF8.self)
      try club.shop.exports.write(
        file,
        text.replacing("P1,", with: test.person.0 + ",")
          .replacing("p1@example.jp", with: test.person.1))
    }
    let outcome = try club.run(store, on: Club.days[2])
    #expect(outcome.sent.contains(test.person.1) == !test.isRefused)
    #expect(outcome.sent.subtracting([test.person.1]) == Set(Club.members.dropFirst()))
  }

  struct Answer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: String
    /// The number and address under which the person is still in the exports.
    var person = ("P1", "p1@example.jp")
    var isRefused = true
  }

  static let answers = [
    Answer(testDescription: "an unsubscription", kind: "unsubscribe"),
    Answer(testDescription: "a complaint", kind: "complaint"),
    Answer(testDescription: "a hard bounce", kind: "hard_bounce"),
    Answer(
      testDescription: "an unsubscription, back under another number", kind: "unsubscribe",
      person: ("P9", "p1@example.jp")),
    Answer(
      testDescription: "an unsubscription, back with another address", kind: "unsubscribe",
      person: ("P1", "p9@example.jp")),
    Answer(
      testDescription: "a hard bounce, back with another address", kind: "hard_bounce",
      person: ("P1", "p9@example.jp"), isRefused: false),
    Answer(testDescription: "that it was opened", kind: "open", isRefused: false),
    Answer(
      testDescription: "of a stranger", kind: "unsubscribe", person: ("P9", "p9@example.jp"),
      isRefused: false),
  ]

  @Test(
    "is heard in answer to a message of before, on the day that it comes in and after",
    arguments: answers, [false, true])
  func answersLate(_ test: Answer, _ isSealed: Bool) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Club.days[0])
    let send = try club.sendID(store, to: Club.members[0], on: Club.days[0])
    if isSealed { try club.ledger(store).seal(Club.days[0]) }
    #expect(try club.erase(store).left == [])
    for file in ["people-1.csv", "orders.csv"] {
      let text = String(decoding: try club.shop.exports.read(file), as: UTF8.self)
      try club.shop.exports.write(
        file,
        text.replacing("P1,", with: test.person.0 + ",")
          .replacing("p1@example.jp", with: test.person.1))
    }
    try club.export(reports: ["R1,\(send),\(test.kind),2026-11-22 8:00"])
    let others = Set(Club.members.dropFirst())
    let first = try club.run(store, on: Club.days[1])
    #expect(first.sent.contains(test.person.1) == !test.isRefused)
    #expect(first.sent.subtracting([test.person.1]) == others)
    // Exports may forget it.
    try club.export()
    #expect(try club.run(store, on: Club.days[2]).sent.contains(test.person.1) == !test.isRefused)
  }

  @Test("is written to after agreeing anew")
  func agreesAnew() throws {
    let (club, store) = try Club.refusing()
    _ = try club.erase(store)
    try club.export(events: ["E9,P1,,email,,opt_in,2026-11-23 8:00,,"])
    let refused = try club.run(store, on: Club.days[2])
    // Suppressions have no end by themselves.
    #expect(!refused.sent.contains("p1@example.jp"))
    let other = try Club()
    let fresh = try TemporaryFolder()
    try other.export(events: ["E1,P1,,email,all,opt_out,2026-11-20 8:00,web,"])
    _ = try other.run(fresh, on: Club.days[0])
    _ = try other.erase(fresh)
    try other.export(events: ["E9,P1,,email,,opt_in,2026-11-22 8:00,,"])
    #expect(try other.run(fresh, on: Club.days[1]).sent.contains("p1@example.jp"))
  }
}
