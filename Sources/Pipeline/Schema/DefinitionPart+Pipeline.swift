extension DefinitionPart {
  static let pipelineKeys: [DefinitionKey] = [
    DefinitionKey(
      "pipeline", .text("text"), .required, "the pipeline's name, as it stands in manifests"),
    DefinitionKey("label", .text("text"), .optional("the name"), "for people"),
    DefinitionKey("schema", .int(1...1), .optional("1"), "the version of this page"),
    DefinitionKey(
      "time_zone", .word(["Asia/Tokyo"]), .optional("`Asia/Tokyo`"), "no other is supported"),
    DefinitionKey(
      "parameters", .byName(.mapping(.parameter)), .optional("none"),
      "values that expressions and triggers name, and a run may override"),
  ]

  static let parameterKeys: [DefinitionKey] = [
    DefinitionKey("type", .word(of: ParameterDefinition.Kind.self), .required),
    DefinitionKey("value", .list(.text("text")), .required, "of that type"),
    DefinitionKey("label", .text("text"), .optional("none"), "for people"),
  ]

  static let channelsKeys: [DefinitionKey] = [
    DefinitionKey(
      "channels", .byChannel(.mapping(.channel)), .optional("none"), "by name, below"),
    DefinitionKey(
      "sender", .mapping(.sender), .optional("none"),
      "what every mail must show, below; required if any message goes by e-mail"),
  ]

  static let channelKeys: [DefinitionKey] = [
    DefinitionKey("label", .text("text"), .optional("the name"), "for people"),
    DefinitionKey(
      "addresses", .list(.text("mart column")), .required, "where its addresses are shown"),
    DefinitionKey(
      "permission", .text("mart column"), .required, "must be in every mart that sends by it"),
    DefinitionKey("caps", .mappings(.cap), .optional("none"), "how often at most, below"),
  ]

  static let capKeys: [DefinitionKey] = [
    DefinitionKey("sends", .int(0...Int.max), .required, "at most so many sends to a person"),
    DefinitionKey(
      "days", .int(1...Int.max), .required, "in so many days, the business date included"),
  ]

  static let senderKeys: [DefinitionKey] = [
    DefinitionKey("name", .text("text"), .required, "who sends"),
    DefinitionKey("postal_address", .text("text"), .required),
    DefinitionKey("contact", .text("text"), .required, "where questions and complaints go"),
    DefinitionKey(
      "unsubscribe_url", .matching("`https://…`", pattern: "https://.*"), .required,
      "the page that takes a refusal; the send and its token are added"),
  ]
}
