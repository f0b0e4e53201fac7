extension ScenarioDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.scenario)
    guard let id = yaml.requiredText("scenario"), let mart = yaml.requiredText("mart") else {
      return nil
    }
    self.id = id.value
    if !Self.isID(id.value) {
      yaml.sink.error(
        at: id.location, "'\(id.value)' cannot be the id of a scenario",
        help: "letters, digits, _, - and . in it; it begins with a letter, a digit or _")
    }
    location = id.location
    if yaml["number"] == nil { yaml.sink.error(at: yaml.location, "'number' is missing") }
    number = yaml.int("number") ?? 0
    name = yaml.text("name")?.value ?? id.value
    self.mart = mart.value
    topic = Self.topic(yaml)
    isTransactional = yaml.bool("transactional") ?? false
    (trigger, sendMinute) = Trigger.read(yaml)
    reentry = Reentry.read(yaml)
    catchUpDays = yaml.int("catch_up_days") ?? 0
    if !(0...3650 ~= catchUpDays) {
      yaml.sink.error(
        at: yaml.location(of: "catch_up_days"), "'catch_up_days' is between 0 and 3650")
    }
    holdout = yaml.double("holdout") ?? 0
    if holdout < 0 || holdout > 1 {
      yaml.sink.error(at: yaml.location(of: "holdout"), "'holdout' is a share between 0 and 1")
    }
    entry = yaml.texts("entry") ?? []
    if entry.isEmpty { yaml.sink.error(at: yaml.location, "'entry' has no condition") }
    subject = yaml.text("subject")?.value
    latestBy = yaml.texts("latest_by")?.map(\.value) ?? []
    guards = yaml.maps("guards").compactMap { guardMap in
      guardMap.allowOnly(.guardRule)
      guard let require = guardMap.requiredText("require"),
        let outcome = guardMap.requiredText("else")
      else { return nil }
      if outcome.value.isEmpty {
        yaml.sink.error(at: outcome.location, "'else' of a guard names no outcome")
      }
      return Guard(require: require, outcome: outcome.value)
    }
    messages = Message.all(in: yaml)
    let errors = yaml.sink.diagnostics.count
    let steps = FlowReader.read(yaml)
    let isWhole = yaml.sink.diagnostics.count == errors
    flow = steps.map(\.flowStep)
    extraFields = yaml.texts("fields")?.map(\.value) ?? []
    places = WordPlaces(yaml)
    FlowCheck.check(
      steps, isWhole: isWhole, messages: messages, at: yaml.location(of: "flow"), sink: yaml.sink)
  }

  /// It becomes part of the names of tables and messages, such as `late/ID` and `ID/A`.
  private static func isID(_ word: String) -> Bool {
    func isPlain(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    return word.first.map(isPlain) == true
      && word.allSatisfy { isPlain($0) || $0 == "-" || $0 == "." }
  }

  /// Refusals of a topic hold for the scenarios of that topic, letter by letter.
  private static func topic(_ yaml: YAMLMap) -> String {
    guard let topic = yaml.requiredText("topic") else { return "" }
    if ["", "all", "~", "null"].contains(topic.value)
      || topic.value.contains(where: \.isWhitespace)
    {
      yaml.sink.error(
        at: topic.location, "'\(topic.value)' cannot be the topic of a scenario",
        help: "one word that refusals name, such as campaign; 'all' is for refusals alone")
    }
    return topic.value
  }
}

