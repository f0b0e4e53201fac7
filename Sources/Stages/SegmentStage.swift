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
    let segments = try findSegments()
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

  /// The segments of all scenarios, in the order of the plan.
  private func findSegments() throws -> [(plan: SegmentPlan, segment: Segment)] {
    var found: [String: Segment] = [:]
    for mart in plan.marts {
      guard var search = search(of: mart.name) else { continue }
      if let known = searchesInMemory[mart.name] {
        search = known
      } else {
        try read(mart.name, &search)
      }
      for (plan, segment) in zip(entries(of: mart.name), search.segments) {
        found[plan.scenario] = segment
      }
    }
    searchesInMemory = [:]
    return plan.segments.compactMap { plan in found[plan.scenario].map { (plan, $0) } }
  }

  /// The entries over a mart.
  private func entries(of mart: String) -> [SegmentPlan] {
    plan.segments.filter { $0.mart == mart }
  }

  /// A search for who may enter the scenarios of a mart; nil if it has none.
  func search(of mart: String) -> SegmentSearch? {
    let entries = entries(of: mart)
    return entries.isEmpty ? nil : SegmentSearch(entries, date: options.date)
  }

  /// Searches a mart as it was published, a run of rows at a time.
  private func read(_ mart: String, _ search: inout SegmentSearch) throws {
    let asked = search
    let runs = try open(.derive).runs(
      of: mart, columns: plan.martColumnsReadByEntries[mart] ?? [],
      rows: asked.takesRuns ? rowsAtATime * 2 : .max)
    try Workers.forEachGroup(
      Array(repeating: 1, count: runs.count), threads: options.threads, ahead: 8
    ) { run, _ in
      asked.find(in: try runs.table(run))
    } finish: { _, found in
      for found in found { search.add(found) }
    }
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
