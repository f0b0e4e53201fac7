import Derive
import Pipeline
import Store
import Table

extension StageRunner {
  /// Makes every mart, a run of rows at a time: no mart is ever in memory whole.
  ///
  /// - Parameter later: stages that follow in the same process. For `segment`, who may enter is found
  ///   in the rows as they pass; for `manifest`, the record of consent is kept.
  func derive(handingOnTo later: [Stage] = []) throws -> StageReport {
    let (searching, deciding) = (later.contains(.segment), later.contains(.manifest))
    let clock = ContinuousClock()
    let start = clock.now
    let fingerprint = try fingerprint(.derive, after: .cleanse)
    let readingSends = deciding ? nil : try readingPastSends()
    let readingDays = deciding ? try readingPastDays() : nil
    try beginReadingRefusals()
    var day = DayTables(date: options.date, sources: definition.sources)
    let reads = plan.columnsReadByMarts
    let held = columnsHeldByDerive
    day.add(try known(of: reads) { held[$0] != nil }, threads: options.threads)
    day.keep(only: plan.columnsReadOnceLinked)
    handedOn.pastDays = try readingDays?.value()
    handedOn.pastSends = try handedOn.pastDays?.sends ?? readingSends?.value()
    var (permissions, folds) = try permissionsAndFolds(day, keepingConsent: deciding)
    let writer = try BulkStageWriter(
      path: store.stageFile(Stage.derive.rawValue, on: options.date), threads: options.threads)
    var counts: [(name: String, value: Int)] = []
    for (number, martPlan) in plan.marts.enumerated() {
      // What no mart from here on is made of makes room for what is read now.
      let needed = plan.columnsReadByRows(from: number)
      day.keep(only: needed)
      permissions.keep(for: plan.marts[number...])
      folds.keep(for: plan.marts[number...])
      var passing: RowsInPassing?
      if day.known[martPlan.source] == nil {
        passing = try followLinks(of: martPlan, &day)
        if passing == nil {
          day.add(try known(of: reads) { $0 == martPlan.source }, threads: options.threads)
        }
        day.keep(only: needed)
      }
      let mart = MartRows(
        martPlan, from: day, permissions: permissions, folds: folds,
        linked: plan.linkedColumns(of: martPlan), threads: options.threads)
      var search = searching ? self.search(of: martPlan.name) : nil
      if search?.takesRuns == false { search = nil }
      // Without a search nobody knows yet who may enter.
      var awaited =
        search == nil ? nil : handedOn.pastDays.flatMap { awaitedRows(of: martPlan, $0) }
      try write(mart, passing, to: writer, &search, &awaited)
      try refuseOverlongTexts(of: martPlan, day)
      handedOn.searches[martPlan.name] = search
      handedOn.awaitedRows[martPlan.name] = awaited
      counts.append((martPlan.name, mart.rowCount))
    }
    for table in [Self.knownTable(day, definition), Self.linkTable(day, definition)] {
      try writer.add(table, TableDescription(of: table))
    }
    return StageReport(
      stage: .derive, published: try publish(fingerprint, writer), counts: counts, notes: [],
      seconds: clock.seconds(since: start))
  }

  /// Names the column, never what would be in it.
  private func refuseOverlongTexts(of mart: MartPlan, _ day: DayTables) throws {
    guard let column = day.overlong.column(of: mart) else { return }
    throw StageError(
      .data,
      "a value of column '\(column)' of mart '\(mart.name)' would be longer than "
        + "\(TextRef.maximumLength) bytes",
      help: "of so many rows for one, some are not theirs: look for a shared key among them")
  }

  /// Follows the links of a source whose mart can be made while it is read once more, and keeps
  /// nothing but where they lead: the largest source is never in memory whole. Nil if its mart cannot
  /// be made so.
  private func followLinks(of mart: MartPlan, _ day: inout DayTables) throws -> RowsInPassing? {
    guard amendment == nil, plan.isMadeInPassing(mart),
      let source = definition.source(mart.source),
      let compared = plan.columnsReadByLinks.bySource[mart.source]
    else { return nil }
    let file = try open(.cleanse)
    func runs(_ columns: Set<String>) throws -> KnownRuns {
      try KnownRuns(
        source, columns: columns, of: file, on: options.date, rows: rowsAtATime, areKept: false)
    }
    let all = try runs(compared)
    guard var links = day.linksInPassing(of: source.name, capacity: all.rowCount) else {
      return nil
    }
    let work = progress.begin("following links of \(source.name)", of: all.rowCount)
    defer { progress.end(work) }
    let (counts, future) = try all.follow(&links, threads: options.threads) { work.add($0) }
    day.add(source.name, count: counts.reduce(0, +), future: future, links: links)
    return RowsInPassing(
      try runs(plan.columnsReadInPassing(by: mart)), of: source.name, counts: counts)
  }

