import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// Finds who may enter each scenario.
  func segment() throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    let fingerprint = try fingerprint(.segment, after: .derive)
    let day = DayTables(date: options.date)
    var segments: [(plan: SegmentPlan, segment: Segment)] = []
    let reads = plan.martColumnsReadByEntries
    for plan in plan.segments {
      let mart = try mart(plan.mart, columns: reads[plan.mart] ?? [])
      segments.append((plan, Segment(plan, over: mart, day: day)))
    }
    let waterfall = Self.waterfall(segments)
    var tables = segments.map { item in
      (
        item.segment.table,
        TableDescription(of: item.segment.table, key: ["subject_key"])
      )
    }
    tables.append((waterfall, TableDescription(of: waterfall)))
    let path = try publish(fingerprint, tables)
    for item in segments { segmentsInMemory[item.plan.scenario] = item.segment.table }
    return StageReport(
      stage: .segment, published: path,
      counts: segments.map { ($0.plan.scenario, $0.segment.table.rowCount) }, notes: [],
      seconds: clock.seconds(since: start))
  }

  /// One row a condition of a segment: how many rows are left after it.
  private static func waterfall(_ segments: [(plan: SegmentPlan, segment: Segment)]) -> Table {
    var rows: [(scenario: String, position: Int, condition: String?, rows: Int)] = []
    for item in segments {
      for (position, step) in item.segment.waterfall.enumerated() {
        rows.append((item.plan.scenario, position, step.condition, step.rows))
      }
    }
    return Table(
      "waterfall",
      [
        Column("scenario", texts: rows.map(\.scenario)),
        Column("position", .int, .numbers(rows.map { Int64($0.position) })),
        Column("condition", texts: rows.map(\.condition)),
        Column("rows", .int, .numbers(rows.map { Int64($0.rows) })),
      ])
  }
}
