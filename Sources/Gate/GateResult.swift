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
  public let scenarioID: String
  public let step: String
  public let channel: Channel
  public internal(set) var candidates = 0
  public internal(set) var sends = 0
  public internal(set) var exclusions: [Reason: Int] = [:]

  /// True if nothing was lost and nothing came from nowhere.
  public var isBalanced: Bool { candidates == sends + exclusions.values.reduce(0, +) }
}

/// Why the gate gives no result.
public struct GateError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// Candidates were lost or came from nowhere: nothing may be published.
    case notConserved = "not_conserved"
    /// Two candidates have one send id: a journey reached one message twice.
    case sameCandidateTwice = "same_candidate_twice"
    /// A table lacks a column.
    case missingColumn = "missing_column"
  }

  public let code: Code
  public let message: String

  public var description: String { message }
}
