import Pipeline
import Report
import Store
import Table

extension StageRunner {
  /// Each mart with what its columns read and what reads them, by the plan.
  func martParts() throws -> [DayReport.Mart] {
    let derive = try open(.derive)
    return try plan.marts.map { mart in
      let reads = MartReads(mart, definition)
      let uses = MartUses(mart, plan)
      return DayReport.Mart(
        name: mart.name, label: mart.label, source: mart.source,
        rows: try derive.read(mart.name, columns: []).rowCount,
        columns: mart.columns.map { column in
          let read = reads.read(by: column.name)
          return DayReport.MartColumn(
            name: column.name, label: column.label, type: column.type.rawValue,
            formula: column.written, reads: read.references, asksConsent: read.channels,
            uses: uses.uses(of: column))
        })
    }
  }
}

/// What the columns of a mart read, also by way of one another.
private struct MartReads {
  private var found: [String: (references: Set<DayReport.SourceReference>, channels: Set<String>)]
  private let definition: PipelineDefinition

  init(_ mart: MartPlan, _ definition: PipelineDefinition) {
    self.definition = definition
    found = [:]
    // A column reads only columns that stand before it.
    for column in mart.columns {
      var references: Set<DayReport.SourceReference> = []
      var channels: Set<String> = []
      add(column.formula, of: mart.source, &references, &channels)
      found[column.name] = (references, channels)
    }
  }

  private func add(
    _ formula: Formula, of source: String, _ references: inout Set<DayReport.SourceReference>,
    _ channels: inout Set<String>
  ) {
    for part in formula.all {
      switch part {
      case .field(let name, _):
        references.insert(DayReport.SourceReference(source: source, column: name))
      case .linked(let link, let column, _):
        if let target = definition.source(source)?.link(link)?.source {
          references.insert(DayReport.SourceReference(source: target, column: column))
        }
      case .own(let name, _):
        if let known = found[name] {
          references.formUnion(known.references)
          channels.formUnion(known.channels)
        }
      case .permission(let channel, _): channels.insert(channel)
      case .aggregate(let aggregate):
        let inner = [aggregate.value, aggregate.filter].compactMap { $0 } + aggregate.order
        for each in inner { add(each, of: aggregate.source, &references, &channels) }
        if inner.isEmpty { addKey(of: aggregate.source, &references) }
      case .isLinked(let link):
        if let target = definition.source(source)?.link(link)?.source {
          addKey(of: target, &references)
        }
      default: break
      }
    }
  }

  /// Whether rows are there is read from their keys.
  private func addKey(of source: String, _ references: inout Set<DayReport.SourceReference>) {
    guard let key = definition.source(source)?.key.first else { return }
    references.insert(DayReport.SourceReference(source: source, column: key))
  }

  /// In the order of the definition.
  func read(by column: String) -> (references: [DayReport.SourceReference], channels: [String]) {
    guard let known = found[column] else { return ([], []) }
    let references = definition.sources.flatMap { source in
      source.columns.map { DayReport.SourceReference(source: source.name, column: $0.name) }
        .filter(known.references.contains)
    }
    return (references, known.channels.sorted())
  }
}

/// What a mart's columns are used for.
private struct MartUses {
  private let plan: Plan
  private let scenarios: [(definition: ScenarioDefinition, plan: SegmentPlan)]

  init(_ mart: MartPlan, _ plan: Plan) {
    self.plan = plan
    scenarios = plan.definition.scenarios.sorted { $0.number < $1.number }.compactMap { scenario in
      plan.segment(scenario.id).flatMap { $0.mart == mart.name ? (scenario, $0) : nil }
    }
  }

  func uses(of column: ColumnPlan) -> [DayReport.Use] {
    var uses: [DayReport.Use] = []
    func add(_ use: ([Int]) -> DayReport.Use, _ holds: (ScenarioDefinition, SegmentPlan) -> Bool) {
      let numbers = scenarios.filter { holds($0.definition, $0.plan) }.map(\.definition.number)
      if !numbers.isEmpty { uses.append(use(numbers)) }
    }
    let name = column.name
    add(DayReport.Use.condition) { $1.conditions.contains { $0.formula.ownColumns.contains(name) } }
    add(DayReport.Use.guarding) {
      $1.guards.contains { $0.condition.formula.ownColumns.contains(name) }
    }
    add(DayReport.Use.subject) { $1.subject == name || $1.latestBy.contains(name) }
    add(DayReport.Use.field) { scenario, _ in plan.fields(of: scenario).contains(name) }
    // A channel counts where a scenario of this mart writes to it.
    let channels = Set(scenarios.flatMap { $0.definition.messages.flatMap(\.channels) })
    for channel in plan.definition.channels where channels.contains(channel.name) {
      if channel.addresses.contains(name) { uses.append(.address(channel: channel.name)) }
      if channel.permission == name { uses.append(.permission(channel: channel.name)) }
    }
    return uses
  }
}
