import Table

extension ParameterDefinition {
  static func all(in yaml: YAMLMap) -> [ParameterDefinition] {
    guard let map = yaml.map("parameters") else { return [] }
    return map.keys.compactMap { name in
      guard let parameter = map.map(name) else { return nil }
      parameter.allowOnly(.parameter)
      // For people who read the file.
      _ = parameter.text("label")
      if !isName(name) {
        yaml.sink.error(at: parameter.location, "'\(name)' cannot name a parameter")
      }
      if parameter["type"] == nil {
        yaml.sink.error(at: parameter.location, "'type' is missing")
      }
      guard let kind = parameter.choice("type", Kind.self), parameter["value"] != nil,
        let words = parameter.texts("value")
      else {
        if parameter["value"] == nil {
          yaml.sink.error(at: parameter.location, "'value' is missing")
        }
        return nil
      }
      guard let value = ParameterValue(words.map(\.value), as: kind) else {
        yaml.sink.error(
          at: parameter.location(of: "value"), "parameter '\(name)' must be \(kind.description)")
        return nil
      }
      return ParameterDefinition(
        name: name, kind: kind, value: value, location: parameter.location)
    }
  }
}

extension ParameterDefinition.Kind {
  /// What messages call it.
  fileprivate var description: String {
    switch self {
    case .text: "a text"
    case .int: "a whole number"
    case .date: "a date such as 2026-11-21"
    case .texts: "a list of texts"
    case .dates: "a list of dates such as 2026-11-21"
    }
  }
}

extension ParameterValue {
  /// Reads a value as it is written in a definition or on the command line; nil if the words are
  /// not of that kind.
  public init?(_ words: [String], as kind: ParameterDefinition.Kind) {
    switch kind {
    case .texts: self = .texts(words)
    case .dates:
      let days = words.compactMap(CalendarDay.parse)
      guard days.count == words.count else { return nil }
      self = .dates(days)
    case .text:
      guard words.count == 1 else { return nil }
      self = .text(words[0])
    case .int:
      guard words.count == 1, let number = Int64(words[0]) else { return nil }
      self = .int(number)
    case .date:
      guard words.count == 1, let day = CalendarDay.parse(words[0]) else { return nil }
      self = .date(day)
    }
  }
}

extension ChannelDefinition {
  static func all(in yaml: YAMLMap) -> [ChannelDefinition] {
    guard let map = yaml.map("channels") else { return [] }
    return map.keys.compactMap { name in
      guard let channel = map.map(name) else { return nil }
      channel.allowOnly(.channel)
      return ChannelDefinition(
        name: name, label: channel.text("label")?.value ?? name,
        addresses: channel.texts("addresses")?.map(\.value) ?? [],
        permission: channel.requiredText("permission")?.value ?? "",
        caps: channel.maps("caps").compactMap(Cap.init),
        location: channel.location)
    }
  }
}

extension ChannelDefinition.Cap {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.cap)
    guard let sends = yaml.int("sends"), let days = yaml.int("days"), sends >= 0, days > 0 else {
      yaml.sink.error(at: yaml.location, "a cap needs 'sends' and 'days'")
      return nil
    }
    self.sends = sends
    self.days = days
  }
}

extension SenderDefinition {
  /// All of it must be there: a mail without it may not be sent (特定電子メール法 第4条).
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.sender)
    guard let name = yaml.requiredText("name"),
      let address = yaml.requiredText("postal_address"),
      let contact = yaml.requiredText("contact"),
      let unsubscribe = yaml.requiredText("unsubscribe_url")
    else { return nil }
    for text in [name, address, contact] where text.value.isEmpty {
      yaml.sink.error(at: text.location, "the sender block is not complete")
    }
    if !unsubscribe.value.hasPrefix("https://") {
      yaml.sink.error(
        at: unsubscribe.location, "'unsubscribe_url' must begin with https://",
        help: "one-click unsubscribe needs it (RFC 8058)")
    }
    self.name = name.value
    postalAddress = address.value
    self.contact = contact.value
    unsubscribeURL = unsubscribe.value
    places = WordPlaces(yaml)
  }
}

