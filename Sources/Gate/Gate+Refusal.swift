public import Consent
import Table

extension Gate {
  /// Why a message that was let through earlier must not go out after all.
  public struct Refusal: Sendable, Hashable {
    /// `suppressed`, `optedOut`, `noConsent` or `bounced`: the first that holds.
    public let reason: Reason
    /// For `suppressed` the reason of the suppression, if it can be read.
    public let detail: String?

    public init(_ reason: Reason, detail: String? = nil) {
      self.reason = reason
      self.detail = detail
    }
  }

  /// Asks of a send that was let through earlier only what can take it away again: suppression,
  /// consent, and whether its own address has bounced. Duplicates, caps and control groups were
  /// settled when it was let through. O(what was said about the person).
  public func refusal(
    of subject: Subject, channel: Channel, address: String, topic: String
  ) -> Refusal? {
    if let match = suppression(of: subject, channel: channel) {
      return Refusal(.suppressed, detail: match.reason)
    }
    switch consent.decision(for: subject, channel: channel, topic: consent.topic(topic)).verdict {
    case .optedOut: return Refusal(.optedOut)
    case .noConsent: return Refusal(.noConsent)
    case .affirmative: break
    }
    var address = address
    return address.withUTF8 { consent.isBounced($0) } ? Refusal(.bounced) : nil
  }
}
