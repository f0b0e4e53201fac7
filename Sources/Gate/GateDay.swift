import Consent
import Table

/// The gate at work on the candidates of one day.
struct GateDay {
  let gate: Gate
  let candidates: [Candidate]
  /// Candidates that nothing yet forbids, one entry each.
  var passing: [Passing] = []
  var exclusions: [Exclusion] = []
  var sends: [Send] = []
  var outcomes: [GateResult.Outcome?]
  /// How often each step was asked for on each channel.
  var asked: [StepChannel: Int] = [:]
  private let scratch = ByteBuffer(capacity: 128)
  private var topics: [String: TopicQuery] = [:]

  /// A candidate on the channel that it would go out on.
  struct Passing {
    let candidate: Int
    let channel: Channel
    let id: SendID
    /// Owned by the consent index.
    let to: ByteView
    let decision: Decision
  }

  struct StepChannel: Hashable {
    let message: ObjectIdentifier
    let channel: Channel
  }

  init(gate: Gate, candidates: [Candidate]) {
    self.gate = gate
    self.candidates = candidates
    outcomes = Array(repeating: nil, count: candidates.count)
  }

  /// First pass.
  mutating func askEachAlone() {
    passing.reserveCapacity(candidates.count)
    for (number, candidate) in candidates.enumerated() {
      let topic = topic(candidate.message.topic)
      channels: for channel in candidate.message.channels {
        asked[
          StepChannel(message: ObjectIdentifier(candidate.message), channel: channel),
          default: 0] += 1
        let id = SendID(
          scenarioID: candidate.message.scenarioID, step: candidate.message.step,
          channel: channel.rawValue, subjectKey: candidate.subjectKey,
          enteredOn: candidate.enteredOn, scratch: scratch)
        guard
          let reason = ask(candidate, number: number, channel: channel, topic: topic, id: id)
        else { break channels }
        guard reason.triesNextChannel else { break channels }
      }
    }
  }

  /// Asks every question that concerns the candidate alone, and keeps or excludes it.
  private mutating func ask(
    _ candidate: Candidate, number: Int, channel: Channel, topic: TopicQuery, id: SendID
  ) -> Reason? {
    let consent = gate.consent
    let message = candidate.message
    var held: Reasons = []
    let destination = consent.destination(of: candidate.subject, channel: channel)
    if destination == nil { held.insert(Reasons(.noDestination)) }
    if destination?.isBounced == true { held.insert(Reasons(.bounced)) }
    let suppression = suppression(of: candidate.subject, channel: channel)
    if suppression != nil { held.insert(Reasons(.suppressed)) }
    let decision = consent.decision(for: candidate.subject, channel: channel, topic: topic)
    switch decision.verdict {
    case .affirmative: break
    case .optedOut: held.insert(Reasons(.optedOut))
    case .noConsent: held.insert(Reasons(.noConsent))
    }
    if wasSent(id) { held.insert(Reasons(.alreadySent)) }
    if !message.isTransactional,
      Holdout.contains(
        scenarioID: message.scenarioID, subjectKey: candidate.subjectKey,
        share: message.holdoutShare, scratch: scratch)
    {
      held.insert(Reasons(.holdout))
    }
    if candidate.missingField != nil { held.insert(Reasons(.missingField)) }
    guard let reason = held.first else {
      if let destination {
        passing.append(
          Passing(
            candidate: number, channel: channel, id: id, to: destination.address,
            decision: decision))
      }
      return nil
    }
    let detail: String? =
      switch reason {
      case .suppressed: suppression?.reason
      case .missingField: candidate.missingField
      default: nil
      }
    exclude(
      number, channel: channel, id: id, reason: reason, detail: detail,
      also: held.subtracting(Reasons(reason)))
    return reason
  }

  private func suppression(of subject: Subject, channel: Channel) -> Suppressions.Match? {
    if let match = gate.suppressions.match(subject, channel: channel, consent: gate.consent) {
      return match
    }
    guard let row = gate.consent.customerRow(of: subject), gate.notes.isComplaint(row) else {
      return nil
    }
    return Suppressions.Match(reason: "complaint_handling")
  }

  private func wasSent(_ id: SendID) -> Bool {
    guard gate.consent.pastSends.count > 0 else { return false }
    scratch.removeAll()
    id.write(to: scratch)
    return gate.consent.pastSends.row(of: scratch.view) != nil
  }

  private mutating func topic(_ name: String) -> TopicQuery {
    if let known = topics[name] { return known }
    let topic = gate.consent.topic(name)
    topics[name] = topic
    return topic
  }

  /// Notes why a candidate is not sent on a channel.
  mutating func exclude(
    _ number: Int, channel: Channel, id: SendID, reason: Reason, detail: String? = nil,
    also: Reasons = [], duplicateOf: SendID? = nil
  ) {
    let candidate = candidates[number]
    exclusions.append(
      Exclusion(
        id: id, message: candidate.message, channel: channel, subjectKey: candidate.subjectKey,
        customerID: customerID(of: candidate), reason: reason,
        detail: duplicateOf?.description ?? detail, also: also))
    outcomes[number] = .excluded(reason, id, duplicateOf: duplicateOf)
  }

  /// The customer's id, sharing the subject key where it is the same.
  func customerID(of candidate: Candidate) -> String? {
    guard let id = gate.consent.customerID(of: candidate.subject) else { return nil }
    return candidate.subjectKey.utf8.elementsEqual(id) ? candidate.subjectKey : id.text
  }
}
