import Scenario
import Store
import Table

/// The journeys that the ledger held before a business date, by scenario.
struct PastJourneys: Sendable {
  /// Those that had not ended, by subject and day of entry.
  let running: [String: [Journey]]
  /// By subject, the latest date on which a journey ended.
  let lastEnded: [String: [ByteText: Int64]]

  /// - Parameter journeys: one row each, as `Ledger.pastJourneys` gives them, all of a scenario one
  ///   after the other. O(rows).
  /// - Throws: `StoreError`, `StageError` where a journey is in no known state.
  init(_ journeys: Table, threads: Int) throws {
    let runs = Self.runs(of: journeys["scenario_id"].text)
    let scenarios = try Workers.map(runs.count, threads: threads) { [runs] run in
      try ScenarioJourneys(journeys, runs[run])
    }
    running = Dictionary(
      scenarios.filter { !$0.running.isEmpty }.map { ($0.id, $0.running) },
      uniquingKeysWith: { $0 + $1 })
    lastEnded = Dictionary(
      scenarios.filter { !$0.lastEnded.isEmpty }.map { ($0.id, $0.lastEnded) },
      uniquingKeysWith: { $0.merging($1, uniquingKeysWith: max) })
  }

  /// The earliest day on which one was entered that has not ended; nil if all have.
  var oldestEntry: Int64? { running.values.joined().lazy.map(\.enteredOn).min() }

  /// Runs of rows that hold the same text.
  private static func runs(of column: TextColumn) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for row in 0..<column.count {
      let next = row + 1
      if next < column.count, let text = column[row], let other = column[next],
        Bytes.equal(text, other)
      {
        continue
      }
      runs.append(start..<next)
      start = next
    }
    return runs
  }
}

/// The journeys of one scenario.
private struct ScenarioJourneys: Sendable {
  let id: String
  var running: [Journey] = []
  var lastEnded: [ByteText: Int64] = [:]

  init(_ journeys: Table, _ rows: Range<Int>) throws {
    id = journeys["scenario_id"].text.string(rows.lowerBound) ?? ""
    let subjects = journeys["subject_key"].text
    let entered = journeys["entered_on"].numbers
    let rowKeys = journeys["row_key"].text
    let customers = journeys["customer_id"].text
    let states = journeys["state"].text
    let positions = journeys["position"].text
    let waits = journeys["wait_date"].numbers
    let ends = journeys["ended_on"].numbers
    let outcomes = journeys["outcome"].text
    let reached = journeys["reached"].text
    for row in rows {
      let subject = subjects.string(row) ?? ""
      switch states[row].flatMap(Progress.init) {
      case .ended where ends[row] != nullNumber && !outcomes.isNull(row):
        let key = ByteText(subject)
        lastEnded[key] = max(lastEnded[key] ?? ends[row], ends[row])
      case .waiting where waits[row] != nullNumber && !positions.isNull(row):
        let steps = try reached[row].map { try ReachedStep.list($0) } ?? []
        running.append(
          Journey(
            scenario: id, subject: subject, enteredOn: entered[row],
            rowKey: rowKeys.string(row) ?? "", customerID: customers.string(row),
            reached: steps.map { Journey.Reached(step: $0.step, date: $0.date) },
            state: .waiting(place: positions.string(row) ?? "", until: waits[row])))
      default:
        throw StageError(
          .data, "the ledger holds a journey of scenario '\(id)' in no known state")
      }
    }
  }

  private enum Progress {
    case waiting, ended

    init?(_ text: ByteView) {
      switch text {
      case _ where Bytes.equal(text, "ended"): self = .ended
      case _ where Bytes.equal(text, "waiting"): self = .waiting
      default: return nil
      }
    }
  }
}
