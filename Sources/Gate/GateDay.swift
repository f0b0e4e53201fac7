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
  private let threads: Int

  /// A candidate on the channel that it would go out on.
  struct Passing: Sendable {
    let candidate: Int
    let channel: Channel
    let id: SendID
    /// Owned by the consent index.
    nonisolated(unsafe) let to: ByteView
    let decision: Decision
  }

  struct StepChannel: Hashable, Sendable {
    let message: ObjectIdentifier
    let channel: Channel
  }

  init(gate: Gate, candidates: [Candidate], threads: Int) {
    self.gate = gate
    self.threads = threads
    self.candidates = candidates
    outcomes = Array(repeating: nil, count: candidates.count)
  }

  /// First pass. Nobody's answer depends on another's, so several are asked at a time.
  mutating func askEachAlone() {
    passing.reserveCapacity(candidates.count)
    let runs = runs(of: candidates.count)
    let answers = Workers.map(runs.count, threads: threads) { [gate, candidates] run in
      var questions = LoneQuestions(gate)
      for number in runs[run] {
        questions.ask(candidates[number], number: number)
      }
      return questions.answers
    }
    for answer in answers {
      passing += answer.passing
      for (number, exclusion) in answer.excluded {
        exclusions.append(exclusion)
        outcomes[number] = .excluded(exclusion.reason, exclusion.id, duplicateOf: nil)
      }
      asked.merge(answer.asked) { $0 + $1 }
    }
  }

  /// What the threads share out among themselves.
  private func runs(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: gate.candidatesAtATime).map {
      $0..<min($0 + gate.candidatesAtATime, count)
    }
  }

  /// Notes why a candidate of the passes after the first is not sent on a channel. The detail is the
  /// send that is kept, if there is one.
  mutating func exclude(
    _ entry: Passing, reason: Reason, detail: String? = nil, duplicateOf: SendID? = nil
  ) {
    exclusions.append(
      gate.exclusion(
        of: candidates[entry.candidate], channel: entry.channel, id: entry.id, reason: reason,
        detail: duplicateOf?.description ?? detail))
    outcomes[entry.candidate] = .excluded(reason, entry.id, duplicateOf: duplicateOf)
  }

  /// Lets candidates out, in this order.
  mutating func send(_ entries: [Passing]) {
    let runs = runs(of: entries.count)
    let made = Workers.map(runs.count, threads: threads) { [gate, candidates] run in
      entries[runs[run]].map { gate.send(candidates[$0.candidate], $0) }
    }
    sends.reserveCapacity(entries.count)
    for (entry, send) in zip(entries, made.joined()) {
      guard let send else { continue }
      sends.append(send)
      outcomes[entry.candidate] = .sent(entry.id)
    }
    passing = []
  }
}

extension Gate {
  func exclusion(
    of candidate: Candidate, channel: Channel, id: SendID, reason: Reason, detail: String?,
    also: Reasons = []
  ) -> Exclusion {
    Exclusion(
      id: id, message: candidate.message, channel: channel, subjectKey: candidate.subjectKey,
      customerID: customerID(of: candidate), reason: reason, detail: detail, also: also)
  }

  /// An affirmative decision always has evidence; without it nothing goes out, and the count at the
  /// end says so.
  fileprivate func send(_ candidate: Candidate, _ entry: GateDay.Passing) -> Send? {
    guard let evidence = consent.evidence(of: entry.decision) else { return nil }
    return Send(
      id: entry.id, businessDate: consent.date, candidate: candidate, channel: entry.channel,
      to: entry.to.text, customerID: customerID(of: candidate), consent: evidence)
  }

  /// The customer's id, sharing the subject key where it is the same.
  private func customerID(of candidate: Candidate) -> String? {
    guard let id = consent.customerID(of: candidate.subject) else { return nil }
    var key = candidate.subjectKey
    return key.withUTF8 { Bytes.equal($0, id) } ? key : id.text
  }
}