extension ConsentDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.consent)
    guard let people = yaml.map("people").flatMap(People.init) else {
      if yaml["people"] == nil { yaml.sink.error(at: yaml.location, "'people' is missing") }
      return nil
    }
    self.people = people
    forms = yaml.maps("forms").compactMap(Form.init)
    lineMembers = yaml.map("line_members").flatMap { map in
      map.allowOnly(.lineMembers)
      guard let source = map.requiredText("source"), let link = map.requiredText("link") else {
        return nil
      }
      return LineMembers(source: source.value, link: link.value, places: WordPlaces(map))
    }
    events = yaml.text("events")?.value
    suppressions = yaml.text("suppressions")?.value
    deliveryEvents = yaml.text("delivery_events")?.value
    suppressHandling = yaml.texts("suppress_handling")?.map(\.value) ?? []
    clearedHandling = yaml.texts("cleared_handling")?.map(\.value) ?? []
    harmlessHandling = yaml.texts("harmless_handling")?.map(\.value) ?? []
    places = WordPlaces(yaml)
  }
}

extension ConsentDefinition.People {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.people)
    guard let source = yaml.requiredText("source"), let key = yaml.requiredText("key") else {
      return nil
    }
    self.source = source.value
    self.key = key.value
    updatedAt = yaml.text("updated_at")?.value
    handling = yaml.text("handling")?.value
    origin = yaml.text("origin")?.value
    frequency = ConsentDefinition.Frequency.all(in: yaml)
    places = WordPlaces(yaml)
    addresses =
      yaml.map("addresses").map { map in
        map.keys.map { ($0, map.texts($0)?.map(\.value) ?? []) }
      } ?? []
    permissions =
      yaml.map("permissions").map { map in
        map.keys.compactMap { key in map.text(key).map { (key, $0.value) } }
      } ?? []
  }
}

extension ConsentDefinition.Frequency {
  static func all(in yaml: YAMLMap) -> [Self] {
    guard let channels = yaml.map("frequency") else { return [] }
    return channels.keys.compactMap { channel in
      guard let map = channels.map(channel) else { return nil }
      map.allowOnly(.frequency)
      let column = map.requiredText("column")
      if map["caps"] == nil { map.sink.error(at: map.location, "'caps' is missing") }
      guard let column, let caps = map.map("caps") else { return nil }
      if caps.keys.isEmpty {
        map.sink.error(
          at: map.location(of: "caps"), "'caps' names no code of '\(column.value)'",
          help: "{weekly: {sends: 1, days: 7}}")
      }
      return Self(
        channel: channel, column: column.value,
        caps: caps.keys.map { code in
          let written = caps.mapOrMaps(code)
          if written?.isEmpty == true {
            caps.sink.error(at: caps.location(of: code), "a cap needs 'sends' and 'days'")
          }
          return (
            Located(code, caps.place(ofKey: code)),
            written?.compactMap(ChannelDefinition.Cap.init) ?? []
          )
        }, location: channels.place(ofKey: channel), places: WordPlaces(map))
    }
  }
}

extension ConsentDefinition.Form {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.form)
    guard let source = yaml.requiredText("source"), let link = yaml.requiredText("link"),
      let key = yaml.requiredText("key"), let at = yaml.requiredText("at")
    else { return nil }
    self.source = source.value
    mart = yaml.text("mart")?.value ?? source.value
    self.link = link.value
    self.key = key.value
    self.at = at.value
    places = WordPlaces(yaml)
    answers =
      yaml.map("answers").map { answers in
        answers.keys.compactMap { channel in
          guard let answer = answers.map(channel) else { return nil }
          answer.allowOnly(.answer)
          guard let address = answer.requiredText("address"),
            let permission = answer.requiredText("permission")
          else { return nil }
          return (channel, address.value, permission.value)
        }
      } ?? []
  }
}
