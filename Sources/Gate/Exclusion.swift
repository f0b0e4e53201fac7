public import Consent

/// Why a candidate is not sent, in the order in which the reasons are asked.
public enum Reason: Int, CaseIterable, Sendable, Hashable {
  case noDestination, suppressed, optedOut, noConsent, bounced, alreadySent, holdout
  case missingField, duplicateDestination, frequencyCap

  /// The reason as manifests write it.
  public var code: String {
    switch self {
    case .noDestination: "no_destination"
    case .suppressed: "suppressed"
    case .optedOut: "opted_out"
    case .noConsent: "no_consent"
    case .bounced: "bounced"
    case .alreadySent: "already_sent"
    case .holdout: "holdout"
    case .missingField: "missing_field"
    case .duplicateDestination: "duplicate_destination"
    case .frequencyCap: "frequency_cap"
    }
  }

  /// True if the person's journey ends with this reason. After any other it goes on as if the
  /// message had been sent.
  public var endsJourney: Bool {
    self == .suppressed || self == .optedOut || self == .noConsent
  }

  /// True if the next channel of the step is tried.
  var triesNextChannel: Bool { self == .noDestination || self == .bounced }
}

/// Several reasons.
public struct Reasons: OptionSet, Sendable, Hashable {
  /// A bit for each reason: 1 shifted left by its raw value.
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// One reason.
  public init(_ reason: Reason) { rawValue = 1 << UInt16(reason.rawValue) }

  /// The first in the order of asking.
  var first: Reason? { Reason(rawValue: rawValue.trailingZeroBitCount) }

  /// All of them, in the order of asking.
  public var list: [Reason] { Reason.allCases.filter { contains(Reasons($0)) } }
}

/// A candidate on a channel that is not sent.
public struct Exclusion: Sendable {
  /// The id that the send would have had.
  public let id: SendID
  /// Shared by the candidates of the step.
  public let message: Message
  /// The channel that was tried: a candidate of several channels may be excluded on each.
  public let channel: Channel
  /// Whose journey it is: personal data.
  public let subjectKey: String
  /// The customer, or nil for somebody who is none.
  public let customerID: String?
  /// The first reason that holds.
  public let reason: Reason
  /// For `suppressed` the reason of the suppression, for `missingField` the name of the field, for
  /// `duplicateDestination` the id of the send that is kept, for `frequencyCap` the code by which the
  /// person has chosen fewer messages, if the channel's caps let this one pass; else nil.
  public let detail: String?
  /// The other reasons that would have held by themselves, of those asked of a candidate alone.
  public let also: Reasons
}
