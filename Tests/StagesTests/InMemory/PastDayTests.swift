import Gate
import Scenario
import Store
import Table
import TestSupport
import Testing

@testable import Stages

@Suite("The past of a business date")
struct PastDayTests {
  private static func journey(
    _ scenario: String, _ subject: String, entered: Int64 = 100, until: Int64? = nil,
    ended: Int64? = nil
  ) -> JourneyState {
    JourneyState(
      scenarioID: scenario, subjectKey: subject, enteredOn: entered, rowKey: "R" + subject,
      customerID: subject == "nobody" ? nil : subject, progress: ended == nil ? .waiting : .ended,
      position: until.map { _ in "1" }, waitDate: until, endedOn: ended,
      outcome: ended.map { _ in "done" },
      reached: [ReachedStep("A", on: entered), ReachedStep("B'", on: entered + 1)])
  }

  private static let states = [
    journey("a", "1", until: 110), journey("a", "1", entered: 90, ended: 95),
    journey("a", "1", entered: 80, ended: 97), journey("a", "2", ended: 101),
    journey("b", "nobody", entered: 99, until: 103), journey("c", "1", ended: 103),
  ]

  @Test("tells journeys that go on from those that ended", arguments: [1, 2])
  func journeys(_ threads: Int) throws {
    let past = try PastJourneys(Table(Self.states), threads: threads)
    #expect(past.running.mapValues { $0.map(\.subject) } == ["a": ["1"], "b": ["nobody"]])
    #expect(past.lastEnded == ["a": ["1": 97, "2": 101], "c": ["1": 103]])
    #expect(past.oldestEntry == 99)
    let journey = try #require(past.running["b"]?.first)
    #expect(
      journey
        == Journey(
          scenario: "b", subject: "nobody", enteredOn: 99, rowKey: "Rnobody", customerID: nil,
          reached: [.init(step: "A", date: 99), .init(step: "B'", date: 100)],
          state: .waiting(place: "1", until: 103)))
  }

  @Test("of nothing is nothing")
  func nothing() throws {
    let past = try PastJourneys(Table([JourneyState]()), threads: 2)
    #expect(past.running.isEmpty)
    #expect(past.lastEnded.isEmpty)
    #expect(past.oldestEntry == nil)
  }

  @Test(
    "refuses a journey that neither waits nor has ended",
    arguments: [
      journey("a", "1"),
      JourneyState(
        scenarioID: "a", subjectKey: "1", enteredOn: 1, rowKey: "R", progress: .ended, endedOn: 2),
    ])
  func unknown(_ state: JourneyState) {
    let error = #expect(throws: StageError.self) {
      try PastJourneys(Table([state]), threads: 1)
    }
    #expect(error?.kind == .data)
  }

  @Test("knows what became of a message that was not sent, the last that is said of it")
  func unsent() {
    func exclusion(_ id: String, _ reason: Reason, _ detail: String? = nil) -> LedgerExclusion {
      LedgerExclusion(sendID: id, businessDate: 1, reason: reason.code, detail: detail)
    }
    let unsent = UnsentMessages(
      Table([
        exclusion("1", .suppressed, "legal"), exclusion("2", .duplicateDestination, "9"),
        exclusion("3", .duplicateDestination, "8"), exclusion("3", .frequencyCap),
      ]))
    func fate(_ id: String) -> MessageFate? {
      var id = id
      return id.withUTF8 { unsent.fate(of: $0) }
    }
    #expect(fate("1") == .excluded)
    #expect(fate("2") == .duplicate(ofSend: "9"))
    #expect(fate("3") == .excluded)
    #expect(fate("4") == nil)
  }

  @Test(
    "a duplicate has the answers of the send that was kept, if that was sent",
    arguments: [true, false])
  func duplicates(_ isSent: Bool) throws {
    func id(_ subject: String) -> String {
      SendID(scenarioID: "a", step: "A", channel: "email", subjectKey: subject, enteredOn: 100)
        .description
    }
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.path + "/ledger.sqlite")
    let kept = LedgerSend(
      sendID: id("1"), businessDate: 100, scenarioID: "a", step: "A", channel: "email",
      address: "p@example.jp", subjectKey: "1", customerID: nil, enteredOn: 100, sendAt: 0,
      isTransactional: false, topic: "t")
    var record = DayRecord(
      manifestDigest: "",
      journeys: [Self.journey("a", "1", until: 110), Self.journey("a", "2", until: 110)])
    record.exclusions = [
      LedgerExclusion(
        sendID: id("2"), businessDate: 100, reason: Reason.duplicateDestination.code,
        detail: id("1"))
    ]
    if isSent {
      record.sends = [kept]
    } else {
      record.exclusions.append(
        LedgerExclusion(sendID: id("1"), businessDate: 100, reason: Reason.frequencyCap.code))
    }
    try ledger.replace(100, with: record)
    let past = try PastDays(ledger, before: 101, threads: 1)
    let journeys = past.journeys.running["a"] ?? []
    let second = try #require(journeys.first { $0.subject == "2" })
    #expect(
      past.fate(of: "A", in: second, channels: ["email"])
        == (isSent ? .duplicate(ofSend: id("1")) : .excluded))
  }

  @Test("of the answers to a send the most counts, in whichever order they come")
  func responses() {
    let events = Table(
      "delivery_events",
      [
        Column("send_id", texts: ["1", "2", "2", "3", "3", nil, "4", "5"]),
        Column(
          "kind",
          texts: ["open", "click", "open", "open", "click", "click", "delivered", nil]),
      ])
    let responses = Responses(events)
    let expected: [(String, MessageResponse)] = [
      ("1", .opened), ("2", .clicked), ("3", .clicked), ("4", .none), ("5", .none), ("6", .none),
    ]
    for (id, response) in expected { #expect(responses.response(to: id) == response, "\(id)") }
    #expect(Responses(nil).response(to: "1") == .none)
  }
}