  /// What rows of marts need of the record of consent, and of other rows.
  private func permissionsAndFolds(
    _ day: DayTables, keepingConsent isKept: Bool
  ) throws -> (permissions: MartPermissions, folds: Folds) {
    let linking = progress.begin("following links, asking for consent")
    defer { progress.end(linking) }
    // Aggregates are folded beside the record of consent, most of which one thread makes.
    let folding = Workers.Errand(threads: options.threads) { [marts = plan.marts] in
      Folds(of: marts, from: day, threads: 1)
    }
    let consent = try consentIndex(day)
    if isKept {
      var asked = day
      asked.keep(only: plan.columnsReadByConsentOnceLinked)
      handedOn.consent = (consent, asked)
    }
    let permissions = MartPermissions(
      consent, of: plan.marts, definition, threads: options.threads)
    return (permissions, try folding.value())
  }

  /// What comes of a run of a mart's rows.
  private struct MadeRun: Sendable {
    let records: [RowRecords]
    var found: SegmentSearch.Found?
    var awaited: AwaitedRows.Found?
  }

  /// Writes a mart. While one run is written the next are made.
  private func write(
    _ mart: MartRows, _ passing: RowsInPassing?, to writer: BulkStageWriter,
    _ search: inout SegmentSearch?, _ awaited: inout AwaitedRows?
  ) throws {
    let description = TableDescription(mart.plan, sharing: mart.shared?.names ?? [])
    let (asked, awaiting) = (search, awaited)
    let work = progress.begin("making \(mart.plan.name)", of: mart.rowCount)
    defer { progress.end(work) }
    let runs = passing?.ranges ?? runs(of: mart.rowCount)
    func finish(_ number: Int, _ made: MadeRun, _ take: (RowRecords) throws -> Void) throws {
      work.add(runs[number].count)
      for records in made.records { try take(records) }
      if let found = made.found { search?.add(found) }
      if let found = made.awaited { awaited?.add(found) }
    }
    guard let shared = mart.shared else {
      return try writer.add(description) { take in
        try inRuns(runs.count) { number in
          let rows = mart.table(runs[number], of: try passing?.table(number))
          let found = asked?.find(in: rows)
          return MadeRun(
            records: try RowRecords.runs(of: rows, description), found: found,
            awaited: awaiting?.find(in: rows, runs[number], found))
        } finish: { number, made in
          try finish(number, made, take)
        }
      }
    }
    let searched = plan.martColumnsReadByEntries[mart.plan.name] ?? []
    let groups = self.runs(of: shared.table.rowCount)
    try writer.add(description) { take in
      try inRuns(groups.count) { number in
        MadeRun(
          records: try RowRecords.runs(
            ofShared: shared.table.slice(groups[number]), description))
      } finish: { _, made in
        for records in made.records { try take(records) }
      }
    } rows: { take in
      try inRuns(runs.count) { number in
        let run = runs[number]
        let own = mart.own(run, of: try passing?.table(number))
        let found = asked?.find(in: shared.join(own, run, only: searched))
        return MadeRun(
          records: try RowRecords.runs(of: own, at: shared.places[run], description),
          found: found, awaited: awaiting?.find(in: own, run, found, shared: shared.columns))
      } finish: { number, made in
        try finish(number, made, take)
      }
    }
  }

  /// So many rows in runs of `rowsAtATime`.
  private func runs(of rowCount: Int) -> [Range<Int>] {
    stride(from: 0, to: rowCount, by: rowsAtATime).map { $0..<min($0 + rowsAtATime, rowCount) }
  }

  /// Makes runs of rows on all threads, and hands them over in their order.
  private func inRuns(
    _ count: Int, _ make: @escaping @Sendable (Int) throws -> MadeRun,
    finish: (Int, MadeRun) throws -> Void
  ) throws {
    let runs = Array(repeating: 1, count: count)
    try Workers.forEachGroup(runs, threads: options.threads, ahead: 8) { run, _ in
      try make(run)
    } finish: { run, made in
      for made in made { try finish(run, made) }
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

  /// One row a step of a link: what it compares, how many rows it matched, for how many it found more
  /// than one, and how many are unmatched after it.
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
              source.name, link.name, number + 1, step.compared,
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

extension MatchStep {
  /// What must be equal, as `meibo show links` says it.
  fileprivate var compared: String {
    ([(column, target)] + andEqual.map { ($0.own, $0.other) }).map { "\($0) = \($1)" }
      .joined(separator: " and ")
  }
}
