import Pipeline
import Table

/// One person to whom a scenario of the insurer happens: the rows that let them in, and those that
/// come when something changes.
final class Life {
  let number: Int
  /// The day of the entry.
  let start: Int64
  let rows: [String: SourceRows]
  private var events: Int64 = 0

  init(_ number: Int, _ plan: Plan) {
    self.number = number
    start =
      switch number {
      case 11, 12, 18, 20: day("2027-12-01")
      case 15, 22, 23: day("2027-12-03")
      case 19: day("2027-12-24")
      default: day("2027-11-19")
      }
    rows = Insurance.rows(plan)
    rows["customers"]!.append([
      "customer_id": "C1", "email": number == 20 ? nil : "c1@example.jp", "phone": "+819000000001",
      "email_permission": 1, "sms_permission": 1, "registered_at": .number(second(-500)),
      "updated_at": .number(second(-400)),
    ])
    enter()
  }

  /// A second of a day after the entry.
  private func second(_ day: Int) -> Int64 { (start + Int64(day)) * 86400 + 43_200 }

  private func enter() {
    switch number {
    case 1, 2:
      add("document_requests", ["request_id": "R1", "requested_at": at(number == 1 ? -1 : -60)])
    case 3, 4:
      add("quotes", ["quote_id": "R1", "quoted_at": at(number == 3 ? -1 : -60)])
    case 5: reserve("R1", on: -3, ["visit_due_at": at(7)])
    case 6: reserve("R1", on: -9, ["visit_due_at": at(2), "cancelled_at": at(-1)])
    case 7: reserve("R1", on: -9, ["visit_due_at": at(-1), "visited_at": at(-1)])
    case 8: reserve("R1", on: -70, ["visit_due_at": at(-60), "visited_at": at(-60)])
    case 9: view("https://www.example.co.jp/life")
    case 10:
      view("https://www.example.co.jp/mypage/cancel")
      contract("K1", "life", from: -100)
    case 11, 15, 18: contract("K1", "life", from: -100)
    case 12: contract("K1", "nonlife", from: -100)
    case 13: contract("K1", "life", from: -1)
    case 14, 16: contract("K1", "life", from: -335)
    case 17: add("campaign_grants", ["campaign_id": "P1", "granted_on": .number(start - 7)])
    case 21:
      rows["line_members"]!.append([
        "line_id": "U1", "line_permission": 1, "joined_at": at(-1),
      ])
    default: break
    }
  }

  /// What the scenario is for comes about.
  func reachGoal(_ day: Int) {
    switch number {
    case 1...4, 7...9, 12: contract("K2", "life", from: day)
    case 5: rows["reservations"]!.set(0, "visited_at", at(day))
    case 6: reserve("R2", on: day, ["visit_due_at": at(day + 9)])
    case 11: contract("K2", "nonlife", from: day)
    case 14, 16:
      rows["contracts"]!.set(0, "next_renewal_on", .number(start + 395))
      rows["contracts"]!.set(0, "last_renewal_on", .number(start + Int64(day)))
    case 17: rows["campaign_grants"]!.set(0, "used_on", .number(start + Int64(day)))
    case 20: rows["customers"]!.set(0, "email", "c1@example.jp")
    case 21: rows["line_members"]!.set(0, "customer_id", "C1")
    case 22:
      rows["customers"]!.set(0, "line_id", "U1")
      rows["line_members"]!.append(["line_id": "U1", "joined_at": at(day)])
    case 23: rows["customers"]!.set(0, "app_last_login_at", at(day))
    default: preconditionFailure("scenario \(number) has no goal of its own")
    }
  }

  /// The person is no longer somebody that the scenario is for.
  func leave(_ day: Int) {
    guard number != 5 else { return rows["reservations"]!.set(0, "cancelled_at", at(day)) }
    rows["contracts"]!.set(0, "status", "cancelled")
    rows["contracts"]!.set(0, "ended_on", .number(start + Int64(day)))
  }

  /// The person refuses everything, from that day on.
  func optOut(_ day: Int) {
    rows["consent_events"]!.append([
      "consent_id": "E1", "customer_id": number == 21 ? nil : "C1",
      "address_line_id": number == 21 ? "U1" : nil, "channel": "all", "topic": "all",
      "action": "opt_out", "occurred_at": at(day),
    ])
  }

  /// The person answers to a send.
  func answer(_ kind: String, _ sendID: String, _ day: Int) {
    events += 1
    rows["delivery_events"]!.append([
      "event_id": .text("D\(events)"), "send_id": .text(sendID), "kind": .text(kind),
      "occurred_at": at(day),
    ])
  }

  private func at(_ day: Int) -> SourceRows.Cell { .number(second(day)) }

  private func add(_ source: String, _ cells: [String: SourceRows.Cell]) {
    rows[source]!.append(cells.merging(["customer_id": "C1"]) { $1 })
  }

  private func reserve(_ id: String, on day: Int, _ cells: [String: SourceRows.Cell]) {
    add(
      "reservations", cells.merging(["reservation_id": .text(id), "reserved_at": at(day)]) { $1 })
  }

  private func view(_ url: String) {
    add(
      "web_access",
      ["access_id": "W1", "visitor_id": "V1", "viewed_at": at(-1), "page_url": .text(url)])
  }

  /// A contract for life or non-life that is renewed every year.
  private func contract(_ id: String, _ line: String, from day: Int) {
    add(
      "contracts",
      [
        "contract_id": .text(id), "line_of_business": .text(line), "status": "active",
        "started_on": .number(start + Int64(day)),
        "next_renewal_on": .number(start + Int64(day) + 365),
      ])
  }
}
