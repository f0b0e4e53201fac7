import Consent
import Store
import Table

@testable import Stages

extension PastDays {
  /// The past of a ledger in memory.
  init(_ past: MemoryLedger, before date: Int64) throws {
    self.init(
      journeys: try PastJourneys(Table(past.journeys), threads: 1),
      sends: try PastSends(Table(past.sends), before: date),
      unsent: UnsentMessages(Table(past.exclusions)))
  }
}

extension Table {
  /// As `Ledger.pastJourneys` gives them, by scenario; otherwise in the order in which they are.
  init(_ journeys: [JourneyState]) {
    let journeys = journeys.enumerated().sorted {
      ($0.element.scenarioID, $0.offset) < ($1.element.scenarioID, $1.offset)
    }.map(\.element)
    self.init(
      "journeys",
      [
        Column("scenario_id", texts: journeys.map(\.scenarioID)),
        Column("subject_key", texts: journeys.map(\.subjectKey)),
        Column("entered_on", .date, numbers: journeys.map(\.enteredOn)),
        Column("row_key", texts: journeys.map(\.rowKey)),
        Column("customer_id", texts: journeys.map(\.customerID)),
        Column("state", texts: journeys.map(\.progress.rawValue)),
        Column("position", texts: journeys.map(\.position)),
        Column("wait_date", .date, numbers: journeys.map(\.waitDate)),
        Column("ended_on", .date, numbers: journeys.map(\.endedOn)),
        Column("outcome", texts: journeys.map(\.outcome)),
        Column("reached", texts: journeys.map { Self.text($0.reached) }),
      ])
  }

  private static func text(_ reached: [ReachedStep]) -> String {
    reached.map { "\($0.step) \(CalendarDay.text($0.date))" }.joined(separator: ", ")
  }

  /// As `Ledger.pastSends` gives them.
  init(_ sends: [LedgerSend]) {
    self.init(
      "sends",
      [
        Column("send_id", texts: sends.map(\.sendID)),
        Column("business_date", .date, numbers: sends.map(\.businessDate)),
        Column("channel", texts: sends.map(\.channel)),
        Column("to", texts: sends.map(\.address)),
        Column("customer_id", texts: sends.map(\.customerID)),
        Column("transactional", .bool, numbers: sends.map { $0.isTransactional ? 1 : 0 }),
      ])
  }

  /// As `Ledger.pastExclusions` gives them.
  init(_ exclusions: [LedgerExclusion]) {
    self.init(
      "exclusions",
      [
        Column("send_id", texts: exclusions.map(\.sendID)),
        Column("reason", texts: exclusions.map(\.reason)),
        Column("detail", texts: exclusions.map(\.detail)),
      ])
  }
}