extension ScenarioDefinition.Trigger {
  private static let weekdays = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]

  /// `{every: day | month | <weekday>, day: N, nth: [1, 3], on: PARAMETER, at: "19:00"}`
  static func read(_ yaml: YAMLMap) -> (Self, minute: Int) {
    guard let map = yaml.map("trigger") else {
      if yaml["trigger"] == nil { yaml.sink.error(at: yaml.location, "'trigger' is missing") }
      return (.daily, 0)
    }
    map.allowOnly(.trigger)
    let minute = map.requiredText("at").map { time in
      if let minute = minuteOfDay(time.value) { return minute }
      map.sink.error(at: time.location, "'at' must be a time such as \"19:00\"")
      return 0
    }
    func allow(_ keys: [String], of trigger: String) {
      for key in ["day", "nth"] where map[key] != nil && !keys.contains(key) {
        map.sink.error(
          at: map.location(of: key), "'\(key)' has no meaning for a trigger of \(trigger)")
      }
    }
    if let parameter = map.text("on") {
      allow([], of: "'on'")
      if map["every"] != nil {
        map.sink.error(at: map.location, "a trigger has either 'every' or 'on'")
      }
      return (.dates(parameter: parameter.value), minute ?? 0)
    }
    let every = map.requiredText("every")
    switch every?.value {
    case "day":
      allow([], of: "every day")
      return (.daily, minute ?? 0)
    case "month":
      allow(["day"], of: "every month")
      let day = map.int("day") ?? 1
      if !(1...31 ~= day) { map.sink.error(at: map.location(of: "day"), "no such day of a month") }
      return (.monthly(day: day), minute ?? 0)
    case .some(let word):
      guard let weekday = weekdays.firstIndex(of: word) else {
        map.sink.error(
          at: every?.location ?? map.location, "unknown trigger '\(word)'",
          help: Suggestion.help(for: word, in: ["day", "month"] + weekdays)
            ?? "one of day, month, \(weekdays.joined(separator: ", "))")
        break
      }
      allow(["nth"], of: "a weekday")
      return (.weekdays(weekday: weekday, nth: nth(in: map)), minute ?? 0)
    case nil: break
    }
    return (.daily, minute ?? 0)
  }

  /// Which ones of a month's weekdays; all if it is not said.
  private static func nth(in map: YAMLMap) -> [Int] {
    guard let words = map.texts("nth") else { return [1, 2, 3, 4, 5] }
    if words.isEmpty { map.sink.error(at: map.location(of: "nth"), "'nth' names no weekday") }
    return words.compactMap { word in
      if let number = Int(word.value), 1...5 ~= number { return number }
      map.sink.error(at: word.location, "'nth' counts the weekdays of a month, 1 to 5")
      return nil
    }
  }

  /// Minutes after midnight of `HH:MM`, or nil.
  private static func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ 1...2 ~= $0.count }),
      parts.joined().utf8.allSatisfy({ 48...57 ~= $0 }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}

extension ScenarioDefinition.Reentry {
  /// `never`, `each trigger` or `after N days`.
  static func read(_ yaml: YAMLMap) -> Self {
    guard let text = yaml.requiredText("reentry") else { return .never }
    let words = text.value.split(separator: " ")
    switch words.first {
    case "never" where words.count == 1: return .never
    case "each" where words == ["each", "trigger"]: return .eachTrigger
    case "after" where words.count == 3 && words[2] == "days":
      if let days = Int(words[1]), days > 0 { return .afterDays(days) }
    default: break
    }
    yaml.sink.error(
      at: text.location, "unknown re-entry rule '\(text.value)'",
      help: "'never', 'each trigger' or 'after 30 days'")
    return .never
  }
}

extension ScenarioDefinition.Message {
  static func all(in yaml: YAMLMap) -> [Self] {
    guard let map = yaml.map("messages") else {
      yaml.sink.error(at: yaml.location, "'messages' is missing")
      return []
    }
    let steps = map.keys
    return steps.compactMap { step in
      guard let message = map.map(step) else { return nil }
      message.allowOnly(.message)
      let channels = message.texts("channel")?.map(\.value) ?? ["email"]
      if step.isEmpty || step.contains(where: { $0.isWhitespace || $0 == "," }) {
        message.sink.error(
          at: message.location, "'\(step)' cannot name a message",
          help: "no blanks and commas; words for people are its 'label'")
      }
      if Set(channels).count < channels.count {
        message.sink.error(
          at: message.location(of: "channel"), "'channel' names a channel twice")
      }
      if channels.isEmpty {
        message.sink.error(at: message.location(of: "channel"), "'channel' names no channel")
      }
      let original = message.text("resend_of")
      if let original, original.value == step || !steps.contains(original.value) {
        message.sink.error(
          at: original.location, "'resend_of' needs another message, not '\(original.value)'",
          help: Suggestion.help(for: original.value, in: steps.filter { $0 != step }))
      }
      return Self(
        step: step, label: message.text("label")?.value ?? step, channels: channels,
        resendOf: original?.value, location: message.location)
    }
  }
}
