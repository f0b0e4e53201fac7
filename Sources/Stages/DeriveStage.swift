import Consent
import Derive
import Pipeline
import Store
import Synchronization
import Table

extension StageRunner {
  /// Makes every mart.
  func derive() throws -> StageReport {
    let clock = ContinuousClock()
    let start = clock.now
    let fingerprint = try fingerprint(.derive, after: .cleanse)
    let day = try dayTables(plan.columnsReadByMarts)
    let permissions = IndexedPermissions(try consentIndex(day), definition, day)
    let plans = plan.marts
    let writer = try BulkStageWriter(path: store.stageFile(Stage.derive.rawValue, on: options.date))
    let reads = plan.martColumnsReadLater
    var counts: [(name: String, value: Int)] = []
    // While one mart is written the next is made.
    try Workers.forEachGroup(plans.map { _ in 1 }, threads: options.threads) { index, _ in
      Table(mart: plans[index], from: day, permissions: permissions)
    } finish: { index, marts in
      for mart in marts {
        try writer.add(mart, TableDescription(plans[index]))
        counts.append((mart.name, mart.rowCount))
        martsInMemory[mart.name] = mart.only(reads[mart.name] ?? [])
      }
    }
    for table in [Self.knownTable(day, definition), Self.linkTable(day, definition)] {
      try writer.add(table, TableDescription(of: table))
    }
    return StageReport(
      stage: .derive, published: try publish(fingerprint, writer), counts: counts, notes: [],
      seconds: clock.seconds(since: start))
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
        Column("known", .int, numbers: rows.map { Int64($0.1.table.rowCount) }),
        Column("future", .int, numbers: rows.map { Int64($0.1.future) }),
      ])
  }

  /// One row a step of a link: how many rows it matched; ambiguous and unmatched of the whole link.
  private static func linkTable(_ day: DayTables, _ definition: PipelineDefinition) -> Table {
    var rows: [(String, String, Int, String, Int, Int, Int)] = []
    for source in definition.sources {
      for link in source.links {
        guard let found = day.links[source.name]?[link.name] else { continue }
        for (number, step) in link.steps.enumerated() {
          rows.append(
            (
              source.name, link.name, number + 1, "\(step.column) = \(step.target)",
              found.matchedByStep[number], found.ambiguous, found.unmatched
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

/// Gives marts their permission columns.
private final class IndexedPermissions: PermissionSource {
  private let index: ConsentIndex
  /// What is known already, by population and channel: many marts ask the same.
  private let known = Mutex<[Asked: [Int64]]>([:])
  private let populations: [String: ConsentIndex.Population]
  /// For sources whose rows are not people themselves: where each row's person is.
  private let people: [String: [Int32]]

  init(_ index: ConsentIndex, _ definition: PipelineDefinition, _ day: DayTables) {
    self.index = index
    populations = definition.consentPopulations
    var people: [String: [Int32]] = [:]
    for source in definition.sources where day.known[source.name] != nil {
      let link = source.links.first { $0.source == definition.consent?.people.source }
      if let link { people[source.name] = day.link(link.name, of: source.name) }
    }
    self.people = people
  }

  private struct Asked: Hashable {
    let population: ConsentIndex.Population
    let channel: Channel
  }

  private func permissions(
    of population: ConsentIndex.Population, _ channel: Channel
  ) -> [Int64] {
    let asked = Asked(population: population, channel: channel)
    if let permissions = known.withLock({ $0[asked] }) { return permissions }
    let permissions = index.permissions(of: population, channel: channel)
    known.withLock { $0[asked] = permissions }
    return permissions
  }

  /// A row with nobody behind it has no permission.
  func permissions(of source: String, channel: String) -> [Int64] {
    guard let channel = Channel(rawValue: channel) else { return [] }
    if let population = populations[source] { return permissions(of: population, channel) }
    let permissions = permissions(of: .people, channel)
    return (people[source] ?? []).map { $0 < 0 ? 0 : permissions[Int($0)] }
  }
}

extension Table {
  /// With the columns of those names alone.
  fileprivate func only(_ names: Set<String>) -> Table {
    Table(name, columns.filter { names.contains($0.name) }, rowCount: rowCount)
  }
}
