import Table

/// Customers and what they hold.
extension QuarterWorld {
  /// The customers as they were before the first day.
  func settle(_ count: Int, before day: Int64) {
    for index in 0..<count { addCustomer(index, before: day) }
    // Who asked sixty days ago is written to in the quarter.
    for past in (day - 75)..<day {
      for _ in 0..<number(4...6) {
        request(past)
        quote(past)
      }
      for _ in 0..<4 { reserve(past) }
    }
    for past in (day - 75)..<day {
      for change in agenda.removeValue(forKey: past) ?? [] { change(self) }
    }
  }

  private func addCustomer(_ index: Int, before day: Int64) {
    let id = id("C")
    var email = chance(92) ? "\(id.lowercased())@mail\(index % 40).example.jp" : nil
    // Families share an address.
    if chance(4), let other = people.last { email = facts.people[other]?.email }
    let emailPermission = permission(80, 10)
    let smsPermission = permission(70, 15)
    let updatedAt = time(day - Int64(number(80...500)))
    let hasLine = chance(60)
    let lineID = hasLine ? self.id("U") : nil
    let person = QuarterFacts.Person(
      id: id, email: email,
      emailSub: chance(10) ? "\(id.lowercased())@sub.example.jp" : nil,
      phone: chance(90) ? "+8190\(10_000_000 + index)" : nil, emailPermission: emailPermission,
      smsPermission: smsPermission, updatedAt: updatedAt)
    facts.people[id] = person
    people.append(id)
    let isNamed = chance(97)
    rows["customers"]!.append([
      "customer_id": .text(id), "email": .init(email), "email_sub": .init(person.emailSub),
      "phone": .init(person.phone), "line_id": .init(lineID),
      "email_permission": .init(emailPermission), "sms_permission": .init(smsPermission),
      "line_permission": .init(permission(50, 10)),
      "app_last_login_at": chance(60) ? .number(time(day - 10)) : nil,
      "registered_at": .number(time(day - Int64(number(501...900)))),
      "updated_at": .number(updatedAt), "family_name": .init(isNamed ? "姓" + id : nil),
      "family_name_key": .init(isNamed ? "姓" + id : nil), "given_name_key": .text("名" + id),
    ])
    if let lineID {
      rows["line_members"]!.append([
        "line_id": .text(lineID), "customer_id": .text(id), "line_permission": 1,
        "joined_at": .number(time(day - 200)),
      ])
    }
    for line in ["life", "nonlife"] where chance(28) {
      contract(id, line, from: day - Int64(number(30...1500)), today: day)
    }
  }

  private func contract(_ customer: String, _ line: String, from start: Int64, today: Int64) {
    // Contracts are renewed every year.
    var next = start + 365
    while next < today { next += 365 }
    let row = rows["contracts"]!.append([
      "contract_id": .text(id("K")), "customer_id": .text(customer),
      "line_of_business": .text(line), "status": "active", "started_on": .number(start),
      "next_renewal_on": .number(next),
      "last_renewal_on": next - 365 > start ? .number(next - 365) : nil,
    ])
    contracts[customer, default: []].append(row)
    renewals[row] = next
    facts.mayEnter("renewal", customer, on: next - 30)
    if firstContract[customer].map({ start < $0 }) ?? true {
      firstContract[customer] = start
      facts.mayEnter("contract_follow", customer, on: start + 1)
    }
  }

  /// Somebody concludes a contract: as a rule somebody who is being courted.
  func conclude(_ day: Int64) {
    let customer = somebody()
    guard contracts[customer] == nil else { return }
    contract(customer, chance(50) ? "life" : "nonlife", from: day, today: day)
    if chance(30) {
      let other = day + Int64(number(1...3))
      later(other) { $0.contract(customer, "life", from: other, today: other) }
    }
  }

  /// Somebody ends all contracts.
  func cancelContract(_ day: Int64) {
    let customer = somebody()
    guard let held = contracts.removeValue(forKey: customer) else { return }
    for row in held {
      rows["contracts"]!.set(row, "status", "cancelled")
      rows["contracts"]!.set(row, "ended_on", .number(day))
      renewals[row] = nil
    }
  }

  /// Contracts are renewed on their day, some of them weeks before it.
  func renew(_ day: Int64) {
    for (row, next) in renewals.sorted(by: { $0.key < $1.key }) {
      guard next == day || next - 28 == day && chance(25) else { continue }
      renewals[row] = next + 365
      rows["contracts"]!.set(row, "next_renewal_on", .number(next + 365))
      rows["contracts"]!.set(row, "last_renewal_on", .number(day))
      guard let customer = contracts.first(where: { $0.value.contains(row) })?.key else { continue }
      facts.mayEnter("renewal", customer, on: next + 365 - 30)
    }
  }
}
