import Store
import Table
import Testing

@Suite("The ledger")
struct LedgerTests {
  private typealias Sample = LedgerSample

  @Test("gives a day back as it was put")
  func day() throws {
    let sample = try Sample()
    let record = Sample.day(Sample.monday)
    try sample.ledger.replace(Sample.monday, with: record)
    #expect(try sample.ledger.day(Sample.monday) == record)
    #expect(try sample.ledger.day(Sample.tuesday) == nil)
    #expect(try sample.ledger.manifestDigest(of: Sample.monday) == "d")
    #expect(try sample.ledger.manifestDigest(of: Sample.tuesday) == nil)
  }

  @Test("before a day it gives each journey's latest state, and all sends and exclusions")
  func past() throws {
    let sample = try Sample()
    let began = [
      Sample.journey("1", waiting: Sample.tuesday), Sample.journey("2", waiting: Sample.wednesday),
    ]
    let ended = Sample.journey("1", outcome: "goal", ended: Sample.tuesday)
    let again = Sample.journey("1", entered: Sample.tuesday, waiting: Sample.wednesday)
    var monday = Sample.day(Sample.monday)
    monday.journeys = began
    var tuesday = Sample.day(Sample.tuesday)
    tuesday.journeys = [ended, again]
    try sample.ledger.replace(Sample.monday, with: monday)
    try sample.ledger.replace(Sample.tuesday, with: tuesday)

    let beforeMonday = try sample.ledger.past(before: Sample.monday)
    #expect(beforeMonday == LedgerPast())
    let beforeTuesday = try sample.ledger.past(before: Sample.tuesday)
    #expect(beforeTuesday.journeys == began)
    #expect(beforeTuesday.sends == monday.sends)
    let beforeWednesday = try sample.ledger.past(before: Sample.wednesday)
    #expect(beforeWednesday.journeys == [ended, again, began[1]])
    #expect(beforeWednesday.sends == monday.sends + tuesday.sends)
    #expect(beforeWednesday.exclusions == monday.exclusions + tuesday.exclusions)
  }

  @Test("running a day again replaces its own entries and gives the same past")
  func again() throws {
    let sample = try Sample()
    try sample.ledger.replace(Sample.monday, with: Sample.day(Sample.monday))
    try sample.ledger.replace(Sample.tuesday, with: Sample.day(Sample.tuesday, "first"))
    let past = try sample.ledger.past(before: Sample.tuesday)
    let second = DayRecord(
      manifestDigest: "second", sends: [Sample.send("other", on: Sample.tuesday)])
    try sample.ledger.replace(Sample.tuesday, with: second)
    #expect(try sample.ledger.past(before: Sample.tuesday) == past)
    #expect(try sample.ledger.day(Sample.tuesday) == second)
    try sample.ledger.replace(Sample.tuesday, with: second)
    #expect(try sample.ledger.day(Sample.tuesday) == second)
    #expect(try sample.ledger.dates() == [Sample.monday, Sample.tuesday])
  }

