import Consent

extension GateDay {
  /// Counts what was asked and what came of it, and gives the result only if both agree for every
  /// step and channel and every candidate has an outcome.
  func result() throws(GateError) -> GateResult {
    var table: [Key: ConservationRow] = [:]
    var messages: [ObjectIdentifier: Message] = [:]
    for candidate in candidates {
      messages[ObjectIdentifier(candidate.message)] = candidate.message
    }
    for (step, count) in asked {
      guard let message = messages[step.message] else { continue }
      Self.count(message, step.channel, in: &table) { $0.candidates += count }
    }
    for send in sends { Self.count(send.message, send.channel, in: &table) { $0.sends += 1 } }
    for exclusion in exclusions {
      Self.count(exclusion.message, exclusion.channel, in: &table) {
        $0.exclusions[exclusion.reason, default: 0] += 1
      }
    }
    let rows = table.values.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
    if let row = rows.first(where: { !$0.isBalanced }) {
      throw GateError(
        code: .notConserved,
        message: """
          scenario '\(row.scenarioID)', step '\(row.step)', channel '\(row.channel.rawValue)': \
          \(row.candidates) candidates, but \(row.sends) sends and \
          \(row.exclusions.values.reduce(0, +)) exclusions
          """)
    }
    let known = outcomes.compactMap { $0 }
    guard known.count == candidates.count else {
      throw GateError(
        code: .notConserved,
        message: "\(candidates.count) candidates, but \(known.count) have an outcome")
    }
    return GateResult(
      sends: sends, exclusions: exclusions, outcomes: known, conservation: rows)
  }

  private struct Key: Hashable {
    let scenarioID: String
    let step: String
    let channel: Channel
  }

  private static func count(
    _ message: Message, _ channel: Channel, in table: inout [Key: ConservationRow],
    _ change: (inout ConservationRow) -> Void
  ) {
    let key = Key(scenarioID: message.scenarioID, step: message.step, channel: channel)
    change(
      &table[
        key,
        default: ConservationRow(
          scenarioID: message.scenarioID, step: message.step, channel: channel)])
  }
}

extension ConservationRow {
  /// Byte order by scenario, step and channel.
  fileprivate var sortKey: [UInt8] {
    Array(scenarioID.utf8) + [0] + Array(step.utf8) + [0] + Array(channel.rawValue.utf8)
  }
}
