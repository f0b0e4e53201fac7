extension DefinitionPart {
  static let consentKeys: [DefinitionKey] = [
    DefinitionKey("people", .mapping(.people), .required, "whose consent it is, below"),
    DefinitionKey(
      "forms", .mappings(.form), .optional("none"),
      "sources whose rows carry an address and an answer of their own, below"),
    DefinitionKey(
      "line_members", .mapping(.lineMembers), .optional("none"),
      "members of the LINE account, below"),
    DefinitionKey("events", .text("source"), .optional("none"), "what people said since"),
    DefinitionKey(
      "suppressions", .text("source"), .optional("none"), "who must be left alone"),
    DefinitionKey(
      "delivery_events", .text("source"), .optional("none"),
      "what delivery systems report, by `send_id`"),
    DefinitionKey(
      "suppress_handling", .list(.text("word")), .optional("none"),
      "words in the handling column that suppress; the column needs them"),
    DefinitionKey(
      "cleared_handling", .list(.text("word")), .optional("none"),
      "at the end of such a value they clear it"),
    DefinitionKey(
      "harmless_handling", .list(.text("word")), .optional("none"),
      "values that look so and are not"),
  ]

  static let peopleKeys: [DefinitionKey] = [
    DefinitionKey("source", .text("source"), .required, "whose rows are people"),
    DefinitionKey("key", .column, .required, "names a person: the source's key"),
    DefinitionKey(
      "updated_at", .column, .optional("none"),
      "when the row was last changed; a date or timestamp"),
    DefinitionKey(
      "handling", .column, .optional("none"),
      "notes on how a complaint is being handled, a text; needs `suppress_handling`"),
    DefinitionKey(
      "addresses", .byChannel(.columns), .optional("none"), "by channel: columns, best first"),
    DefinitionKey(
      "permissions", .byChannel(.column), .optional("none"),
      "by channel: the column with the person's answer"),
    DefinitionKey(
      "origin", .column, .optional("none"),
      "where the contact came from, a text; a permission without it is none"),
    DefinitionKey(
      "frequency", .byChannel(.mapping(.frequency)), .optional("none"),
      "by channel: how often people want to be written to, below"),
  ]

  static let frequencyKeys: [DefinitionKey] = [
    DefinitionKey("column", .column, .required, "what the person has chosen, a `choice`"),
    DefinitionKey(
      "caps", .byName(.list(.mapping(.cap))), .required,
      "by code of the column: a cap, or several, as a [channel](#a-cap) has them"),
  ]

  static let formKeys: [DefinitionKey] = [
    DefinitionKey("source", .text("source"), .required, "whose rows are forms"),
    DefinitionKey("link", .text("link"), .required, "to the people"),
    DefinitionKey("key", .column, .required, "names a form: the source's key"),
    DefinitionKey(
      "at", .column, .required, "when it was filled in; a date or timestamp"),
    DefinitionKey("mart", .text("text"), .optional("the source"), "what evidence calls it"),
    DefinitionKey(
      "answers", .byChannel(.mapping(.answer)), .optional("none"), "by channel, below"),
  ]

  static let answerKeys: [DefinitionKey] = [
    DefinitionKey("address", .column, .required, "the form's address"),
    DefinitionKey("permission", .column, .required, "the form's answer"),
  ]

  static let lineMembersKeys: [DefinitionKey] = [
    DefinitionKey("source", .text("source"), .required, "whose rows are members"),
    DefinitionKey("link", .text("link"), .required, "to the people"),
  ]
}
