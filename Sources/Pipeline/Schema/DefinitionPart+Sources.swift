import Table

extension DefinitionPart {
  /// The names that sources cannot have, as one lists them.
  private static var takenNames: String {
    let names = SourceDefinition.takenNames.map { "`\($0)`" }
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }

  static let sourceKeys: [DefinitionKey] = [
    DefinitionKey(
      "source", .text("text"), .required,
      "its name; not \(takenNames), and not beginning with `_` or `sqlite_`"),
    DefinitionKey("label", .text("text"), .optional("the name"), "for people"),
    DefinitionKey(
      "files", .text("pattern"), .required,
      "which files of the exports folder: `*`, `?`, `[…]` ([reading-exports.md](reading-exports.md))"
    ),
    DefinitionKey(
      "encoding", .word(of: SourceDefinition.Encoding.self), .optional("`auto`"),
      "how its files are written; `auto` looks at each"),
    DefinitionKey(
      "delimiter", .word(of: SourceDefinition.Delimiter.self), .optional("`comma`"),
      "what stands between two fields"),
    DefinitionKey(
      "skip_lines", .int(0...Int.max), .optional("0"), "lines before the header row"),
    DefinitionKey(
      "mode", .word(of: SourceDefinition.Mode.self), .optional("`snapshot`"),
      "what a file is: everything there is, or what is new since the file before. Both are read "
        + "alike, all files of the folder together, by the key rule, so the files of an `append` "
        + "source stay there: what is taken out has never been. One that was cleansed before is not "
        + "read again"),
    DefinitionKey(
      "optional", .bool, .optional("false"), "a day without any file is no error"),
    DefinitionKey(
      "key", .columns, .required,
      "the columns that together name a record; texts (type `id`, `line_id`, …)"),
    DefinitionKey(
      "newest_by", .column, .optional("none"),
      "of records with one key the one with the greatest value is kept, nulls least; of equals, "
        + "and without this key, the last read. A date or timestamp"),
    DefinitionKey(
      "event_time", .column, .optional("none"),
      "a row whose time lies after the business date is not known yet; a row without a time is "
        + "known. A date or timestamp"),
    DefinitionKey(
      "max_quarantined", .number(0...1), .optional("0.01"),
      "the share of unreadable records past which the source is refused"),
    DefinitionKey(
      "freshness", .mapping(.freshness), .optional("none"),
      "how old its newest record may be, below; needs `newest_by` or `event_time`"),
    DefinitionKey("columns", .mappings(.column), .required, "what it holds, below"),
    DefinitionKey(
      "links", .byName(.mapping(.link)), .optional("none"),
      "ways to a row of another source, below"),
    DefinitionKey(
      "conditions", .byName(.expression), .optional("none"),
      "named conditions over a row, used in expressions like columns; they hold or do not"),
    DefinitionKey(
      "values", .byName(.mapping(.value)), .optional("none"),
      "named values over a row, used in expressions like columns, below"),
    DefinitionKey(
      "order", .columns, .optional("none"),
      "in which order `list(…)` of an expression puts its rows, before their key; nulls sort as "
        + "empty"),
  ]

  static let freshnessKeys: [DefinitionKey] = [
    DefinitionKey(
      "warn_after", .matching("days such as `2d`", pattern: "[0-9]+d"), .alternative,
      "`meibo status` warns of a source that is older ([operating.md](operating.md))"),
    DefinitionKey(
      "error_after", .matching("days such as `2d`", pattern: "[0-9]+d"), .alternative,
      "`meibo status` exits 65 for a source that is older; not less than `warn_after`"),
  ]

  static let columnKeys: [DefinitionKey] = [
    DefinitionKey("name", .text("name"), .required, "how definitions call it"),
    DefinitionKey(
      "header", .text("text"), .required,
      "the header it is found by; its label in published files"),
    DefinitionKey(
      "header_synonyms", .list(.text("text")), .optional("none"),
      "the headers it is found by in files that lack `header`; of several the first counts"),
    DefinitionKey(
      "type", .word(of: FieldType.self), .required,
      "how it is cleansed ([cleansing.md](cleansing.md))"),
    DefinitionKey(
      "choices", .either(.byName(.list(.text("text"))), .list(.text("code"))),
      .optional("none"), "the codes of a `choice`, which needs them; not for other types"),
    DefinitionKey(
      "optional", .bool, .optional("false"),
      "the header may be missing; the column is then null"),
    DefinitionKey(
      "as_of", .bool, .optional("false"),
      "dates and timestamps: a time after the business date counts as null"),
    DefinitionKey(
      "reading", .bool, .optional("false"),
      "a second reading of a header, for comparing: what cannot be read is null without an issue"),
    DefinitionKey(
      "true_words", .list(.text("text")), .optional("none"),
      "further words of a `bool` that mean true"),
    DefinitionKey(
      "false_words", .list(.text("text")), .optional("none"),
      "further words of a `bool` that mean false"),
    DefinitionKey(
      "inverted", .bool, .optional("false"),
      "of a `bool` whose header says no, such as 配信停止: the built-in words for yes mean false, "
        + "those for no true ([cleansing.md](cleansing.md#words))"),
    DefinitionKey(
      "null_words", .list(.text("text")), .optional("none"),
      "further words that mean nothing, whatever the type"),
    DefinitionKey(
      "legal_forms", .byName(.text("form")), .optional("none"),
      "further marks of legal forms of a `company` or `company_key`: `{(特): 特殊会社}`"),
  ]

  static let linkKeys: [DefinitionKey] = [
    DefinitionKey("source", .text("source"), .required, "where it leads"),
    DefinitionKey(
      "on", .column, .alternative, "the column of that name is equal on both sides"),
    DefinitionKey(
      "match", .mappings(.step), .alternative,
      "the first of these steps that gives exactly one row decides"),
  ]

  static let stepKeys: [DefinitionKey] = [
    DefinitionKey("column", .text("column of this source"), .required, "null matches nothing"),
    DefinitionKey("equals", .text("column of the other source"), .required),
    DefinitionKey(
      "unless_differ", .byName(.text("column of the other source")), .optional("none"),
      "own: other; a candidate is out if both are known and differ"),
    DefinitionKey(
      "and_equal", .byName(.text("column of the other source")), .optional("none"),
      "own: other; both must be known and equal"),
    DefinitionKey(
      "carried_within", .text("column of this source"), .optional("none"),
      "where `column` is null, the value of another row with the same value here is taken: a "
        + "visitor's login counts for the pages seen before it"),
    DefinitionKey(
      "latest_by", .columns, .optional("none"),
      "with `carried_within`, which needs it: of several such rows the greatest by these, then by "
        + "the key, lends its value"),
  ]

  static let valueKeys: [DefinitionKey] = [
    DefinitionKey(
      "type", .word(of: ColumnType.self), .required, "must be the type of the value"),
    DefinitionKey("value", .expression, .required, "over the row's columns"),
  ]
}
