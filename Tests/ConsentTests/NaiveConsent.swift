import Consent
import Table

/// Consent decided the slow and obvious way: for each question, loop over everything ever said.
/// Written apart from the product to be compared with it.
struct NaiveConsent {
  let world: World

  struct Said {
    let at: Int64
    let out: Bool
    let id: String
  }

  /// Verdict for customer `number` on a channel and topic, and the id of the evidence.
  func decide(customer number: Int, channel: String, topic: String) -> (String, String?) {
    let me = world.customers[number]
    let mine: [String: [String]] = [
      "email": [me.email, me.emailSub].compactMap { $0 },
      "phone": [me.phone].compactMap { $0 }, "line": [me.lineID].compactMap { $0 },
      "token": [me.token].compactMap { $0 },
    ]
    let member = world.members.first { $0.lineID == me.lineID }
    if channel == "line", member?.blockedAt != nil { return ("optedOut", nil) }
    var all: [Said] = []
    for event in world.events {
      all += said(event, customer: me.id, mine: mine, channel: channel, topic: topic)
    }
    for old in world.remembered
    where old.action != "opt_in"
      && !world.events.contains(where: { $0.id == old.id && $0.action != "opt_in" })
    {
      all += said(old, customer: me.id, mine: mine, channel: channel, topic: topic)
    }
    all += refusals(customer: me.id, mine: mine, channel: channel)
    let latest = all.max(by: isEarlier)
    if latest?.out != true { all += forms(mine: mine, channel: channel) }
    let base = base(of: me, member: member, channel: channel)
    guard let last = all.max(by: isEarlier) else {
      if base != 1 { return ("noConsent", nil) }
      let isMember = channel == "line" && onRecord(me.linePermission, of: me) == nil
      return ("affirmative", isMember ? me.lineID : me.id)
    }
    if last.out { return ("optedOut", nil) }
    if base == 0 {
      guard let updated = me.updatedAt, last.at > updated else { return ("noConsent", nil) }
    }
    return ("affirmative", last.id)
  }

  private func isEarlier(_ a: Said, _ b: Said) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.out != b.out { return b.out }
    return Array(a.id.utf8).lexicographicallyPrecedes(Array(b.id.utf8))
  }

  private func base(of me: World.Customer, member: World.Member?, channel: String) -> Int64? {
    switch channel {
    case "email": return onRecord(me.emailPermission, of: me)
    case "sms": return onRecord(me.smsPermission, of: me)
    case "line":
      let known = [onRecord(me.linePermission, of: me), member?.permission].compactMap { $0 }
      return known.isEmpty ? nil : known.contains(0) ? 0 : 1
    default: return nil
    }
  }

  /// A yes of nobody knows where is none, a no is one.
  private func onRecord(_ answer: Int64?, of me: World.Customer) -> Int64? {
    let isKnown = me.origin != nil && me.origin != ""
    return world.asksForOrigin && answer == 1 && !isKnown ? nil : answer
  }

  private func kinds(of channel: String) -> [String] {
    switch channel {
    case "email": ["email"]
    case "sms", "phone": ["phone"]
    case "line": ["line"]
    case "push": ["token"]
    default: ["email", "phone"]
    }
  }

  private func said(
    _ event: World.Event, customer: String, mine: [String: [String]], channel: String,
    topic: String
  ) -> [Said] {
    let out = event.action != "opt_in"
    let known = ["email", "line", "sms", "push", "phone", "ads", "all"]
    let spoken = event.channel.flatMap { known.contains($0) ? $0 : nil }
    if !out, spoken == nil || event.at == nil { return [] }
    if out, let until = event.until, until < World.date { return [] }
    if let about = event.topic, about != "all", about != topic { return [] }
    let isAll = spoken == nil || spoken == "all"
    if !isAll, spoken != channel { return [] }
    var concerns = event.customer == customer
    let addresses = [
      ("email", event.email), ("phone", event.phone), ("line", event.lineID),
      ("token", event.token),
    ]
    for (kind, address) in addresses {
      guard let address, mine[kind]?.contains(address) == true else { continue }
      if isAll, out {
        concerns = true
      } else if kinds(of: channel).contains(kind), !(isAll && channel == "ads") {
        concerns = true
      }
    }
    if !concerns { return [] }
    return [Said(at: event.at ?? .max, out: out, id: event.id)]
  }

  private func refusals(customer: String, mine: [String: [String]], channel: String) -> [Said] {
    world.deliveries.compactMap { delivery in
      guard delivery.kind == "unsubscribe" || delivery.kind == "complaint",
        let sent = world.sent.first(where: { $0.id == delivery.sendID && $0.day < World.date }),
        sent.channel == channel,
        sent.customer == customer
          || kinds(of: channel).contains(where: { mine[$0]?.contains(sent.to) == true })
      else { return nil }
      return Said(at: delivery.at ?? .max, out: true, id: delivery.id)
    }
  }

  private func forms(mine: [String: [String]], channel: String) -> [Said] {
    world.forms.compactMap { form in
      guard form.customer >= 0, let at = form.at else { return nil }
      let isTicked: Bool
      switch channel {
      case "email":
        isTicked =
          form.emailPermission == 1 && form.email.map { mine["email"]!.contains($0) } == true
      case "sms":
        isTicked = form.smsPermission == 1 && form.phone.map { mine["phone"]!.contains($0) } == true
      default: isTicked = false
      }
      return isTicked ? Said(at: at, out: false, id: form.key) : nil
    }
  }
}