  @Test("a day under later ones is refused, or takes them away")
  func later() throws {
    let sample = try Sample()
    for date in [Sample.monday, Sample.tuesday, Sample.wednesday] {
      try sample.ledger.replace(date, with: Sample.day(date))
    }
    #expect(
      try sample.ledger.laterDates(than: Sample.monday) == [Sample.tuesday, Sample.wednesday])
    #expect(try sample.ledger.laterDates(than: Sample.wednesday) == [])
    let error = #expect(throws: StoreError.self) {
      try sample.ledger.replace(Sample.monday, with: Sample.day(Sample.monday, "new"))
    }
    #expect(error?.code == .laterDates)
    #expect(try sample.ledger.manifestDigest(of: Sample.monday) == "d")
    try sample.ledger.replace(
      Sample.monday, with: Sample.day(Sample.monday, "new"), discardingLater: true)
    #expect(try sample.ledger.dates() == [Sample.monday])
    #expect(try sample.ledger.day(Sample.monday) == Sample.day(Sample.monday, "new"))
    #expect(try sample.ledger.past(before: 30_000).sends.map(\.businessDate).max() == Sample.monday)
  }

  @Test("a sealed day does not change, nor is it discarded")
  func sealed() throws {
    let sample = try Sample()
    let missing = #expect(throws: StoreError.self) { try sample.ledger.seal(Sample.tuesday) }
    #expect(missing?.code == .missing)
    for date in [Sample.monday, Sample.tuesday] {
      try sample.ledger.replace(date, with: Sample.day(date))
    }
    #expect(try !sample.ledger.isSealed(Sample.tuesday))
    try sample.ledger.seal(Sample.tuesday)
    try sample.ledger.seal(Sample.tuesday)
    #expect(try sample.ledger.isSealed(Sample.tuesday))
    #expect(try !sample.ledger.isSealed(Sample.monday))
    for (date, isDiscarding) in [(Sample.tuesday, false), (Sample.monday, true)] {
      let error = #expect(throws: StoreError.self) {
        try sample.ledger.replace(
          date, with: Sample.day(date, "new"), discardingLater: isDiscarding)
      }
      #expect(error?.code == .sealed)
      #expect(try sample.ledger.day(date) == Sample.day(date))
    }
  }

  @Test("the digest is asked for last, and what it throws leaves the day as it was")
  func laterDigest() throws {
    struct Unmade: Error {}
    let sample = try Sample()
    try sample.ledger.replace(Sample.monday, with: Sample.day(Sample.monday, "old"))
    #expect(throws: Unmade.self) {
      try sample.ledger.replace(Sample.monday, with: DayRecord(manifestDigest: "")) {
        throw Unmade()
      }
    }
    #expect(try sample.ledger.day(Sample.monday) == Sample.day(Sample.monday, "old"))
    try sample.ledger.replace(Sample.monday, with: Sample.day(Sample.monday, "")) { "new" }
    #expect(try sample.ledger.day(Sample.monday) == Sample.day(Sample.monday, "new"))
  }

  @Test("a second send of one id is refused, and nothing of its day is kept")
  func secondSend() throws {
    let sample = try Sample()
    try sample.ledger.replace(Sample.monday, with: Sample.day(Sample.monday))
    var tuesday = Sample.day(Sample.tuesday)
    tuesday.sends.append(Sample.send("s\(Sample.monday)", on: Sample.tuesday))
    let error = #expect(throws: StoreError.self) {
      try sample.ledger.replace(Sample.tuesday, with: tuesday)
    }
    #expect(error?.code == .conflict)
    #expect(try sample.ledger.day(Sample.tuesday) == nil)
    #expect(try sample.ledger.past(before: 30_000).sends.count == 2)
  }

  @Test("an entry of another date is refused")
  func otherDate() throws {
    let sample = try Sample()
    for record in [
      DayRecord(manifestDigest: "d", sends: [Sample.send("s", on: Sample.monday)]),
      DayRecord(manifestDigest: "d", exclusions: [Sample.exclusion("s", on: Sample.monday)]),
    ] {
      let error = #expect(throws: StoreError.self) {
        try sample.ledger.replace(Sample.tuesday, with: record)
      }
      #expect(error?.code == .conflict)
    }
  }

  @Test("a key with a zero byte is refused rather than cut")
  func zeroByte() throws {
    let sample = try Sample()
    let record = DayRecord(manifestDigest: "d", journeys: [Sample.journey("1\u{0}2")])
    let error = #expect(throws: StoreError.self) {
      try sample.ledger.replace(Sample.monday, with: record)
    }
    #expect(error?.code == .unwritable)
    #expect(try sample.ledger.dates() == [])
  }

  @Test("a step's name that would not be read again is refused", arguments: ["", "A B", "A,B"])
  func stepName(_ name: String) throws {
    let sample = try Sample()
    var journey = Sample.journey("1")
    journey.reached = [ReachedStep(name, on: Sample.monday)]
    let record = DayRecord(manifestDigest: "d", journeys: [journey])
    let error = #expect(throws: StoreError.self) {
      try sample.ledger.replace(Sample.monday, with: record)
    }
    #expect(error?.code == .unwritable)
    #expect(try sample.ledger.dates() == [])
  }

  @Test("a journey that has reached nothing yet is given back so")
  func nothingReached() throws {
    let sample = try Sample()
    var journey = Sample.journey("1")
    journey.reached = []
    let record = DayRecord(manifestDigest: "d", journeys: [journey])
    try sample.ledger.replace(Sample.monday, with: record)
    #expect(try sample.ledger.day(Sample.monday)?.journeys == [journey])
  }

  @Test("a run takes the place of the stage's earlier run")
  func runs() throws {
    let sample = try Sample()
    func run(_ stage: String, _ output: String) -> RunRecord {
      RunRecord(
        businessDate: Sample.monday, stage: stage, definitionDigest: "def", inputDigest: "in",
        outputDigest: output, software: "meibo 1.0", exportsFolder: "exports", parameters: "{}")
    }
    try sample.ledger.record(run("marts", "one"))
    try sample.ledger.record(run("clean", "one"))
    try sample.ledger.record(run("marts", "two"))
    #expect(
      try sample.ledger.runs(on: Sample.monday) == [run("clean", "one"), run("marts", "two")])
    #expect(try sample.ledger.runs(on: Sample.tuesday) == [])
  }
}
