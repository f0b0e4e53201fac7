extension MessageSetDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.messages)
    let shared = MessageFieldDefinition.all(in: yaml)
    guard let scenario = yaml.requiredText("scenario") else { return nil }
    guard let map = yaml.map("messages") else {
      if yaml["messages"] == nil {
        yaml.sink.error(at: yaml.location, "'messages' is missing")
      }
      return nil
    }
    self.scenario = scenario
    sender = yaml.map("sender").flatMap(MessageSenderDefinition.init)
    messages = map.keys.compactMap { step in
      map.map(step).map { message in
        MessageDefinition(
          step: Located(step, map.place(ofKey: step)), shared: shared, own: message)
      }
    }
  }
}

extension MessageSenderDefinition {
  init?(_ yaml: YAMLMap) {
    yaml.allowOnly(.messageSender)
    guard let name = yaml.requiredText("name"), let address = yaml.requiredText("address") else {
      return nil
    }
    self.name = name
    self.address = address
  }
}

extension MessageDefinition {
  /// Of a field that stands in both, the message's own counts.
  init(step: Located<String>, shared: [MessageFieldDefinition], own yaml: YAMLMap) {
    yaml.allowOnly(.messageContent)
    self.step = step
    let own = MessageFieldDefinition.all(in: yaml)
    let names = Set(own.map(\.name.value))
    fields = shared.filter { !names.contains($0.name.value) } + own
    preview = yaml.map("preview").map { [fields] in
      MessagePreview($0, fields: fields.map(\.name.value))
    }
  }
}

extension MessageFieldDefinition {
  static func all(in yaml: YAMLMap) -> [Self] {
    guard let map = yaml.map("fields") else { return [] }
    return map.keys.compactMap { name in
      guard let field = map.map(name) else { return nil }
      field.allowOnly(.messageField)
      let fallback = field.text("fallback")
      if let fallback, fallback.value.isEmpty {
        field.sink.error(
          at: fallback.location, "the fallback of '\(name)' is empty",
          help: "'required: false' if the message can do without it")
      }
      let isRequired = field.bool("required")
      if isRequired == true, fallback != nil {
        field.sink.error(
          at: field.location(of: "required"), "'\(name)' has a fallback and is never missing",
          help: "leave 'required' or 'fallback' out")
      }
      return Self(
        name: Located(name, map.place(ofKey: name)), fallback: fallback,
        isRequired: fallback == nil && isRequired != false)
    }
  }
}

extension MessagePreview {
  init(_ yaml: YAMLMap, fields: [String]) {
    yaml.allowOnly(.preview)
    func text(_ key: String) -> MessageText? {
      yaml.text(key).flatMap { MessageText($0, known: fields, sink: yaml.sink) }
    }
    subject = text("subject")
    body = text("body")
  }
}
