import Consent
import Gate
import Table

/// The gate done the slow and obvious way, written apart from the product to be compared with it.
struct SlowGate {
  let town: Town

  /// `yes`, `out` or `none` for a person on a channel and topic.
  func consent(of row: Int, channel: Channel, topic: String) -> String {
    let me = town.people[row]
    var latest: (at: Int64, isOut: Bool)?
    for event in town.events {
      let isOut = event.action != "opt_in"
      if !isOut, event.at == nil || event.channel == nil { continue }
      let isAll = event.channel == nil || event.channel == "all"
      if !isAll, event.channel != channel.rawValue { continue }
      if let about = event.topic, about != "all", about != topic { continue }
      let isByMail = event.email != nil && event.email == me.email
      guard event.customer == me.id || isByMail && (channel == .email || isAll && isOut) else {
        continue
      }
      let at = event.at ?? .max
      if latest == nil || at > latest!.at || at == latest!.at && isOut { latest = (at, isOut) }
    }
    switch latest?.isOut {
    case true: return "out"
    // The people of the town have no time of change: a false permission stands.
    case false: return me.permission == 0 ? "none" : "yes"
    case nil: return me.permission == 1 ? "yes" : "none"
    }
  }

  private func address(_ row: Int, _ channel: Channel) -> String? {
    channel == .email ? town.people[row].email : town.people[row].phone
  }

  private func isSuppressed(_ row: Int, _ channel: Channel) -> Bool {
    let me = town.people[row]
    if me.note == "対応中" { return true }
    return town.suppressions.contains { suppression in
      let isEverywhere = suppression.reason != "other"
      guard isEverywhere || suppression.channel == nil || suppression.channel == channel.rawValue
      else { return false }
      let isMine = suppression.customer == me.id && suppression.type != "email_domain"
      let isMyDomain =
        suppression.domain != nil && suppression.type != "customer"
        && me.email?.hasSuffix("@" + suppression.domain!) == true
      return isMine || isMyDomain
    }
  }

  private func reason(_ candidate: Candidate, _ channel: Channel) -> Reason? {
    guard let to = address(candidate.row, channel) else { return .noDestination }
    if isSuppressed(candidate.row, channel) { return .suppressed }
    switch consent(of: candidate.row, channel: channel, topic: candidate.message.topic) {
    case "out": return .optedOut
    case "none": return .noConsent
    default: break
    }
    if town.bounced.contains(to) { return .bounced }
    return town.people[candidate.row].missing == nil ? nil : .missingField
  }

  /// Every line that a day should give.
  func decide(_ candidates: [Candidate]) -> Set<String> {
    var lines: Set<String> = []
    var left: [(candidate: Candidate, channel: Channel, id: SendID, to: String)] = []
    for candidate in candidates {
      for channel in candidate.message.channels {
        let id = SendID(
          scenarioID: candidate.message.scenarioID, step: candidate.message.step,
          channel: channel.rawValue, subjectKey: candidate.subjectKey,
          enteredOn: candidate.enteredOn)
        guard let reason = reason(candidate, channel) else {
          left.append((candidate, channel, id, address(candidate.row, channel)!))
          break
        }
        lines.insert("\(id) \(channel) \(reason.code)")
        if reason != .noDestination && reason != .bounced { break }
      }
    }
    var kept: [(candidate: Candidate, channel: Channel, id: SendID, to: String)] = []
    for one in left.sorted(by: { $0.candidate.subjectKey < $1.candidate.subjectKey }) {
      let isTaken = kept.contains {
        $0.candidate.message.scenarioID == one.candidate.message.scenarioID
          && $0.channel == one.channel && $0.to == one.to
      }
      if isTaken {
        lines.insert("\(one.id) \(one.channel) duplicate_destination")
      } else {
        kept.append(one)
      }
    }
    var today: [String: Int] = [:]
    let inTurn = kept.sorted {
      ($0.candidate.message.priority, $0.id) < ($1.candidate.message.priority, $1.id)
    }
    for one in inTurn {
      let person = one.candidate.subjectKey
      let isCounted = one.channel == .email && !one.candidate.message.isTransactional
      func hasHad(_ most: Int, in days: Int64) -> Bool {
        let past = town.sent.count { $0.customer == person && $0.day > Town.date - days }
        return past + today[person, default: 0] >= most
      }
      if isCounted, hasHad(2, in: 1) || hasHad(3, in: 7) {
        lines.insert("\(one.id) \(one.channel) frequency_cap")
        continue
      }
      let wish = town.wishes.isEmpty ? nil : town.people[one.candidate.row].frequency
      let isEnough =
        switch wish {
        case "weekly": hasHad(1, in: 7)
        case "monthly": hasHad(1, in: 30)
        case "sparing": hasHad(1, in: 1) || hasHad(2, in: 30)
        case "never": true
        default: false
        }
      if isCounted, isEnough {
        lines.insert("\(one.id) \(one.channel) frequency_cap \(wish ?? "")")
        continue
      }
      if isCounted { today[person, default: 0] += 1 }
      lines.insert("\(one.id) \(one.channel) to \(one.to)")
    }
    return lines
  }
}
