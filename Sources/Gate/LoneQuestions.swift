import Consent
import Table

/// Asks of one candidate after another every question that concerns it alone.
struct LoneQuestions {
  /// What became of those that were asked.
  struct Answers: Sendable {
    /// Candidates that nothing yet forbids, one entry each.
    var passing: [GateDay.Passing] = []
    /// By the number of the candidate.
    var excluded: [(Int, Exclusion)] = []
    /// How often each step was asked for on each channel.
    var asked: [GateDay.StepChannel: Int] = [:]
  }

  private(set) var answers = Answers()
  private let gate: Gate
  private let scratch = ByteBuffer(capacity: 128)
  private var topics: [String: TopicQuery] = [:]

  init(_ gate: Gate) { self.gate = gate }

  /// Asks for the channels of the candidate's message, each only where the one before has no
  /// destination or one that bounced.
  mutating func ask(_ candidate: Candidate, number: Int) {
    let message = candidate.message
    let topic = topic(message.topic)
    for channel in message.channels {
      answers.asked[
        GateDay.StepChannel(message: ObjectIdentifier(message), channel: channel), default: 0] += 1
      let id = SendID(
        scenarioID: message.scenarioID, step: message.step, channel: channel.rawValue,
        subjectKey: candidate.subjectKey, enteredOn: candidate.enteredOn, scratch: scratch)
      let reason = ask(candidate, number: number, channel: channel, topic: topic, id: id)
      guard let reason, reason.triesNextChannel else { return }
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
    let suppression = gate.suppression(of: candidate.subject, channel: channel)
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
        answers.passing.append(
          GateDay.Passing(
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
    answers.excluded.append(
      (
        number,
        gate.exclusion(
          of: candidate, channel: channel, id: id, reason: reason, detail: detail,
          also: held.subtracting(Reasons(reason)))
      ))
    return reason
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
}
