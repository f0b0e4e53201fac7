import Foundation
import Pipeline
import Testing

struct ScenarioDefinitionTests {
  private static let path = "scenarios/thanks.yml"
  private static let trigger = "{every: day, at: \"19:00\"}"

  static let triggers: [EditCase] = [
    EditCase(
      "no trigger", path, "trigger: {every: day, at: \"19:00\"}\n", "",
      "scenarios/thanks.yml:1:1: error: 'trigger' is missing"),
    EditCase(
      "a trigger without a time", path, trigger, "{every: day}",
      "scenarios/thanks.yml:6:10: error: 'at' is missing"),
    EditCase(
      "a trigger without a day", path, trigger, "{at: \"19:00\"}",
      "scenarios/thanks.yml:6:10: error: 'every' is missing"),
    EditCase(
      "an unknown trigger", path, trigger, "{every: firday, at: \"19:00\"}",
      "scenarios/thanks.yml:6:18: error: unknown trigger 'firday'", "  help: did you mean 'friday'?"
    ),
    EditCase(
      "a trigger like none", path, trigger, "{every: fortnight, at: \"19:00\"}",
      "scenarios/thanks.yml:6:18: error: unknown trigger 'fortnight'",
      "  help: one of day, month, sunday, monday, tuesday, wednesday, thursday, friday, saturday"
    ),
    EditCase(
      "an hour too many", path, trigger, "{every: day, at: \"24:00\"}",
      "scenarios/thanks.yml:6:28: error: 'at' must be a time such as \"19:00\""),
    EditCase(
      "a time with seconds", path, trigger, "{every: day, at: \"19:00:00\"}",
      "scenarios/thanks.yml:6:28: error: 'at' must be a time such as \"19:00\""),
    EditCase(
      "a time without minutes", path, trigger, "{every: day, at: \"19:\"}",
      "scenarios/thanks.yml:6:28: error: 'at' must be a time such as \"19:00\""),
    EditCase(
      "a day that no month has", path, trigger, "{every: month, day: 32, at: \"19:00\"}",
      "scenarios/thanks.yml:6:30: error: no such day of a month"),
    EditCase(
      "a sixth friday", path, trigger, "{every: friday, nth: [1, 6], at: \"19:00\"}",
      "scenarios/thanks.yml:6:35: error: 'nth' counts the weekdays of a month, 1 to 5"),
    EditCase(
      "both a rule and dates", path, trigger, "{every: day, on: starts, at: \"19:00\"}",
      "scenarios/thanks.yml:6:10: error: a trigger has either 'every' or 'on'"),
    EditCase(
      "dates of a parameter that is none", path, trigger, "{on: begins, at: \"19:00\"}",
      "scenarios/thanks.yml:6:15: error: the trigger needs a list of dates named 'begins'",
      "  help: add it to 'parameters' in pipeline.yml"),
    EditCase(
      "dates of a parameter that is a text", path, trigger, "{on: page, at: \"19:00\"}",
      "scenarios/thanks.yml:6:15: error: the trigger needs a list of dates named 'page'",
      "  help: add it to 'parameters' in pipeline.yml"),
  ]

  static let ids: [EditCase] = ["a/b", "a b", "", "-a", ".a", "a'b"].map { id in
    EditCase(
      "the id '\(id)'", path, "scenario: thanks", "scenario: \"\(id)\"",
      "scenarios/thanks.yml:1:12: error: '\(id)' cannot be the id of "
        + "a scenario",
      "  help: letters, digits, _, - and . in it; it begins with a letter, a digit or _")
  }

