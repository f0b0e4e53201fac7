import Table
import TestSupport
import Testing

@testable import Store

@Suite("The past in columns")
struct PastColumnTests {
  private typealias Sample = LedgerSample

  @Test("is the past that is given one by one", arguments: 0..<12 as Range<UInt64>)
  func same(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sample = try Sample()
    let subjects = (1...9).map(String.init) + ["nobody", "か\u{3099}", "が", "\u{10FFFF}"]
    for date in Sample.monday..<Sample.monday + 5 {
      var record = DayRecord(manifestDigest: "d")
      for subject in subjects where random.next() % 2 == 0 {
        let entered = date - Int64(random.next() % 3)
        var journey =
          random.next() % 3 == 0
          ? Sample.journey(subject, entered: entered, outcome: "done", ended: date)
          : Sample.journey(subject, entered: entered, waiting: date + 1)
        journey.scenarioID = ["a", "b"][Int(random.next() % 2)]
        journey.reached = Array(journey.reached.prefix(Int(random.next() % 3)))
        record.journeys.append(journey)
      }
      for subject in subjects where random.next() % 2 == 0 {
        record.sends.append(
          Sample.send(
            "\(subject) \(date)", on: date, customer: random.next() % 2 == 0 ? nil : subject))
        record.exclusions.append(
          Sample.exclusion(subject, on: date, detail: [nil, "", "legal"][Int(random.next() % 3)]))
      }
      try sample.ledger.replace(date, with: record)
    }
    for date in Sample.monday...Sample.monday + 5 {
      let past = try sample.ledger.past(before: date)
      let journeys = try sample.ledger.pastJourneys(before: date)
      #expect(try Self.states(journeys) == past.journeys, "seed \(seed), before \(date)")
      let sends = try sample.ledger.pastSends(before: date)
      #expect(Self.rows(sends) == past.sends.map(Self.row), "seed \(seed), before \(date)")
      let first = Sample.monday + Int64(random.next() % 5)
      let exclusions = try sample.ledger.pastExclusions(from: first, before: date)
      #expect(
        Self.rows(exclusions)
          == past.exclusions.filter { $0.businessDate >= first }
          .map { [$0.sendID, $0.reason, $0.detail] }, "seed \(seed), \(first) to \(date)")
    }
  }

  @Test("a journey's messages are read as they were written")
  func reached() throws {
    for steps in [
      [], [ReachedStep("A", on: 0)], [ReachedStep("A'", on: 20_000), ReachedStep("名", on: -1)],
    ] {
      let buffer = ByteBuffer()
      try ReachedStep.write(steps, to: buffer)
      #expect(try ReachedStep.list(buffer.text) == steps)
    }
  }

  @Test(
    "messages that nobody wrote so are refused",
    arguments: [
      "A", "A ", "A 2026-11-2", "A 2026-02-30", " 2026-11-21", "2026-11-21", "A B 2026-11-21",
      "A 2026-11-21,", "A 2026-11-21, ", "A 2026-11-21,B 2026-11-22", "A 2026-11-21, B",
      ",A 2026-11-21", "A 2026-11-21 ", "A-2026-11-21",
    ])
  func unreadable(_ text: String) {
    let error = #expect(throws: StoreError.self) { try ReachedStep.list(text) }
    #expect(error?.code == .damaged)
  }

  private static func states(_ table: Table) throws -> [JourneyState] {
    func text(_ column: String, _ row: Int) -> String? { table[column].text.string(row) }
    func day(_ column: String, _ row: Int) -> Int64? {
      let number = table[column].numbers[row]
      return number == nullNumber ? nil : number
    }
    return try (0..<table.rowCount).map { row in
      JourneyState(
        scenarioID: try #require(text("scenario_id", row)),
        subjectKey: try #require(text("subject_key", row)),
        enteredOn: try #require(day("entered_on", row)), rowKey: try #require(text("row_key", row)),
        customerID: text("customer_id", row),
        progress: try #require(text("state", row).flatMap(JourneyState.Progress.init)),
        position: text("position", row), waitDate: day("wait_date", row),
        endedOn: day("ended_on", row), outcome: text("outcome", row),
        reached: try ReachedStep.list(try #require(text("reached", row))))
    }
  }

  private static func row(_ send: LedgerSend) -> [String?] {
    [
      send.sendID, String(send.businessDate), send.channel, send.address, send.customerID,
      send.isTransactional ? "1" : "0",
    ]
  }

  private static func rows(_ table: Table) -> [[String?]] {
    (0..<table.rowCount).map { row in
      table.columns.map { column in
        switch column.values {
        case .text(let texts): texts.string(row)
        case .numbers(let numbers): String(numbers[row])
        }
      }
    }
  }
}
