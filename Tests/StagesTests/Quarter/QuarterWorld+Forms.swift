import Table
import TestSupport

/// What people do on the site, in the stores and on LINE.
extension QuarterWorld {
  /// A form of a customer or of somebody who is none: its cells, and what it is in plain words.
  private func form(_ key: String, at time: Int64) -> [String: SourceRows.Cell] {
    let customer = chance(60) ? somebody() : nil
    let person = customer.flatMap { facts.people[$0] }
    let form = QuarterFacts.Form(
      at: time, customer: customer,
      email: person == nil ? "\(key.lowercased())@form.example.jp" : person?.email,
      phone: person == nil ? "+81801\(key.dropFirst(2))" : person?.phone,
      emailPermission: permission(75, 10), smsPermission: permission(60, 20))
    file(form, as: key)
    return [
      "customer_id": .init(customer), "form_email": .init(form.email),
      "form_phone": .init(form.phone), "form_email_permission": .init(form.emailPermission),
      "form_sms_permission": .init(form.smsPermission),
      "form_family_name_key": .text("姓" + (customer ?? key)),
      "form_given_name_key": .text("名" + (customer ?? key)),
    ]
  }

  private func file(_ form: QuarterFacts.Form, as key: String) {
    facts.forms[key] = form
    for address in [form.email, form.phone].compactMap({ $0 }) {
      facts.ticked[address, default: []].append(form)
    }
  }

  func request(_ day: Int64) {
    let (key, at) = (id("DR"), time(day))
    var cells = form(key, at: at)
    cells["request_id"] = .text(key)
    cells["requested_at"] = .number(at)
    rows["document_requests"]!.append(cells)
    facts.mayEnter("document_request_contract", key, on: day + 1)
    facts.mayEnter("document_request_dormant", key, on: day + 60)
  }

  func quote(_ day: Int64) {
    let (key, at) = (id("QU"), time(day))
    var cells = form(key, at: at)
    cells["quote_id"] = .text(key)
    cells["quoted_at"] = .number(at)
    rows["quotes"]!.append(cells)
    facts.mayEnter("quote_contract", key, on: day + 1)
    facts.mayEnter("quote_dormant", key, on: day + 60)
  }

  /// A visit is booked, and later made, cancelled, booked anew, or forgotten.
  func reserve(
    _ day: Int64, again: (form: QuarterFacts.Form, cells: [String: SourceRows.Cell])? = nil
  ) {
    let (key, at, due) = (id("RV"), time(day), day + Int64(number(7...14)))
    var cells = again?.cells ?? form(key, at: at)
    if let again { file(again.form.filed(at: at), as: key) }
    cells["reservation_id"] = .text(key)
    cells["reserved_at"] = .number(at)
    cells["visit_due_at"] = .number(due * 86400 + 36_000)
    let row = rows["reservations"]!.append(cells)
    facts.mayEnter("visit_reminder", key, on: due - 7)
    let fate = number(0...99)
    let date = fate < 15 ? due - 2 : due
    if fate < 60 {
      later(date) { world in
        world.rows["reservations"]!.set(row, "visited_at", .number(world.time(date)))
        world.facts.mayEnter("visit_contract", key, on: date + 1)
        world.facts.mayEnter("visit_dormant", key, on: date + 60)
      }
    } else if fate < 90 {
      let date = day + Int64(number(1...6))
      later(date) { world in
        world.rows["reservations"]!.set(row, "cancelled_at", .number(world.time(date)))
        world.facts.mayEnter("visit_rebooking", key, on: date + 1)
        guard world.chance(40) else { return }
        let next = date + Int64(world.number(1...5))
        guard let form = world.facts.forms[key] else { return }
        world.later(next) { $0.reserve(next, again: (form, cells)) }
      }
    }
  }

  func view(_ day: Int64) {
    let customer = chance(85) ? somebody() : nil
    let isLeaving = customer.map { contracts[$0] != nil } == true && chance(40)
    rows["web_access"]!.append([
      "access_id": .text(id("WA")), "customer_id": .init(customer),
      "visitor_id": .text("V" + (customer ?? id("X"))), "viewed_at": .number(time(day)),
      "page_url": .text("https://www.example.co.jp/" + (isLeaving ? "mypage/cancel" : "life")),
    ])
    guard let customer else { return }
    facts.mayEnter("site_contract", customer, on: day + 1)
    if isLeaving { facts.mayEnter("cancel_page_retention", customer, on: day + 1) }
  }

  func grant(_ day: Int64) {
    let (customer, campaign) = (random.pick(people), id("CP"))
    let row = rows["campaign_grants"]!.append([
      "customer_id": .text(customer), "campaign_id": .text(campaign), "granted_on": .number(day),
    ])
    facts.mayEnter("campaign_benefit_use", "\(customer)-\(campaign)", on: day + 7)
    guard chance(35) else { return }
    let used = day + Int64(number(3...12))
    later(used) { $0.rows["campaign_grants"]!.set(row, "used_on", .number(used)) }
  }

  /// Somebody joins on LINE; some say later who they are, some go away again.
  func join(_ day: Int64) {
    let lineID = id("U")
    let permission = permission(85, 10)
    facts.members[lineID] = .init(permission: permission, blockedAt: nil)
    let row = rows["line_members"]!.append([
      "line_id": .text(lineID), "line_permission": .init(permission),
      "joined_at": .number(time(day)),
    ])
    facts.mayEnter("line_linking", lineID, on: day + 1)
    let (fate, date) = (number(0...99), day + Int64(number(2...5)))
    if fate < 20 {
      later(date) { world in
        world.rows["line_members"]!.set(row, "customer_id", .text(world.random.pick(world.people)))
      }
    } else if fate < 30 {
      later(date) { world in
        let at = world.time(date)
        world.rows["line_members"]!.set(row, "blocked_at", .number(at))
        world.facts.members[lineID]?.blockedAt = at
      }
    }
  }
}
