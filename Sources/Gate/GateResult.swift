public import Consent

/// What became of every candidate of a day.
public struct GateResult: Sendable {
  /// Those that go out, in no particular order.
  public let sends: [Send]
  /// Every candidate and channel that does not, in no particular order.
  public let exclusions: [Exclusion]
  /// For each candidate in the order given, what its last channel came to.
  public let outcomes: [Outcome]
  /// What was asked and what came of it, by scenario, step and channel in byte order.
  public let conservation: [ConservationRow]

  /// What a journey learns about the message it reached.
  public enum Outcome: Sendable, Hashable {
    case sent(SendID)
    /// `duplicateOf` is the send whose opens count for a duplicate.
    case excluded(Reason, SendID, duplicateOf: SendID?)

    /// The reason with which the journey ends here, or nil if it goes on.
    public var endOfJourney: Reason? {
      guard case .excluded(let reason, _, _) = self, reason.endsJourney else { return nil }
      return reason
    }
  }
}

/// The count of a scenario's step on a channel: candidates = sends + exclusions.
public struct ConservationRow: Sendable, Hashable {
  /// With `step` and `channel` it is the row's key: each triple is there once.
  public let scenarioID: String
  /// The message's name in the flow of the scenario.
  public let step: String
  /// A candidate that went on to the next channel of its step is counted on both.
  public let channel: Channel
  /// How often the gate was asked.
  public internal(set) var candidates = 0
  /// How often it said yes.
  public internal(set) var sends = 0
  /// By the deciding reason; reasons that did not occur are left out.
  public internal(set) var exclusions: [Reason: Int] = [:]

  /// True if nothing was lost and nothing came from nowhere.
  public var isBalanced: Bool { candidates == sends + exclusions.values.reduce(0, +) }
}

/// Why the gate gives no result.
public struct GateError: Error, Equatable, CustomStringConvertible {
  /// What kind of failure it is; the raw value is for machines.
  public enum Code: String, Sendable {
    /// Candidates were lost or came from nowhere: nothing may be published.
    case notConserved = "not_conserved"
    /// Two candidates have one send id: a journey reached one message twice.
    case sameCandidateTwice = "same_candidate_twice"
    /// A table lacks a column.
    case missingColumn = "missing_column"
  }

  /// What a caller goes by.
  public let code: Code
  /// Lower case, no full stop, names quoted; of a person a send id at most.
  public let message: String

  public var description: String { message }
}
