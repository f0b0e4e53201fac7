import Store
import TestSupport

/// A ledger in a folder of its own, and entries to put in.
struct LedgerSample {
  let folder: TemporaryFolder
  let ledger: Ledger
  var path: String { folder.file("ledger.sqlite") }

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger(path: folder.file("ledger.sqlite"))
  }

  static let monday: Int64 = 20_000
  static let tuesday: Int64 = 20_001
  static let wednesday: Int64 = 20_002

  static func journey(
    _ subject: String, entered: Int64 = monday, waiting: Int64? = nil, outcome: String? = nil,
    ended: Int64? = nil
  ) -> JourneyState {
    JourneyState(
      scenarioID: "quote_contract", subjectKey: subject, enteredOn: entered, rowKey: "Q-\(subject)",
      customerID: subject == "nobody" ? nil : "C-\(subject)",
      progress: outcome == nil ? .waiting : .ended, position: outcome == nil ? "wait A" : nil,
      waitDate: waiting, endedOn: ended, outcome: outcome,
      reached: [ReachedStep("A", on: entered), ReachedStep("A'", on: entered + 1)])
  }

  static func send(_ id: String, on date: Int64, customer: String? = "C-1") -> LedgerSend {
    LedgerSend(
      sendID: id, businessDate: date, scenarioID: "quote_contract", step: "A", channel: "email",
      address: "名@example.jp", subjectKey: "1", customerID: customer, enteredOn: date,
      sendAt: date * 86400 + 19 * 3600, isTransactional: id.hasSuffix("t"), topic: "campaign")
  }

  static func exclusion(_ id: String, on date: Int64, detail: String? = nil) -> LedgerExclusion {
    LedgerExclusion(sendID: id, businessDate: date, reason: "suppressed", detail: detail)
  }

  static func day(_ date: Int64, _ digest: String = "d") -> DayRecord {
    DayRecord(
      manifestDigest: digest, journeys: [journey("1", entered: date, waiting: date + 1)],
      sends: [send("s\(date)", on: date), send("s\(date)t", on: date, customer: nil)],
      exclusions: [exclusion("x\(date)", on: date), exclusion("y", on: date, detail: "legal")])
  }
}
