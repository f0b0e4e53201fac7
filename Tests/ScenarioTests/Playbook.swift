import Foundation
import Pipeline

/// The 23 scenarios of the playbook as definitions: trigger, re-entry, guards, messages and flow.
enum Playbook {
  struct Entry {
    let number: Int
    let id: String
    let trigger: String
    let reentry: String
    /// `condition -> outcome`
    let guards: [String]
    /// Steps, with the channel if it is not e-mail.
    let messages: [String]
    let flow: String
  }

  /// Loaded through the definition files' own reader, which checks each flow.
  static let scenarios: [Int: ScenarioDefinition] = {
    do {
      let loaded = try Pipelines.load(scenarios: entries.map(yaml)).scenarios
      return Dictionary(uniqueKeysWithValues: loaded.map { ($0.number, $0) })
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  static func scenario(_ number: Int) -> ScenarioDefinition {
    guard let scenario = scenarios[number] else { preconditionFailure("no scenario \(number)") }
    return scenario
  }

  static func yaml(_ entry: Entry) -> String {
    var lines = [
      "scenario: \(entry.id)", "number: \(entry.number)", "mart: data", "topic: campaign",
      "trigger: {\(entry.trigger)}", "reentry: \(entry.reentry)", "entry: [email_permission]",
    ]
    if !entry.guards.isEmpty { lines.append("guards:") }
    for item in entry.guards {
      let parts = item.components(separatedBy: " -> ")
      lines.append("  - {require: \"\(parts[0])\", else: \(parts[1])}")
    }
    lines.append("messages:")
    for message in entry.messages {
      let parts = message.split(separator: " ")
      lines.append("  \(parts[0]): {channel: \(parts.count > 1 ? parts[1] : "email")}")
    }
    lines.append("flow:")
    return lines.joined(separator: "\n") + "\n" + entry.flow
  }

  private static let evening = "every: day, at: \"19:00\""
  private static let morning = "every: day, at: \"10:00\""
  private static let monthly = "every: month, day: 1, at: \"10:00\""
  private static let fridays = "every: friday, nth: [1, 3], at: \"10:00\""
  private static let noContract = ["not contract_flag -> goal"]
  private static let contract = ["contract_flag -> left"]

  private static func entry(
    _ number: Int, _ id: String, _ trigger: String, _ reentry: String, _ guards: [String],
    _ messages: [String], _ flow: String
  ) -> Entry {
    Entry(
      number: number, id: id, trigger: trigger, reentry: reentry, guards: guards,
      messages: messages, flow: flow)
  }

  static let entries: [Entry] = [
    entry(
      1, "document_request_contract", evening, "never", noContract, ["A", "A'", "B"],
      PlaybookFlow.onceAgain),
    entry(
      2, "document_request_dormant", evening, "never", noContract, ["A", "A'", "B", "B'", "C"],
      PlaybookFlow.dormant),
    entry(
      3, "quote_contract", evening, "never", noContract, ["A", "A'", "B"],
      PlaybookFlow.onceAgain),
    entry(
      4, "quote_dormant", evening, "never", noContract, ["A", "A'", "B", "B'", "C"],
      PlaybookFlow.dormant),
    entry(
      5, "visit_reminder", morning, "never",
      ["not visited_flag -> goal", "not cancelled_flag -> left"],
      ["A", "B", "C sms", "D", "E sms"], PlaybookFlow.visit),
    entry(
      6, "visit_rebooking", evening, "never", ["not rebooked_flag -> goal"],
      ["A", "B sms", "C"], PlaybookFlow.rebooking),
    entry(
      7, "visit_contract", evening, "never", noContract, ["A", "A'", "B", "B'", "C"],
      PlaybookFlow.dormant),
    entry(
      8, "visit_dormant", evening, "never", noContract, ["A", "A'", "B", "B'", "C"],
      PlaybookFlow.dormant),
    entry(
      9, "site_contract", morning, "after 30 days", noContract, ["A", "A'", "B"],
      PlaybookFlow.site),
    entry(
      10, "cancel_page_retention", morning, "after 30 days", contract, ["A", "A'", "B"],
      PlaybookFlow.onceAgain),
    entry(
      11, "life_cross_sell", monthly, "each trigger",
      ["life_contract_flag -> left", "not nonlife_contract_flag -> goal"], ["A", "A'", "B"],
      PlaybookFlow.onceAgain),
    entry(
      12, "nonlife_cross_sell", monthly, "each trigger",
      ["nonlife_contract_flag -> left", "not life_contract_flag -> goal"], ["A", "A'", "B"],
      PlaybookFlow.onceAgain),
    entry(
      13, "contract_follow", morning, "never", contract, ["A", "B", "C", "D", "E"],
      PlaybookFlow.follow),
    entry(
      14, "renewal_reminder", evening, "after 180 days",
      ["contract_flag -> left", "days_until_renewal <= 30 -> goal"], ["A", "A'"],
      PlaybookFlow.reminder),
    entry(
      15, "accessory_purchase", fridays, "each trigger", contract, ["A", "A'"],
      PlaybookFlow.reminder),
    entry(
      16, "renewal_plan_up", evening, "after 180 days",
      ["contract_flag -> left", "days_until_renewal <= 30 -> goal"], ["A", "A'"],
      PlaybookFlow.reminder),
    entry(
      17, "campaign_benefit_use", evening, "never", ["not used_flag -> goal"], ["A", "A'", "B"],
      PlaybookFlow.benefit),
    entry(
      18, "member_service_use", monthly, "each trigger", contract, ["A", "A'"],
      PlaybookFlow.reminder),
    entry(
      19, "friend_referral", "on: starts, at: \"10:00\"", "each trigger", [], ["A", "A'", "B"],
      PlaybookFlow.referral),
    entry(
      20, "email_address_collection", monthly, "each trigger", ["not email_known_flag -> goal"],
      ["A sms", "A' sms"], PlaybookFlow.address),
    entry(
      21, "line_linking", morning, "never", ["not line_linked_flag -> goal"],
      ["A line", "A' line", "B line"], PlaybookFlow.coupon),
    entry(
      22, "line_adoption", fridays, "each trigger", ["not line_flag -> goal"], ["A", "A'", "B"],
      PlaybookFlow.coupon),
    entry(
      23, "app_adoption", fridays, "each trigger", ["not app_flag -> goal"], ["A", "A'", "B"],
      PlaybookFlow.coupon),
  ]
}
