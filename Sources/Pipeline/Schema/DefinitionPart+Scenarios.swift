extension DefinitionPart {
  static let scenarioKeys: [DefinitionKey] = [
    DefinitionKey(
      "scenario", .text("text"), .required,
      "its id, of letters, digits, `_`, `-` and `.`, as it stands in manifests and send ids: do not "
        + "change it while journeys run"),
    DefinitionKey(
      "number", .int(Int.min...Int.max), .required,
      "its place and its priority, 1 first; no two the same"),
    DefinitionKey("name", .text("text"), .optional("the id"), "for people"),
    DefinitionKey("mart", .text("mart"), .required, "whose rows enter"),
    DefinitionKey(
      "topic", .text("text"), .required,
      "what the messages are about; consent is asked for it"),
    DefinitionKey(
      "transactional", .bool, .optional("false"),
      "a reminder that the person ordered: skips caps and control groups, never consent"),
    DefinitionKey("trigger", .mapping(.trigger), .required, "when people enter, below"),
    DefinitionKey(
      "reentry",
      .matching(
        "`never`, `each trigger`, `after N days`",
        pattern: "never|each trigger|after [1-9][0-9]* days"),
      .required,
      "may somebody enter again; the days count from the end of the last journey. Who entered has "
        + "entered, also if the message was held back"),
    DefinitionKey(
      "entry", .list(.expression), .required,
      "all must hold; `meibo show waterfall` counts who is left after each"),
    DefinitionKey(
      "subject", .text("column of the mart"), .optional("the mart's key"),
      "whose journey it is; a null does not enter"),
    DefinitionKey(
      "latest_by", .columns, .optional("none"),
      "of several rows of a subject, the greatest by these enters. The journey stays with that row: "
        + "guards and later messages read it as it is on their day, and the journey ends as `gone` when "
        + "it is there no more"),
    DefinitionKey(
      "guards", .mappings(.guardRule), .optional("none"),
      "asked before every message but the first, below; the first that fails ends the journey"),
    DefinitionKey("messages", .byName(.mapping(.message)), .required, "by step, below"),
    DefinitionKey("flow", .mappings(.flowStep), .required, "what happens, below"),
    DefinitionKey(
      "fields", .columns, .optional("none"), "further columns for the messages' `fields`"),
    DefinitionKey(
      "holdout", .number(0...1), .optional("0"),
      "the share of subjects kept as a control group, always the same ones"),
    DefinitionKey(
      "catch_up_days", .int(0...3650), .optional("0"),
      "for so many days more, whoever never entered may still enter, below"),
  ]

  static let triggerKeys: [DefinitionKey] = [
    DefinitionKey(
      "at", .matching("`HH:MM`", pattern: "([01]?[0-9]|2[0-3]):[0-5]?[0-9]"), .required,
      "the time of sending, in quotes. What happened up to the end of the date counts: an hour before "
        + "the run may come before what the message answers, unless the entry waits a day "
        + "(`days_since_… = 1`)"),
    DefinitionKey(
      "every",
      .word([
        "day", "month", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday",
      ]), .alternative, "how often it fires"),
    DefinitionKey(
      "on", .text("parameter"), .alternative, "fires on the dates of a `list of date`"),
    DefinitionKey(
      "day", .int(1...31), .optional("1"),
      "with `every: month`: the day; not in a month without it"),
    DefinitionKey(
      "nth", .list(.int(1...5)), .optional("all"),
      "with a weekday: the first, second, … of the month"),
  ]

  static let guardKeys: [DefinitionKey] = [
    DefinitionKey("require", .expression, .required, "what must hold"),
    DefinitionKey("else", .text("outcome"), .required, "how the journey ends if it does not"),
  ]

  static let messageKeys: [DefinitionKey] = [
    DefinitionKey("label", .text("text"), .optional("the step"), "for people"),
    DefinitionKey(
      "channel", .list(.text("channel")), .optional("`email`"),
      "how it goes out; the next of several is tried only if there is no address on the one "
        + "before, or it bounced"),
    DefinitionKey(
      "resend_of", .text("message"), .optional("none"), "the message that this one repeats"),
  ]

  static let flowStepKeys: [DefinitionKey] = [
    DefinitionKey(
      "send", .text("message"), .alternative, "sends it; one a day at most, each once"),
    DefinitionKey(
      "wait", .matching("`N days after A`", pattern: "[0-9]+ +days? +after +\\S+"), .alternative,
      "waits 1 to 3650 days after the day on which A was reached"),
    DefinitionKey(
      "if", .matching("`open(A)`, `click(A)`", pattern: "(open|click)\\(.*\\)"), .alternative,
      "was A opened (or clicked) by now; clicked"),
    DefinitionKey(
      "end", .text("outcome"), .alternative,
      "ends the journey so; without it, it ends as done"),
    DefinitionKey(
      "then", .mappings(.flowStep), .optional("an `if` needs it"), "the steps if it was"),
    DefinitionKey("else", .mappings(.flowStep), .optional("none"), "the steps if it was not"),
  ]
}
