extension DefinitionPart {
  static let messagesKeys: [DefinitionKey] = [
    DefinitionKey("scenario", .text("scenario"), .required, "one file a scenario"),
    DefinitionKey(
      "fields", .byName(.mapping(.messageField)), .optional("none"),
      "fields that every message of the scenario inserts, below"),
    DefinitionKey(
      "sender", .mapping(.messageSender), .optional("the sender of channels.yml"),
      "the person whom its mails come from, below"),
    DefinitionKey(
      "messages", .byName(.mapping(.messageContent)), .required,
      "by step, below; `A: {}` if it inserts nothing of its own"),
  ]

  static let messageContentKeys: [DefinitionKey] = [
    DefinitionKey(
      "fields", .byName(.mapping(.messageField)), .optional("none"),
      "fields that this one inserts besides; one that stands in both counts as it stands here"),
    DefinitionKey("preview", .mapping(.preview), .optional("none"), "texts for people, below"),
  ]

  static let messageFieldKeys: [DefinitionKey] = [
    DefinitionKey(
      "fallback", .text("text; of an `int` a whole number"), .optional("none"),
      "what files for delivery systems have in its place where it is null or empty; not for a "
        + "`bool`, which is never missing"),
    DefinitionKey(
      "required", .bool, .optional("true without a fallback"),
      "a message whose person lacks it is not sent: `missing_field` ([consent.md](consent.md))"),
  ]

  static let messageSenderKeys: [DefinitionKey] = [
    DefinitionKey("name", .text("field"), .required, "the name that mails come from, a text"),
    DefinitionKey(
      "address", .text("field"), .required,
      "their mail address, a text, which the delivery system must know as a sender"),
  ]

  static let previewKeys: [DefinitionKey] = [
    DefinitionKey("subject", .text("text"), .optional("none"), "with `{{field}}` for fields"),
    DefinitionKey("body", .text("text"), .optional("none"), "likewise"),
  ]
}
