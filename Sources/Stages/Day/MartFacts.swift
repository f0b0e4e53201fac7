import Derive
import Pipeline
import Scenario
import Table

/// What a scenario's journeys ask of the day: its mart, its guards, the ledger and the answers.
struct MartFacts: DayFacts {
  private let keys: KeyIndex
  private let subjects: TextColumn
  private let customers: TextColumn?
  private let guards: [[Bool]]
  private let past: PastDays
  private let responses: Responses
  private let channels: [String: [String]]

  init(
    _ plan: SegmentPlan, _ mart: Table, _ scenario: ScenarioDefinition, keys: KeyIndex,
    past: PastDays, responses: Responses, date: Int64
  ) {
    self.keys = keys
    subjects = mart[plan.subject].text
    customers = mart.column("customer_id")?.text
    guards = Segment.guards(plan, over: mart, day: DayTables(date: date))
    self.past = past
    self.responses = responses
    channels = Dictionary(
      scenario.messages.map { ($0.step, $0.channels) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry segment with the customers of its rows. A row whose key another row holds, too, lets
  /// nobody in: what is sent later is filled and judged by the row that the key finds.
  func entrants(_ segment: Table, isCatchUp: Bool = false) -> [ScenarioDay.Entrant] {
    let subjects = segment["subject_key"].text
    let rows = segment["row_key"].text
    return (0..<segment.rowCount).compactMap { position in
      guard let subject = subjects.string(position), let key = rows[position],
        let row = keys.find(key)
      else { return nil }
      return ScenarioDay.Entrant(
        subject: subject, rowKey: key.text,
        customerID: customers?.string(row), isCatchUp: isCatchUp)
    }
  }

  func row(withKey key: String) -> Int? {
    var key = key
    return key.withUTF8 { keys.find($0) }
  }

  func subject(ofRow row: Int) -> String? { subjects.string(row) }

  func holds(guardAt index: Int, row: Int) -> Bool { guards[index][row] }

  func fate(of step: String, in journey: Journey) -> MessageFate? {
    past.fate(of: step, in: journey, channels: channels[step] ?? [])
  }

  func response(toSend sendID: String) -> MessageResponse { responses.response(to: sendID) }
}
