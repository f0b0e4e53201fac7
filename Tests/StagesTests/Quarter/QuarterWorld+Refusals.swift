import Store
import Table
import TestSupport

/// What people agree to and refuse, and how they answer to sends.
extension QuarterWorld {
  func refuse(_ day: Int64) {
    say(
      day, isRefusal: true, channel: random.pick(["email", "email", "email", "sms", "all"]),
      topic: random.pick(["all", "all", "campaign", "contract", "renewal"]),
      until: chance(20) ? day + Int64(number(3...20)) : nil)
  }

  func agree(_ day: Int64) {
    say(
      day, isRefusal: false, channel: random.pick(["email", "email", "sms", "all"]), topic: "all")
  }

  private func say(
    _ day: Int64, isRefusal: Bool, channel: String, topic: String, until: Int64? = nil
  ) {
    let at = time(day)
    var customer: String? = somebody()
    var address: String?
    if chance(45), let send = recent.randomElement(using: &random), send.channel != "line" {
      (customer, address) = (nil, send.address)
    }
    let isPhone = address?.hasPrefix("+") == true
    let channel = address == nil || channel == "all" ? channel : isPhone ? "sms" : "email"
    facts.said[customer ?? address ?? "", default: []].append(
      .init(
        at: at, isRefusal: isRefusal, channel: channel, topic: topic, customer: customer,
        address: address, until: until))
    rows["consent_events"]!.append([
      "consent_id": .text(id("E")), "customer_id": .init(customer), "channel": .text(channel),
      "topic": .text(topic), "action": .text(isRefusal ? "opt_out" : "opt_in"),
      "occurred_at": .number(at), "until_on": .init(until), "address": .init(address),
      "address_email": .init(isPhone ? nil : address),
      "address_phone": .init(isPhone ? address : nil),
    ])
  }

  /// The CRM takes a permission away, or loses it, or learns of an address.
  func correct(_ day: Int64) {
    let customer = somebody()
    guard let row = people.firstIndex(of: customer) else { return }
    let at = time(day)
    facts.people[customer]?.updatedAt = at
    rows["customers"]!.set(row, "updated_at", .number(at))
    if facts.people[customer]?.email == nil {
      facts.people[customer]?.email = "\(customer.lowercased())@new.example.jp"
      rows["customers"]!.set(row, "email", .init(facts.people[customer]?.email))
    } else {
      let permission = permission(20, 40)
      facts.people[customer]?.emailPermission = permission
      rows["customers"]!.set(row, "email_permission", .init(permission))
    }
    if chance(50) { rows["customers"]!.set(row, "app_last_login_at", .number(at)) }
  }

  func suppress(_ day: Int64) {
    let customer = somebody()
    let until = chance(50) ? day + Int64(number(3...20)) : nil
    var (type, subject, channel) = ("customer", customer, random.pick(["all", "email", "sms"]))
    var reason = random.pick(["internal", "other", "legal"])
    if chance(40), let email = facts.people[customer]?.email {
      (type, subject) = chance(10) ? ("email_domain", "form.example.jp") : ("email", email)
    }
    if type == "email_domain" { (channel, reason) = ("email", "competitor") }
    rows["suppressions"]!.append([
      "suppression_id": .text(id("S")), "subject_type": .text(type), "subject": .text(subject),
      "subject_customer_id": type == "customer" ? .text(subject) : nil,
      "subject_email": type == "email" ? .text(subject) : nil,
      "subject_domain": type == "email_domain" ? .text(subject) : nil, "channel": .text(channel),
      "reason": .text(reason), "from_on": .number(day),
      "until_on": .init(type == "email_domain" ? day + 1 : until),
    ])
    facts.suppressions[subject, default: []].append(
      .init(
        from: day, until: type == "email_domain" ? day + 1 : until,
        customer: type == "customer" ? subject : nil, address: type == "email" ? subject : nil,
        channel: reason == "legal" ? "all" : channel))
  }

  /// A complaint is noted with the customer, and settled after a while.
  func complain(_ day: Int64) {
    let customer = somebody()
    guard let row = people.firstIndex(of: customer) else { return }
    facts.people[customer]?.complains = true
    rows["customers"]!.set(row, "handling_status", "クレーム対応中")
    later(day + Int64(number(4...15))) { world in
      world.facts.people[customer]?.complains = false
      world.rows["customers"]!.set(row, "handling_status", "クレーム対応済")
    }
  }

  /// Some of those who were sent to answer in the days after.
  func answer(_ sends: [LedgerSend], on day: Int64) {
    recent = sends
    for send in sends {
      // Some mailboxes are full for good.
      let isFull = send.address.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 1009 } < 25
      let drawn = number(0...999)
      let kind: String
      switch drawn {
      case _ where isFull: kind = "soft_bounce"
      case ..<260: kind = "open"
      case ..<400: kind = "click"
      case ..<412: kind = "unsubscribe"
      case ..<416: kind = "complaint"
      case ..<424: kind = "hard_bounce"
      case ..<440: kind = "soft_bounce"
      default: continue
      }
      let date = day + (chance(85) ? 1 : Int64(number(2...4)))
      later(date) { $0.report(kind, of: send, on: date) }
    }
  }

  private func report(_ kind: String, of send: LedgerSend, on day: Int64) {
    let at = time(day)
    rows["delivery_events"]!.append([
      "event_id": .text(id("D")), "send_id": .text(send.sendID), "kind": .text(kind),
      "occurred_at": .number(at),
    ])
    for key in [send.address, send.customerID].compactMap({ $0 }) {
      facts.answers[key, default: []].append(.init(at: at, kind: kind, send: send))
    }
  }
}
