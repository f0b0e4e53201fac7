import Stages
import Store
import Table
import TestSupport
import Testing

@Suite("Refusals remembered, and a date run again")
struct RefusalReplayTests {
  private static let days = Club.days
  private static let event = "E1,P1,,email,,opt_out,2026-11-20 8:00,,"
  private static let suppression = "S1,customer,P2,all,legal,2026-01-01,"
  private static let both = Set(Club.members.dropFirst(2))

  @Test("equal exports give equal bytes, whether refusals are in them or in memory")
  func again() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    for lines in [[Self.event], []] {
      try club.export(events: lines, suppressions: [Self.suppression])
      let day = Self.days[lines.isEmpty ? 1 : 0]
      _ = try club.run(store, on: day)
      let expected = try store.published()
      let remembered = try Self.remembered(club, store)
      _ = try club.run(store, on: day)
      try club.shop.run(Stage.allCases, store, on: day)
      #expect(try store.published() == expected)
      #expect(try Self.remembered(club, store) == remembered)
    }
  }

  @Test("a refusal that the date's own exports have dropped since holds")
  func dropped() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(events: [Self.event], suppressions: [Self.suppression])
    #expect(try club.run(store, on: Self.days[0]).sent == Self.both)
    try club.export()
    let outcome = try club.run(store, on: Self.days[0])
    #expect(outcome.sent == Self.both)
    #expect(outcome.remembered == ["consent_events": 1, "suppressions": 1])
    let expected = try store.published()
    _ = try club.run(store, on: Self.days[0])
    #expect(try store.published() == expected)
  }

  @Test("what only discarded dates have read changes nothing, and holds from its own date on")
  func discarded() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: Self.days[0])
    _ = try club.run(store, on: Self.days[1])
    let expected = try store.published()
    try club.export(events: [Self.event], suppressions: [Self.suppression])
    #expect(try club.run(store, on: Self.days[2]).sent == Self.both)

    try club.export()
    let earlier = try club.run(store, on: Self.days[1], replay: true)
    #expect(earlier == Club.Outcome(sent: Set(Club.members), remembered: [:], notes: []))
    let third = "\(CalendarDay.text(Self.days[2]))/"
    #expect(try store.published().filter { !$0.key.hasPrefix(third) } == expected)
    let later = try club.run(store, on: Self.days[2])
    #expect(later.sent == Self.both)
    #expect(later.remembered == ["consent_events": 1, "suppressions": 1])
  }

  @Test("what a discarded date has read of a refusal does not change it for the days before")
  func amended() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(suppressions: ["S1,customer,P1,all,other,,"])
    _ = try club.run(store, on: Self.days[0])
    try club.export(suppressions: ["S1,customer,P1,all,other,,2026-11-01"])
    #expect(try club.run(store, on: Self.days[2]).sent == Set(Club.members))
    try club.export()
    let outcome = try club.run(store, on: Self.days[1], replay: true)
    #expect(outcome.sent == Set(Club.members.dropFirst()))
    #expect(try club.run(store, on: Self.days[2]).sent == Set(Club.members))
  }

  @Test("the order of the rows is of no account")
  func rowOrder() throws {
    let events = (0..<40).map { "E\($0),P\($0 % 2 + 1),,email,,opt_out,2026-11-20 8:0\($0 % 7),," }
    let suppressions = (0..<10).map { "S\($0),email,x\($0)@example.jp,all,legal,," }
    var outcomes: [[String: [UInt8]]] = []
    var memories: [[[String?]]] = []
    for isReversed in [false, true] {
      let club = try Club()
      let store = try TemporaryFolder()
      try club.export(
        events: isReversed ? events.reversed() : events,
        suppressions: isReversed ? suppressions.reversed() : suppressions)
      _ = try club.run(store, on: Self.days[0])
      memories.append(try Self.remembered(club, store))
      try club.export(events: [events[3]])
      _ = try club.run(store, on: Self.days[1])
      let second = CalendarDay.text(Self.days[1])
      // The marts' file names the days before by their digests, which are of other exports.
      outcomes.append(try store.published().filter { $0.key.hasPrefix("manifests/\(second)/") })
    }
    #expect(memories[0].count == 50)
    #expect(memories[0] == memories[1])
    #expect(outcomes[0].count > 5)
    #expect(outcomes[0].filter { outcomes[1][$0.key] != $0.value }.keys.sorted() == [])
  }

  @Test("a run that publishes nothing remembers nothing")
  func refusedRun() throws {
    let club = try Club()
    let store = try TemporaryFolder()
    try club.export(events: [Self.event])
    let runner = try club.shop.runner(store, on: Self.days[0], secret: nil)
    #expect(throws: StageError.self) { try runner.runAll { _ in } }
    #expect(try Self.remembered(club, store) == [])
  }

  /// Everything that the ledger remembers of refusals.
  private static func remembered(
    _ club: Club, _ store: TemporaryFolder
  ) throws -> [[String?]] {
    let ledger = try club.ledger(store)
    return try RefusalKind.allCases.flatMap {
      try ledger.refusals($0, upTo: days[2] + 100).latest.table.cells
    }
  }
}
