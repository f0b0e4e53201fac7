import Store
import Testing

@Suite("The ledger counts")
struct CountTests {
  private typealias Sample = LedgerSample

  @Test("journeys as they stood after a date, alike together")
  func journeys() throws {
    let sample = try Sample()
    var monday = Sample.day(Sample.monday)
    monday.journeys = [
      Sample.journey("1", waiting: Sample.tuesday), Sample.journey("2", waiting: Sample.tuesday),
      Sample.journey("3", waiting: Sample.wednesday),
    ]
    var tuesday = Sample.day(Sample.tuesday)
    tuesday.journeys = [
      Sample.journey("1", outcome: "goal", ended: Sample.tuesday),
      Sample.journey("4", entered: Sample.tuesday, waiting: Sample.wednesday),
    ]
    try sample.ledger.replace(Sample.monday, with: monday)
    try sample.ledger.replace(Sample.tuesday, with: tuesday)

    let first = try sample.ledger.journeyCounts(through: Sample.monday)
    #expect(first.map(\.count).sorted() == [1, 2])
    #expect(first.allSatisfy { $0.isNew && $0.outcome == nil && $0.position == "wait A" })
    #expect(Set(first.map(\.waitDate)) == [Sample.tuesday, Sample.wednesday])

    let second = try sample.ledger.journeyCounts(through: Sample.tuesday)
    #expect(second.reduce(0) { $0 + $1.count } == 4)
    let ended = try #require(second.first { $0.outcome == "goal" })
    #expect(ended.endedNow && !ended.isNew && ended.position == nil && ended.count == 1)
    #expect(
      ended.reached == [
        ReachedStep("A", on: Sample.monday), ReachedStep("A'", on: Sample.tuesday),
      ])
    #expect(second.filter(\.isNew).map(\.count) == [1])
    #expect(try sample.ledger.journeyCounts(through: Sample.monday - 1).isEmpty)

    let third = try sample.ledger.journeyCounts(through: Sample.wednesday)
    #expect(third.first { $0.outcome == "goal" }?.endedNow == false)
  }

  @Test("people by the sends that caps count: customers by id, others by address")
  func people() throws {
    let sample = try Sample()
    for date in [Sample.monday, Sample.tuesday] {
      var day = Sample.day(date)
      day.sends = [
        Sample.send("a\(date)", on: date), Sample.send("b\(date)", on: date, customer: nil),
        Sample.send("c\(date)", on: date, customer: "C-2"),
        Sample.send("d\(date)", on: date, customer: "C-2"),
        // A transactional one.
        Sample.send("\(date)t", on: date),
      ]
      try sample.ledger.replace(date, with: day)
    }
    let ledger = sample.ledger
    #expect(
      try ledger.peopleCounts(channel: "email", from: Sample.tuesday, through: Sample.tuesday)
        .map { [$0.sends, $0.people] } == [[1, 2], [2, 1]])
    #expect(
      try ledger.peopleCounts(channel: "email", from: Sample.monday, through: Sample.tuesday)
        .map { [$0.sends, $0.people] } == [[2, 2], [4, 1]])
    #expect(
      try ledger.peopleCounts(channel: "sms", from: Sample.monday, through: Sample.tuesday).isEmpty)
  }
}
