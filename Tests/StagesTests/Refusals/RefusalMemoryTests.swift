import Stages
import Store
import Table
import TestSupport
import Testing

@Suite("Refusals that exports no longer have")
struct RefusalMemoryTests {
  private static let days = Club.days
  private static let others = Set(Club.members.dropFirst())

  /// A refusal of the first member as one export has it; `@` stands for the first day's send, or for
  /// the day.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var events: [String] = []
    var suppressions: [String] = []
    var reports: [String] = []
    let kind: RefusalKind
    var testDescription: String { name }

    func export(_ club: Club, _ store: TemporaryFolder) throws {
      let send = try club.sendID(store, to: Club.members[0], on: days[0])
      try club.export(
        events: events, suppressions: suppressions,
        reports: reports.map { $0.replacing("@", with: send) })
    }
  }

  static let cases = [
    Case(
      name: "an opt-out of the customer",
      events: ["E1,P1,,email,all,opt_out,2026-11-21 8:00,web,"], kind: .consentEvents),
    Case(
      name: "an opt-out of the address without a time or a channel",
      events: ["E1,,P1@example.jp,,,opt_out,,,"], kind: .consentEvents),
    Case(
      name: "an action that cannot be read",
      events: ["E1,P1,,email,,?,2026-11-21 8:00,,"], kind: .consentEvents),
    Case(
      name: "a suppression of the customer",
      suppressions: ["S1,customer,P1,all,legal,2026-01-01,"], kind: .suppressions),
    Case(
      name: "a suppression of the address that cannot be read otherwise",
      suppressions: ["S1,?,p1@example.jp,?,?,?,?"], kind: .suppressions),
    Case(
      name: "an unsubscribe", reports: ["D1,@,unsubscribe,2026-11-22 8:00"], kind: .deliveryEvents),
    Case(name: "a complaint", reports: ["D1,@,complaint,"], kind: .deliveryEvents),
    Case(
      name: "a hard bounce", reports: ["D1,@,hard_bounce,2026-11-22 8:00"], kind: .deliveryEvents),
  ]

  @Test("hold", arguments: cases)
  func hold(_ test: Case) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    let nothing = Club.Outcome(sent: Set(Club.members), remembered: [:], notes: [])
    #expect(try club.run(store, on: Self.days[0]) == nothing)
    try test.export(club, store)
    let refused = try club.run(store, on: Self.days[1])
    #expect(refused == Club.Outcome(sent: Self.others, remembered: [:], notes: []))
    try club.export()
    let remembered = try club.run(store, on: Self.days[2])
    #expect(remembered.sent == Self.others)
    #expect(remembered.remembered == [test.kind.rawValue: 1])
    #expect(remembered.notes == ["1 refusal known from memory only"])
  }

  @Test(
    "hold when a later export moves them into the future, and after that without it",
    arguments: [
      Case(
        name: "an opt-out", events: ["E1,P1,,email,all,opt_out,@ 8:00,web,"], kind: .consentEvents),
      Case(
        name: "a suppression", suppressions: ["S1,customer,P1,all,other,@,"], kind: .suppressions),
    ])
  func moved(_ test: Case) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    func export(on day: String) throws {
      try club.export(
        events: test.events.map { $0.replacing("@", with: day) },
        suppressions: test.suppressions.map { $0.replacing("@", with: day) })
    }
    try export(on: "2026-11-21")
    #expect(try club.run(store, on: Self.days[0]).sent == Self.others)
    try export(on: "2027-01-01")
    // Each date twice: what the first run remembers must not change the second.
    for day in [Self.days[1], Self.days[1], Self.days[2], Self.days[2]] {
      let outcome = try club.run(store, on: day)
      #expect(outcome.sent == Self.others)
      #expect(outcome.remembered == [test.kind.rawValue: 1])
    }
    try club.export()
    #expect(try club.run(store, on: Self.days[2]).sent == Self.others)
  }

  /// A refusal, and the same moved into the future by a later export; `@` is the first day's send.
  static let postponed: [(source: String, said: String, moved: String)] = [
    (
      "events", "E1,P1,,email,all,opt_out,2026-11-21 8:00,web,",
      "E1,P1,,email,all,opt_out,2026-11-27 8:00,web,"
    ),
    (
      "suppressions", "S1,customer,P1,all,legal,2026-11-01,", "S1,customer,P1,all,legal,2026-11-27,"
    ),
    ("reports", "D1,@,unsubscribe,2026-11-22 8:00", "D1,@,unsubscribe,2026-11-27 8:00"),
  ]

  @Test(
    "hold when they are moved into the future and the same date is run again, however often",
    arguments: postponed, [false, true])
  func movedOnTheDay(_ test: (source: String, said: String, moved: String), _ rechecks: Bool) throws
  {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let send = try club.sendID(store, to: Club.members[0], on: Self.days[0])
    func export(_ refusal: String) throws {
      let lines = [refusal.replacing("@", with: send)]
      switch test.source {
      case "events": try club.export(events: lines)
      case "suppressions": try club.export(suppressions: lines)
      default: try club.export(reports: lines)
      }
    }
    try export(test.said)
    if rechecks {
      let recheck = try club.shop.runner(store, on: Self.days[0]).recheck(asOf: Self.days[1])
      #expect(recheck.withdrawn == 1)
    } else {
      #expect(try club.run(store, on: Self.days[1]).sent == Self.others)
    }
    try export(test.moved)
    for _ in 0..<3 {
      let again = try club.run(store, on: Self.days[1])
      #expect(again.sent == Self.others && again.remembered.values.reduce(0, +) == 1)
    }
    #expect(try club.run(store, on: Self.days[2]).sent == Self.others)
    // And a replay of the date.
    #expect(try club.run(store, on: Self.days[1], replay: true).sent == Self.others)
    #expect(try club.run(store, on: Self.days[2]).sent == Self.others)
  }

  @Test("that a recheck found are told when the date is run again and its sends are back")
  func runAgain() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    func notes() throws -> [String] {
      try club.shop.run(store, on: Self.days[0])[4].notes.filter { $0.contains("withdrawn") }
    }
    #expect(try notes() == [])
    // What is said the day after is not heard by a run of the day.
    try club.export(events: ["E1,P1,,email,all,opt_out,2026-11-22 8:00,web,"])
    let recheck = try club.shop.runner(store, on: Self.days[0]).recheck(asOf: Self.days[1])
    #expect(recheck.withdrawn == 1)
    #expect(
      try notes() == [
        "1 send that was withdrawn is in the new manifest: run 'meibo recheck' before it is handed over"
      ])
    #expect(try notes() == [])
    try store.write("manifests/2026-11-21/withdrawn.jsonl.gz", "torn")
    #expect(
      try notes() == [
        "which sends were withdrawn before cannot be read: run 'meibo recheck' before the new manifest "
          + "is handed over"
      ])
    #expect(try notes() == [])
  }

  @Test("hold when only a recheck has read them", arguments: cases)
  func rechecked(_ test: Case) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    #expect(try club.run(store, on: Self.days[0]).sent == Set(Club.members))
    try test.export(club, store)
    let recheck = try club.shop.runner(store, on: Self.days[0]).recheck(asOf: Self.days[1])
    #expect(recheck.withdrawn == 1)
    try club.export()
    let outcome = try club.run(store, on: Self.days[1])
    #expect(outcome.sent == Self.others)
    #expect(outcome.remembered == [test.kind.rawValue: 1])
  }

  @Test(
    "of a message that is sent no more hold",
    arguments: [("unsubscribe", true), ("complaint", true), ("hard_bounce", true), ("open", false)])
  func answered(_ kind: String, _ holds: Bool) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let id = try club.sendID(store, to: "p1@example.jp", on: Self.days[0])
    try club.export(reports: ["D1,\(id),\(kind),2026-11-22 8:00"])
    let expected = holds ? Self.others : Set(Club.members)
    #expect(try club.run(store, on: Self.days[1]).sent == expected)
    // Under another name the same messages are other ones.
    for path in try club.shop.pipeline.files().keys where path.hasPrefix("scenarios/") {
      let text = String(decoding: try club.shop.pipeline.read(path), as: UTF8.self)
      try club.shop.pipeline.write(path, text.replacing("scenario: ", with: "scenario: new_"))
    }
    #expect(try club.run(store, on: Self.days[0], replay: true).sent == Set(Club.members))
    let again = try club.shop.run(store, on: Self.days[1])
    #expect(
      again[4].notes.contains("1 refusal in answer to messages that the ledger does not have")
        == holds)
    let sends = try club.ledger(store).day(Self.days[1])?.sends ?? []
    #expect(Set(sends.map(\.address)) == expected)
    try club.export()
    #expect(try club.run(store, on: Self.days[2]).sent == expected)
  }

  @Test("of messages that are sent again are remembered as before")
  func answeredAgain() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    let id = try club.sendID(store, to: "p1@example.jp", on: Self.days[0])
    try club.export(reports: ["D1,\(id),unsubscribe,2026-11-22 8:00"])
    for day in Self.days.dropFirst() { _ = try club.run(store, on: day) }
    let before = try store.published()
    _ = try club.run(store, on: Self.days[0] - 1, replay: true)
    for day in Self.days { _ = try club.run(store, on: day) }
    let after = try store.published()
    // The first day now reads a report of what it sends itself.
    let first = "manifests/\(CalendarDay.text(Self.days[0]))"
    let later = before.filter { $0.key.hasPrefix("manifests/") && !$0.key.hasPrefix(first) }
    #expect(later.keys.count { $0.hasSuffix("/SHA256SUMS") } == Self.days.count - 1)
    for (name, bytes) in later { #expect(after[name] == bytes, "\(name)") }
  }

  @Test("without a refusal the same days send to everybody")
  func control() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    for day in Self.days {
      #expect(try club.run(store, on: day).sent == Set(Club.members))
    }
  }

  @Test(
    "until the last day that they name themselves",
    arguments: [
      (Self.days[1], false), (Self.days[2], true), (Self.days[2] + 1, true),
    ], [RefusalKind.consentEvents, .suppressions])
  func end(_ last: (day: Int64, holds: Bool), _ kind: RefusalKind) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    let until = CalendarDay.text(last.day)
    try club.export(
      events: kind == .consentEvents ? ["E1,P1,,all,,opt_out,2026-11-20 8:00,,\(until)"] : [],
      suppressions: kind == .suppressions ? ["S1,customer,P1,all,other,,\(until)"] : [])
    for day in Self.days.prefix(2) {
      #expect(try club.run(store, on: day).sent == Self.others)
    }
    try club.export()
    let outcome = try club.run(store, on: Self.days[2])
    #expect(outcome.sent == (last.holds ? Self.others : Set(Club.members)))
    #expect(outcome.remembered == (last.holds ? [kind.rawValue: 1] : [:]))
  }

  @Test("are shown in the permission columns, and one by one the stages publish the same bytes")
  func stageByStage() throws {
    let club = try Club()
    let (whole, single) = (try TemporaryFolder(), try TemporaryFolder())
    for (number, day) in Self.days.enumerated() {
      try club.export(
        events: number == 1 ? ["E1,P1,,email,,opt_out,2026-11-21 8:00,,"] : [],
        suppressions: number == 0 ? ["S1,customer,P2,all,legal,,"] : [])
      _ = try club.run(whole, on: day)
      try club.shop.run(Stage.allCases, single, on: day)
    }
    #expect(try whole.published() == single.published())
    let file = "\(whole.path)/\(CalendarDay.text(Self.days[2]))/derive.sqlite"
    let orders = try StageFile.read(file, table: "orders")
    let refused = orders.cells("email_permission").enumerated().filter { $0.element == "0" }
    #expect(refused.map { $0.offset % 5 } == [0, 0, 0, 0])
  }

  @Test("are reached by refusals that the exports had before their time came")
  func beforehand() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(
      events: ["E1,P1,,email,,opt_out,2026-11-23 0:30,,"],
      suppressions: ["S1,customer,P2,all,legal,2026-11-23,"])
    for day in Self.days.prefix(2) {
      #expect(try club.run(store, on: day).sent == Set(Club.members))
      try club.export()
    }
    let outcome = try club.run(store, on: Self.days[2])
    #expect(outcome.sent == Set(Club.members.dropFirst(2)))
    #expect(outcome.remembered == ["consent_events": 1, "suppressions": 1])
    #expect(outcome.notes == ["2 refusals known from memory only"])
  }

  @Test("hold although the pipeline no longer reads their source")
  func sourceDropped() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(
      events: ["E1,P1,,email,,opt_out,2026-11-20 8:00,,"],
      suppressions: ["S1,customer,P2,all,legal,,"])
    _ = try club.run(store, on: Self.days[0])
    try club.shop.pipeline.write("consent.yml", Shop.definitions["consent.yml"] ?? "")
    let outcome = try club.run(store, on: Self.days[1])
    #expect(outcome.sent == Set(Club.members.dropFirst(2)))
    #expect(outcome.remembered == ["consent_events": 1, "suppressions": 1])
  }

  @Test(
    "and are still in them under their id count as the exports have them",
    arguments: [
      // What the second export says, who is sent to on the third day, when it says nothing.
      ("S1,customer,P1,all,other,,2026-11-22", Set(Club.members)),
      ("S1,customer,P2,all,other,,", Set(Club.members).subtracting(["p2@example.jp"])),
    ])
  func amended(_ second: String, _ sent: Set<String>) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    for (number, lines) in [["S1,customer,P1,all,other,,"], [second], []].enumerated() {
      try club.export(suppressions: lines)
      let outcome = try club.run(store, on: Self.days[number])
      if number < 2 { #expect(outcome.remembered == [:]) }
      if number == 2 { #expect(outcome.sent == sent) }
    }
  }

  @Test(
    "are not taken back by an agreement under the same id, but by a later one",
    arguments: [("2026-11-20 8:00", false), ("2026-11-20 8:01", true)])
  func agreement(_ time: String, isHeard: Bool) throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(events: ["E1,P1,,email,,opt_out,2026-11-20 8:00,,"])
    #expect(try club.run(store, on: Self.days[0]).sent == Self.others)
    try club.export(events: ["E1,P1,,email,,opt_in,\(time),,"])
    let outcome = try club.run(store, on: Self.days[1])
    #expect(outcome.sent == (isHeard ? Set(Club.members) : Self.others))
    #expect(outcome.remembered == ["consent_events": 1])
  }
}