  static let rules: [EditCase] = [
    EditCase(
      "no re-entry rule", path, "reentry: never\n", "",
      "scenarios/thanks.yml:1:1: error: 'reentry' is missing"),
    EditCase(
      "an unknown re-entry rule", path, "reentry: never", "reentry: always",
      "scenarios/thanks.yml:7:10: error: unknown re-entry rule 'always'",
      "  help: 'never', 'each trigger' or 'after 30 days'"),
    EditCase(
      "re-entry after no days", path, "reentry: never", "reentry: after 0 days",
      "scenarios/thanks.yml:7:10: error: unknown re-entry rule 'after 0 days'",
      "  help: 'never', 'each trigger' or 'after 30 days'"),
    EditCase(
      "re-entry after some days", path, "reentry: never", "reentry: after some days",
      "scenarios/thanks.yml:7:10: error: unknown re-entry rule 'after some days'",
      "  help: 'never', 'each trigger' or 'after 30 days'"),
    EditCase(
      "negative catch-up", path, "reentry: never", "reentry: never\ncatch_up_days: -1",
      "scenarios/thanks.yml:8:16: error: 'catch_up_days' is between 0 and 3650"),
    EditCase(
      "a control group over all", path, "reentry: never", "reentry: never\nholdout: 1.1",
      "scenarios/thanks.yml:8:10: error: 'holdout' is a share between 0 and 1"),
    EditCase(
      "no number", path, "number: 1\n", "", "scenarios/thanks.yml:1:1: error: 'number' is missing"),
    EditCase(
      "no topic", path, "topic: campaign\n", "",
      "scenarios/thanks.yml:1:1: error: 'topic' is missing"),
    EditCase(
      "no mart", path, "mart: orders\n", "", "scenarios/thanks.yml:1:1: error: 'mart' is missing"),
    EditCase(
      "an unknown mart", path, "mart: orders", "mart: order",
      "scenarios/thanks.yml:4:7: error: unknown mart 'order'", "  help: did you mean 'orders'?"),
    EditCase(
      "no entry", path, "entry:\n  - email_permission\n  - days_since_order = 1\n", "",
      "scenarios/thanks.yml:1:1: error: 'entry' has no condition"),
    EditCase(
      "an entry that is no condition", path, "days_since_order = 1", "days_since_order",
      "scenarios/thanks.yml:10:5: error: expected true or false, found a number"),
    EditCase(
      "an entry over the source", path, "days_since_order = 1", "amount = 1",
      "scenarios/thanks.yml:10:5: error: unknown column 'amount' in mart 'orders'"),
    EditCase(
      "an entry that asks for consent itself", path, "  - email_permission",
      "  - permission(email)",
      "scenarios/thanks.yml:9:5: error: 'permission' belongs in a column of a mart",
      "  help: a condition names the column, such as 'email_permission'"),
    EditCase(
      "an entry over a link", path, "days_since_order = 1", "linked(person)",
      "scenarios/thanks.yml:10:12: error: 'linked' needs a link of mart 'orders'"),
    EditCase(
      "an entry over other rows", path, "days_since_order = 1", "exists(orders)",
      "scenarios/thanks.yml:10:12: error: no way from mart 'orders' to source 'orders'",
      "  help: both need a link to the same source"),
    EditCase(
      "a guard without an outcome", path, ", else: left", "",
      "scenarios/thanks.yml:12:5: error: 'else' is missing"),
    EditCase(
      "a guard that cannot be read", path, "days_since_order < 30", "days_since_order <",
      "scenarios/thanks.yml:12:33: error: expected a value, found the end"),
    EditCase(
      "an unknown subject", path, "reentry: never", "reentry: never\nsubject: persn_id",
      "scenarios/thanks.yml:8:10: error: unknown column 'persn_id' in mart 'orders'",
      "  help: did you mean 'person_id'?"),
    EditCase(
      "an unknown order", path, "reentry: never", "reentry: never\nlatest_by: [odrer_id]",
      "scenarios/thanks.yml:8:13: error: unknown column 'odrer_id' in mart 'orders'",
      "  help: did you mean 'order_id'?"),
    EditCase(
      "an unknown field", path, "reentry: never", "reentry: never\nfields: [amount]",
      "scenarios/thanks.yml:8:10: error: unknown column 'amount' in mart 'orders'"),
  ]

  static let messages: [EditCase] = [
    EditCase(
      "an unknown channel", path, "A: {label: お礼, channel: email}",
      "A: {label: お礼, channel: emial}",
      "scenarios/thanks.yml:14:27: error: unknown channel 'emial'", "  help: did you mean 'email'?"),
    EditCase(
      "no channel", path, "A: {label: お礼, channel: email}", "A: {label: お礼, channel: []}",
      "scenarios/thanks.yml:14:27: error: 'channel' names no channel"),
    EditCase(
      "a channel whose permission the mart lacks", path, "A: {label: お礼, channel: email}",
      "A: {label: お礼, channel: [email, sms]}",
      "scenarios/thanks.yml:14:6: error: message 'A' goes by sms, "
        + "but mart 'orders' has no column 'sms_permission'"
    ),
    EditCase(
      "a repeat of nothing", path, "resend_of: A}", "resend_of: X}",
      "scenarios/thanks.yml:15:50: error: 'resend_of' needs another message, not 'X'",
      "  help: did you mean 'A'?"),
    EditCase(
      "a repeat of itself", path, "resend_of: A}", "resend_of: A'}",
      "scenarios/thanks.yml:15:50: error: 'resend_of' needs another message, not 'A''",
      "  help: did you mean 'A'?"),
    EditCase(
      "a message that is never sent", path, "  B: {label: ご案内}",
      "  B: {label: ご案内}\n  C: {label: 余り}",
      "scenarios/thanks.yml:17:6: error: message 'C' is never sent"),
    EditCase(
      "no sender", "channels.yml",
      "sender:" + Shop.channels.components(separatedBy: "sender:")[1],
      "", "scenarios/thanks.yml:14:6: error: e-mail is sent without a sender block",
      "  help: 'sender' in channels.yml: name, postal_address, contact, unsubscribe_url"),
  ]

