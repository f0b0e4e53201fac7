import Pipeline

extension Plan {
  /// By mart: the columns that decide who enters.
  var martColumnsReadByEntries: [String: Set<String>] {
    segments.reduce(into: [:]) { $0[$1.mart, default: []].formUnion($1.columnsReadByEntry) }
  }

  /// By mart: the columns that journeys, messages and people are read from.
  var martColumnsReadByJourneys: [String: Set<String>] {
    var reads: [String: Set<String>] = [:]
    for scenario in definition.scenarios {
      guard let segment = segment(scenario.id), let mart = mart(segment.mart) else { continue }
      reads[mart.name, default: ["customer_id"]].formUnion(segment.columnsReadByJourneys)
      reads[mart.name]?.formUnion(fields(of: scenario))
    }
    return reads
  }
}
