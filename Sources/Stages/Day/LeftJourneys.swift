import Pipeline
import Store

/// Journeys that wait in a scenario which the definitions have no more, or under another id. They
/// stay as they are, and nothing is sent to them.
public struct LeftJourneys: Sendable, Equatable {
  /// The id under which the ledger keeps them.
  public let scenarioID: String
  /// How many wait; never 0. Ended journeys are not counted.
  public let count: Int

  /// For people.
  public var note: String {
    "\(count) \(count == 1 ? "journey" : "journeys") of '\(scenarioID)', which is no longer defined"
  }
}

extension PipelineDefinition {
  /// Those among journeys counted by scenario that have no scenario here, in byte order of the ids.
  func leftJourneys(_ counts: [String: Int]) -> [LeftJourneys] {
    counts.filter { scenario($0.key) == nil && $0.value > 0 }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { LeftJourneys(scenarioID: $0.key, count: $0.value) }
  }
}

extension StageRunner {
  /// Those that wait after a date.
  func leftJourneys(in ledger: Ledger, after date: Int64) throws -> [LeftJourneys] {
    let waiting = try ledger.journeyCounts(through: date).filter { $0.outcome == nil }
    return definition.leftJourneys(
      waiting.reduce(into: [:]) { $0[$1.scenarioID, default: 0] += $1.count })
  }
}
