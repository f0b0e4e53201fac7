import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// Makes every mart, a run of rows at a time: no mart is ever in memory whole.
  ///
  /// - Parameter searching: whether segments are wanted in the same process. They are then found in
  ///   the rows as they pass.
  func derive(searching: Bool = false) throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    let fingerprint = try fingerprint(.derive, after: .cleanse)
    let readingSends = try readingPastSends()
    try beginReadingRefusals()
    var day = DayTables(date: options.date, sources: definition.sources)
    let reads = plan.columnsReadByMarts
    let late = plan.sourcesReadByRowsAlone
    day.add(try known(of: reads) { !late.contains($0) }, threads: options.threads)
    day.keep(only: plan.columnsReadOnceLinked)
    pastSendsInMemory = try readingSends.value()
    var (permissions, folds) = try permissionsAndFolds(day)
    let writer = try BulkStageWriter(
      path: store.stageFile(Stage.derive.rawValue, on: options.date), threads: options.threads)
    var counts: [(name: String, value: Int)] = []
    for (number, martPlan) in plan.marts.enumerated() {
      // What no mart from here on is made of makes room for what is read now.
      let needed = plan.columnsReadByRows(from: number)
      day.keep(only: needed)
      permissions.keep(for: plan.marts[number...])
      folds.keep(for: plan.marts[number...])
      if day.known[martPlan.source] == nil {
        day.add(try known(of: reads) { $0 == martPlan.source }, threads: options.threads)
        day.keep(only: needed)
      }
      let mart = MartRows(
        martPlan, from: day, permissions: permissions, folds: folds,
        linked: plan.linkedColumns(of: martPlan), threads: options.threads)
      var search = searching ? self.search(of: martPlan.name) : nil
      if search?.takesRuns == false { search = nil }
      try write(mart, to: writer, &search)
      searchesInMemory[martPlan.name] = search
      counts.append((martPlan.name, mart.rowCount))
    }
    for table in [Self.knownTable(day, definition), Self.linkTable(day, definition)] {
      try writer.add(table, TableDescription(of: table))
    }
    return StageReport(
      stage: .derive, published: try publish(fingerprint, writer), counts: counts, notes: [],
      seconds: clock.seconds(since: start))
  }

  /// What rows of marts need of the record of consent, and of other rows.
  private func permissionsAndFolds(
    _ day: DayTables
  ) throws -> (permissions: MartPermissions, folds: Folds) {
    let linking = progress.begin("following links, asking for consent")
    defer { progress.end(linking) }
    // Aggregates are folded beside the record of consent, most of which one thread makes.
    let folding = Workers.Errand(threads: options.threads) { [marts = plan.marts] in
      Folds(of: marts, from: day, threads: 1)
    }
    let permissions = MartPermissions(
      try consentIndex(day), of: plan.marts, definition, threads: options.threads)
    return (permissions, try folding.value())
  }

  /// Writes a mart. While one run is written the next are made.
  private func write(
    _ mart: MartRows, to writer: BulkStageWriter, _ search: inout SegmentSearch?
  ) throws {
    let description = TableDescription(mart.plan, sharing: mart.shared?.names ?? [])
    let asked = search
    let work = progress.begin("making \(mart.plan.name)", of: mart.rowCount)
    defer { progress.end(work) }
    guard let shared = mart.shared else {
      return try writer.add(description) { take in
        try inRuns(of: mart.rowCount) { run in
          let rows = mart.table(run)
          return (try RowRecords.runs(of: rows, description), asked?.find(in: rows))
        } finish: { run, records, found in
          work.add(run.count)
          for records in records { try take(records) }
          if let found { search?.add(found) }
        }
      }
    }
    let searched = plan.martColumnsReadByEntries[mart.plan.name] ?? []
    try writer.add(description) { take in
      try inRuns(of: shared.table.rowCount) { run in
        (try RowRecords.runs(ofShared: shared.table.slice(run), description), nil)
      } finish: { _, records, _ in
        for records in records { try take(records) }
      }
    } rows: { take in
      try inRuns(of: mart.rowCount) { run in
        let own = mart.own(run)
        return (
          try RowRecords.runs(of: own, at: shared.places[run], description),
          asked?.find(in: shared.join(own, run, only: searched))
        )
      } finish: { run, records, found in
        work.add(run.count)
        for records in records { try take(records) }
        if let found { search?.add(found) }
      }
    }
  }

  /// Makes runs of rows into records on all threads, and hands them over in their order.
  private func inRuns(
    of rowCount: Int,
    _ make: @escaping @Sendable (Range<Int>) throws -> ([RowRecords], SegmentSearch.Found?),
    finish: (Range<Int>, [RowRecords], SegmentSearch.Found?) throws -> Void
  ) throws {
    let most = rowsAtATime
    let runs = stride(from: 0, to: rowCount, by: most).map { $0..<min($0 + most, rowCount) }
    try Workers.forEachGroup(runs.map { _ in 1 }, threads: options.threads, ahead: 8) { run, _ in
      try make(runs[run])
    } finish: { run, made in
      for (records, found) in made { try finish(runs[run], records, found) }
    }
  }

  /// One row a source: how many rows the date knows, and how many lie in its future.
  private static func knownTable(_ day: DayTables, _ definition: PipelineDefinition) -> Table {
    let rows = definition.sources.compactMap { source in
      day.known[source.name].map { (source.name, $0) }
    }
    return Table(
      "known",
      [
        Column("source", texts: rows.map(\.0)),
        Column("known", .int, numbers: rows.map { Int64($0.1.count) }),
        Column("future", .int, numbers: rows.map { Int64($0.1.future) }),
      ])
  }

  /// One row a step of a link: how many rows it matched, for how many it found more than one, and
  /// how many are unmatched after it.
  private static func linkTable(_ day: DayTables, _ definition: PipelineDefinition) -> Table {
    var rows: [(String, String, Int, String, Int, Int, Int)] = []
    for source in definition.sources {
      for link in source.links {
        guard let found = day.links[source.name]?[link.name] else { continue }
        var unmatched = found.unmatched + found.matchedByStep.reduce(0, +)
        for (number, step) in link.steps.enumerated() {
          unmatched -= found.matchedByStep[number]
          rows.append(
            (
              source.name, link.name, number + 1, "\(step.column) = \(step.target)",
              found.matchedByStep[number], found.ambiguousByStep[number], unmatched
            ))
        }
      }
    }
    func numbers(_ name: String, _ values: [Int]) -> Column {
      Column(name, .int, .numbers(values.map(Int64.init)))
    }
    return Table(
      "links",
      [
        Column("source", texts: rows.map(\.0)), Column("link", texts: rows.map(\.1)),
        numbers("step", rows.map(\.2)), Column("equal", texts: rows.map(\.3)),
        numbers("matched", rows.map(\.4)), numbers("ambiguous", rows.map(\.5)),
        numbers("unmatched", rows.map(\.6)),
      ])
  }
}
