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
    let found = try findSegments()
    let segments = found.map { ($0.plan, $0.segment) } as [(plan: SegmentPlan, segment: Segment)]
    let late = found.compactMap { plan, segment, widened in
      widened.map { (scenario: plan.scenario, table: Self.late($0.table, but: segment.table)) }
    }
    let lateCounts = late.map { ($0.scenario, $0.table.rowCount) }
    let overview = overview(segments, late: Dictionary(uniqueKeysWithValues: lateCounts))
    let waterfall = Self.waterfall(segments)
    var tables = segments.map { item in
      (
        item.segment.table,
        TableDescription(of: item.segment.table, key: ["subject_key"])
      )
    }
    tables += late.map { ($0.table, TableDescription(of: $0.table, key: ["subject_key"])) }
    tables += [overview, waterfall].map { ($0, TableDescription(of: $0)) }
    let path = try publish(fingerprint, tables)
    for item in segments { handedOn.segments[item.plan.scenario] = item.segment.table }
    for item in late { handedOn.lateSegments[item.scenario] = item.table }
    return StageReport(
      stage: .segment, published: path,
      counts: segments.map { ($0.plan.scenario, $0.segment.table.rowCount) }, notes: [],
      seconds: clock.seconds(since: start))
  }

  /// The segments of all scenarios, in the order of the plan; beside them those that are widened to
  /// who missed their day, if the scenario asks for them.
  private func findSegments() throws -> [(
    plan: SegmentPlan, segment: Segment, widened: Segment?
  )] {
    var found: [String: Segment] = [:]
    var widened: [String: Segment] = [:]
    for mart in plan.marts {
      guard var search = search(of: mart.name) else { continue }
      if let known = handedOn.searches[mart.name] {
        search = known
      } else {
        try read(mart.name, &search)
      }
      for (entry, segment) in zip(entries(of: mart.name), search.segments) {
        if entry.isLate {
          widened[entry.plan.scenario] = segment
        } else {
          found[entry.plan.scenario] = segment
        }
      }
    }
    handedOn.searches = [:]
    return plan.segments.compactMap { plan in
      found[plan.scenario].map { (plan, $0, widened[plan.scenario]) }
    }
  }

  /// The entries over a mart, and after each the same widened to who missed their day.
  func entries(of mart: String) -> [(plan: SegmentPlan, isLate: Bool)] {
    plan.segments.filter { $0.mart == mart }.flatMap { plan in
      [(plan, false)] + (plan.late.map { [($0, true)] } ?? [])
    }
  }

  /// A search for who may enter the scenarios of a mart; nil if it has none.
  func search(of mart: String) -> SegmentSearch? {
    let entries = entries(of: mart).map(\.plan)
    return entries.isEmpty ? nil : SegmentSearch(entries, date: options.date)
  }

  /// Searches a mart as it was published, a run of rows at a time.
  private func read(_ mart: String, _ search: inout SegmentSearch) throws {
    let asked = search
    let runs = try open(.derive).runs(
      of: mart, columns: plan.martColumnsReadByEntries[mart] ?? [],
      rows: asked.takesRuns ? rowsAtATime * 2 : .max)
    let work = progress.begin("searching \(mart)", of: runs.rowCount)
    defer { progress.end(work) }
    try Workers.forEachGroup(
      Array(repeating: 1, count: runs.count), threads: options.threads, ahead: 8
    ) { run, _ in
      let rows = try runs.table(run)
      work.add(rows.rowCount)
      return asked.find(in: rows)
    } finish: { _, found in
      for found in found { search.add(found) }
    }
  }

  /// The subjects of a widened segment who do not enter on their own day.
  static func late(_ all: Table, but segment: Table) -> Table {
    let onTime = KeyIndex(of: segment["subject_key"].text)
    let subjects = all["subject_key"].text
    let rows = (0..<all.rowCount).filter { row in
      subjects[row].map { onTime.find($0) == nil } ?? false
    }
    return Table(
      "late_" + segment.name, all.gather(rows.map { Int32($0) }).columns, rowCount: rows.count)
  }

  /// One row a scenario: how many rows its mart has, how many of them meet all conditions, and how
  /// many subjects may enter, on their day or late; null late if the scenario lets nobody catch up.
  private func overview(
    _ segments: [(plan: SegmentPlan, segment: Segment)], late: [String: Int]
  ) -> Table {
    func numbers(_ name: String, _ value: (SegmentPlan, Segment) -> Int?) -> Column {
      Column(
        name, .int,
        .numbers(segments.map { value($0.plan, $0.segment).map(Int64.init) ?? nullNumber }))
    }
    return Table(
      "segments",
      [
        Column("scenario", texts: segments.map(\.plan.scenario)),
        Column("name", texts: segments.map { definition.scenario($0.plan.scenario)?.name }),
        Column("mart", texts: segments.map(\.plan.mart)),
        numbers("rows") { _, segment in segment.waterfall.first?.rows },
        numbers("meeting_all") { _, segment in segment.waterfall.last?.rows },
        numbers("entering") { _, segment in segment.table.rowCount },
        numbers("entering_late") { plan, _ in late[plan.scenario] },
      ])
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
