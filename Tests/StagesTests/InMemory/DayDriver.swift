import Derive
import Gate
import Scenario
import Store
import Table

@testable import Pipeline
@testable import Stages

/// What a `DayDriver` keeps of the dates that it has run.
struct MemoryLedger {
  /// Every journey as it stands.
  var journeys: [JourneyState] = []
  var sends: [LedgerSend] = []
  var exclusions: [LedgerExclusion] = []
}

/// Runs business dates of a pipeline one after the other without files: from cleansed rows through
/// marts, segments, journeys and the gate to a ledger in memory.
final class DayDriver {
  let plan: Plan
  private(set) var ledger: MemoryLedger
  private var places: [[String]: Int] = [:]

  /// `sends` are in the ledger from the start.
  init(_ plan: Plan, sends: [LedgerSend] = []) {
    self.plan = plan
    ledger = MemoryLedger(sends: sends)
  }

  /// Runs a date on what the exports hold, and remembers it.
  func run(_ date: Int64, _ rows: [String: SourceRows]) throws -> DecidedDay {
    let runner = StageRunner(
      RunOptions(pipeline: "", exports: nil, store: "", date: date), plan: plan,
      definitionDigest: "")
    var cleansed: [String: Table] = [:]
    for (source, columns) in plan.columnsReadByMarts.bySource {
      cleansed[source] = rows[source]?.table(columns)
    }
    let past = try PastDays(ledger, before: date)
    runner.handedOn.pastSends = past.sends
    runner.handedOn.refusals = RefusalMemory(emptyOn: date)
    let day = DayTables(cleansed: cleansed, definition: plan.definition, date: date)
    let permissions = MartPermissions(
      try runner.consentIndex(day), of: plan.marts, plan.definition, threads: 1)
    let folds = Folds(of: plan.marts, from: day, threads: 1)
    for mart in plan.marts {
      let rows = MartRows(mart, from: day, permissions: permissions, folds: folds, threads: 1)
      runner.handedOn.marts[mart.name] = rows.table(0..<rows.rowCount)
    }
    for segment in plan.segments {
      guard let mart = runner.handedOn.marts[segment.mart] else { continue }
      let table = Segment(segment, over: mart, day: DayTables(date: date)).table
      runner.handedOn.segments[segment.scenario] = table
      if let late = segment.late {
        runner.handedOn.lateSegments[segment.scenario] = StageRunner.late(
          Segment(late, over: mart, day: DayTables(date: date)).table, but: table)
      }
    }
    let decided = try runner.decideDay(day, past, DayMarts(runner, past))
    remember(try decided.record(on: date, threads: 1))
    return decided
  }

  private func remember(_ record: DayRecord) {
    ledger.sends += record.sends
    ledger.exclusions += record.exclusions
    for journey in record.journeys {
      let key = [journey.scenarioID, journey.subjectKey, String(journey.enteredOn)]
      if let place = places[key] {
        ledger.journeys[place] = journey
      } else {
        places[key] = ledger.journeys.count
        ledger.journeys.append(journey)
      }
    }
  }
}

extension Plan {
  /// The same plan with some of its scenarios, and of their marts only the columns that decide.
  func only(_ isWanted: (ScenarioDefinition) -> Bool) -> Plan {
    let scenarios = definition.scenarios.filter(isWanted)
    let segments = segments.filter { segment in scenarios.contains { $0.id == segment.scenario } }
    let marts = marts.compactMap { mart -> MartPlan? in
      let mine = segments.filter { $0.mart == mart.name }
      guard !mine.isEmpty else { return nil }
      var wanted = Set(["customer_id"])
      for segment in mine {
        wanted.formUnion(segment.columnsReadByEntry)
        wanted.formUnion(segment.columnsReadByJourneys)
        if let scenario = self.definition.scenario(segment.scenario) {
          wanted.formUnion(fields(of: scenario))
        }
      }
      // A column is made of others that stand before it.
      for column in mart.columns.reversed() where wanted.contains(column.name) {
        wanted.formUnion(column.formula.ownColumns)
      }
      return MartPlan(
        name: mart.name, label: mart.label, source: mart.source, key: mart.key,
        columns: mart.columns.filter { wanted.contains($0.name) })
    }
    let definition = PipelineDefinition(
      name: definition.name, label: definition.label, location: definition.location,
      parameters: definition.parameters, sources: definition.sources, marts: definition.marts,
      scenarios: scenarios, messages: definition.messages, channels: definition.channels,
      sender: definition.sender,
      consent: definition.consent, files: definition.files)
    return Plan(
      definition: definition, marts: marts, segments: segments,
      messages: messages.filter { message in scenarios.contains { $0.id == message.scenario } },
      warnings: warnings, notes: notes)
  }
}
