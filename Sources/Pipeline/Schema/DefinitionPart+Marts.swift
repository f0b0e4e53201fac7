import Table

extension DefinitionPart {
  static let martKeys: [DefinitionKey] = [
    DefinitionKey(
      "mart", .text("text"), .required,
      "its name; not `stage`, `known` or `links`, and not beginning with `_` or `sqlite_`"),
    DefinitionKey("label", .text("text"), .optional("the name"), "for people"),
    DefinitionKey(
      "rows", .text("source"), .required, "one row of the mart for each known row of it"),
    DefinitionKey("key", .text("column of the mart"), .required, "names the rows"),
    DefinitionKey(
      "columns", .mappings(.martColumn), .optional("none"),
      "in the order in which they are published, below"),
    DefinitionKey(
      "helpers", .mappings(.martColumn), .optional("none"),
      "columns for the stages that follow, published last"),
  ]

  static let martColumnKeys: [DefinitionKey] = [
    DefinitionKey("name", .text("name"), .required, "how definitions call it"),
    DefinitionKey("label", .text("text"), .optional("the name"), "for people"),
    DefinitionKey(
      "type", .word(ColumnType.allCases.filter { $0 != .bytes }.map(\.rawValue)), .required,
      "must be the type of the value"),
    DefinitionKey(
      "roles", .list(.word(of: MartColumnDefinition.Role.self)), .optional("none"),
      "what scenarios use it for; `content` columns are the `fields` of every send"),
    DefinitionKey(
      "value", .expression, .optional("the source's column of that name"),
      "may name columns further up"),
  ]
}
