import Store
import Table

/// May this person be sent to? Decided the slow and obvious way from what happened, apart from the
/// program: everything that anybody ever said is looked at again for each question.
struct PlainConsent {
  let facts: QuarterFacts
  let date: Int64
  private var endOfDay: Int64 { (date + 1) * 86400 - 1 }

  init(_ facts: QuarterFacts, on date: Int64) {
    self.facts = facts
    self.date = date
  }

  /// Why a send to somebody would be wrong; nil if it is right. `subject` is the form or the LINE
  /// ID of somebody who is no customer.
  func objection(
    customer: String?, subject: String, to: String, channel: String, topic: String
  ) -> String? {
    let person = customer.flatMap { facts.people[$0] }
    let mine = person.map { $0.addresses(channel) } ?? [to]
    guard mine.contains(to) else { return "not their address" }
    if isSuppressed(customer, person?.allAddresses ?? [to], channel) { return "suppressed" }
    if person?.complains == true { return "complains" }
    if let answer = refusal(customer, person?.allAddresses ?? [to], mine, subject, channel, topic) {
      return answer
    }
    return hasBounced(to) ? "bounced" : nil
  }

  private func refusal(
    _ customer: String?, _ all: [String], _ mine: [String], _ subject: String, _ channel: String,
    _ topic: String
  ) -> String? {
    if channel == "line", let block = facts.members[subject]?.blockedAt, block <= endOfDay {
      return "blocked"
    }
    let latest = heard(customer, all, mine, channel, topic).max {
      ($0.at, $0.isRefusal ? 1 : 0) < ($1.at, $1.isRefusal ? 1 : 0)
    }
    if latest?.isRefusal == true { return "refused" }
    let ticks = mine.flatMap { facts.ticked[$0] ?? [] }
      .filter { isTick($0, of: mine, channel) }.map(\.at)
    let agreed = max(latest?.at ?? Int64.min, ticks.max() ?? Int64.min)
    let (base, since) = base(customer, subject, channel)
    switch base {
    case true?: return nil
    case nil: return agreed > .min ? nil : "never agreed"
    case false?: return agreed > since ? nil : "said no"
    }
  }

  /// True if a customer's form agrees for one of the addresses.
  private func isTick(_ form: QuarterFacts.Form, of mine: [String], _ channel: String) -> Bool {
    guard form.customer != nil, form.at <= endOfDay else { return false }
    let (yes, address) =
      channel == "email" ? (form.emailPermission, form.email) : (form.smsPermission, form.phone)
    return yes == true && address.map(mine.contains) == true
  }

  /// What the records say before anybody is heard, and since when.
  private func base(
    _ customer: String?, _ subject: String, _ channel: String
  ) -> (Bool?, since: Int64) {
    if let person = customer.flatMap({ facts.people[$0] }) {
      return (channel == "email" ? person.emailPermission : person.smsPermission, person.updatedAt)
    }
    if channel == "line" { return (facts.members[subject]?.permission, .max) }
    let form = facts.forms[subject]
    return (channel == "email" ? form?.emailPermission : form?.smsPermission, form?.at ?? .max)
  }

  /// What was said about the person, the channel and the topic, in the preference centre or in
  /// answer to a send.
  private func heard(
    _ customer: String?, _ all: [String], _ mine: [String], _ channel: String, _ topic: String
  ) -> [(at: Int64, isRefusal: Bool)] {
    let about = ([customer].compactMap { $0 } + all).flatMap { facts.said[$0] ?? [] }
    let said = about.filter { said in
      let concerns =
        said.customer != nil && said.customer == customer
        || said.address.map { mine.contains($0) || said.isRefusal && said.channel == "all" } == true
      return concerns && said.at <= endOfDay && (said.until ?? .max) >= date
        && ["all", channel].contains(said.channel) && ["all", topic].contains(said.topic)
    }
    let answers = ([customer].compactMap { $0 } + mine).flatMap { facts.answers[$0] ?? [] }
    let turnedAway = answers.filter { answer in
      ["unsubscribe", "complaint"].contains(answer.kind) && answer.send.channel == channel
        && answer.at <= endOfDay
    }
    return said.map { ($0.at, $0.isRefusal) } + turnedAway.map { ($0.at, true) }
  }

  private func isSuppressed(_ customer: String?, _ all: [String], _ channel: String) -> Bool {
    let domains = all.compactMap { $0.split(separator: "@").dropFirst().last.map { String($0) } }
    return ([customer].compactMap { $0 } + all + domains).flatMap { facts.suppressions[$0] ?? [] }
      .contains { row in
        row.from <= date && (row.until ?? .max) >= date && ["all", channel].contains(row.channel)
      }
  }

  /// A hard bounce, or three soft ones in a row over a week, that no later agreement of that very
  /// address takes back.
  private func hasBounced(_ address: String) -> Bool {
    var bounced: Int64?
    var row: [Int64] = []
    let answers = (facts.answers[address] ?? []).filter {
      $0.at <= endOfDay && $0.send.address == address
    }
    for answer in answers.sorted(by: { $0.at < $1.at }) {
      switch answer.kind {
      case "hard_bounce": bounced = answer.at
      case "soft_bounce":
        row.append(answer.at)
        if row.count >= 3, answer.at - row[0] >= 7 * 86400 { bounced = answer.at }
      case "open", "click": row = []
      default: break
      }
    }
    guard let bounced else { return false }
    let back = (facts.said[address] ?? []).contains {
      $0.address == address && !$0.isRefusal && $0.at > bounced && $0.at <= endOfDay
    }
    return !back
  }
}