  @Test(
    "a scenario is refused with the place and the reason",
    arguments: triggers + ids + rules + messages)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }

  @Test("no messages at all is said once")
  func noMessages() throws {
    var folder = DefinitionFolder()
    folder.files[Self.path] = Shop.scenario.components(separatedBy: "messages:")[0]
    #expect(
      try folder.errors() == [
        "scenarios/thanks.yml:1:1: error: 'messages' is missing",
        "scenarios/thanks.yml:1:1: error: 'flow' is missing",
      ])
  }

  @Test(
    "a trigger is read",
    arguments: [
      ("{every: day, at: \"00:00\"}", ScenarioDefinition.Trigger.daily, 0),
      ("{every: day, at: 9:05}", .daily, 545),
      ("{every: month, at: \"23:59\"}", .monthly(day: 1), 1439),
      ("{every: month, day: 31, at: \"10:00\"}", .monthly(day: 31), 600),
      ("{every: friday, nth: [1, 3], at: \"10:00\"}", .weekdays(weekday: 5, nth: [1, 3]), 600),
      ("{every: sunday, nth: 2, at: \"10:00\"}", .weekdays(weekday: 0, nth: [2]), 600),
      ("{every: monday, at: \"10:00\"}", .weekdays(weekday: 1, nth: [1, 2, 3, 4, 5]), 600),
      ("{on: starts, at: \"10:00\"}", .dates(parameter: "starts"), 600),
    ])
  func trigger(written: String, trigger: ScenarioDefinition.Trigger, minute: Int) throws {
    let folder = DefinitionFolder(Self.path, Self.trigger, written)
    let scenario = try #require(try folder.plan().definition.scenario("thanks"))
    #expect(scenario.trigger == trigger)
    #expect(scenario.sendMinute == minute)
  }

  @Test(
    "a re-entry rule is read",
    arguments: [
      ("never", ScenarioDefinition.Reentry.never), ("each trigger", .eachTrigger),
      ("after 30 days", .afterDays(30)),
    ])
  func reentry(written: String, rule: ScenarioDefinition.Reentry) throws {
    let folder = DefinitionFolder(Self.path, "reentry: never", "reentry: \(written)")
    #expect(try folder.load().scenario("thanks")?.reentry == rule)
  }

  @Test("a scenario is read whole")
  func everything() throws {
    var folder = DefinitionFolder(
      Self.path, "reentry: never",
      """
      reentry: never
      transactional: true
      catch_up_days: 2
      holdout: 0.1
      subject: person_id
      latest_by: [days_since_order, order_id]
      fields: [email]
      """)
    folder.replace(Self.path, "B: {label: ご案内}", "B: {label: ご案内, channel: [email]}")
    let plan = try folder.plan()
    let scenario = try #require(plan.definition.scenario("thanks"))
    #expect(scenario.number == 1)
    #expect(scenario.name == "お礼")
    #expect(scenario.isTransactional)
    #expect(scenario.catchUpDays == 2)
    #expect(scenario.holdout == 0.1)
    #expect(scenario.extraFields == ["email"])
    #expect(scenario.messages.map(\.step) == ["A", "A'", "B"])
    #expect(scenario.messages.map(\.resendOf) == [nil, "A", nil])
    #expect(scenario.messages[2].channels == ["email"])
    #expect(
      scenario.flow == [
        .send("A"), .wait(after: "A", days: 1),
        .branch(
          .open, of: "A", then: [.send("B")],
          else: [.send("A'"), .wait(after: "A'", days: 2), .send("B")]),
      ])
    let segment = try #require(plan.segment("thanks"))
    #expect(segment.mart == "orders")
    #expect(segment.subject == "person_id")
    #expect(segment.key == "order_id")
    #expect(segment.latestBy == ["days_since_order", "order_id"])
    #expect(segment.conditions.map(\.written) == ["email_permission", "days_since_order = 1"])
    #expect(segment.guards.map(\.outcome) == ["left"])
  }

  @Test("scenarios are in the order of their numbers, which name one each")
  func numbers() throws {
    var folder = DefinitionFolder()
    folder.files["scenarios/a.yml"] = Shop.scenario
      .replacing("scenario: thanks", with: "scenario: zero").replacing(
        "number: 1", with: "number: 0")
    #expect(try folder.load().scenarios.map(\.id) == ["zero", "thanks"])
    folder.files["scenarios/a.yml"] = Shop.scenario
    let errors = try folder.errors().map { $0.components(separatedBy: " in ")[0] }
    #expect(
      errors == [
        "scenarios/thanks.yml:1:11: error: scenario 'thanks' is already defined",
        "scenarios/thanks.yml:2:9: error: scenario number '1' is already defined",
      ])
  }
}
