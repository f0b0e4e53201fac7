import Pipeline
import Table

/// What the messages of a scenario cannot go out without.
struct RequiredFields {
  /// By step, in the order of the definition; steps that need nothing are not in it.
  private let columns: [String: [Column]]

  /// `mart` has the fields of the scenario's sends.
  init(_ plan: Plan, _ scenario: ScenarioDefinition, _ mart: Table) {
    var columns: [String: [Column]] = [:]
    for message in scenario.messages {
      let required = plan.message(message.step, of: scenario.id)?.fields.filter(\.isRequired) ?? []
      let found = required.compactMap { mart.column($0.name) }
      if !found.isEmpty { columns[message.step] = found }
    }
    self.columns = columns
  }

  /// The first field of the step's message that a row does not have; nil if it has all.
  func missing(for step: String, inRow row: Int) -> String? {
    columns[step]?.first { $0.isMissing(row) }?.name
  }
}

extension Column {
  /// True if a message would have nothing to show: null, or an empty text.
  fileprivate func isMissing(_ row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row] == nullNumber
    case .text(let texts): texts[row]?.isEmpty ?? true
    }
  }
}
