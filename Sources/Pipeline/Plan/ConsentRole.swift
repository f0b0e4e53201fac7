import Table

/// What a source of consent must hold, by fixed names (docs/definitions.md).
struct ConsentRole {
  /// How a column must be read.
  enum Reading {
    case text
    case type(FieldType)
    /// As the key of the people, which is of that type.
    case customer(FieldType?)
    /// A choice of nothing but these codes, since a row with another one would say nothing, and of at
    /// least the needed ones: a word for one that is not declared would say nothing either.
    case codes([String], needed: [String] = [])
    /// A text; if it is a choice, of nothing but these codes.
    case codesIfChoice([String])
  }

  /// The first is the source's key.
  let columns: [(name: String, reading: Reading)]

  static func events(of people: FieldType?) -> Self {
    Self(columns: [
      ("consent_id", .text), ("customer_id", .customer(people)), ("channel", channel),
      ("topic", .text), ("action", .codesIfChoice(["opt_in", "opt_out"])),
      ("occurred_at", .type(.timestamp)), ("origin", .text), ("until_on", .type(.date)),
      ("address_email", .type(.email)), ("address_phone", .type(.phone)),
      ("address_line_id", .type(.lineID)), ("address_token", .type(.token)),
    ])
  }

  static func suppressions(of people: FieldType?) -> Self {
    Self(columns: [
      ("suppression_id", .text),
      ("subject_type", .codes(["customer", "email", "email_domain", "phone", "line_id", "token"])),
      ("channel", channel), ("reason", .text), ("from_on", .type(.date)),
      ("until_on", .type(.date)), ("subject_customer_id", .customer(people)),
      ("subject_email", .type(.email)), ("subject_domain", .type(.id)),
      ("subject_phone", .type(.phone)), ("subject_line_id", .type(.lineID)),
      ("subject_token", .type(.token)),
    ])
  }

  static let deliveryEvents = Self(columns: [
    ("event_id", .text), ("send_id", .text),
    (
      "kind",
      .codes(
        [
          "delivered", "open", "click", "hard_bounce", "soft_bounce", "complaint", "unsubscribe",
        ], needed: ["hard_bounce", "complaint", "unsubscribe"])
    ), ("occurred_at", .type(.timestamp)),
  ])

  static let lineMembers = Self(columns: [
    ("line_id", .type(.lineID)), ("line_permission", .type(.bool)),
    ("joined_at", .type(.timestamp)), ("blocked_at", .type(.timestamp)),
  ])

  private static let channel = Reading.codesIfChoice(DefinitionValue.channelNames + ["all"])
}

extension ConsentDefinition {
  /// The sources of consent with the columns that each is read by.
  var columnsOfFixedNames: [(source: String, columns: [String])] {
    let sources: [(source: String?, role: ConsentRole)] = [
      (events, .events(of: nil)), (suppressions, .suppressions(of: nil)),
      (deliveryEvents, .deliveryEvents), (lineMembers?.source, .lineMembers),
    ]
    return sources.compactMap { source, role in source.map { ($0, role.columns.map(\.name)) } }
  }
}

extension DefinitionChecker {
  /// The columns that a source of consent is read by.
  func check(_ role: ConsentRole, of source: SourceDefinition) {
    for (name, reading) in role.columns {
      guard let column = source.column(name) else {
        sink.error(
          at: source.location, "source '\(source.name)' lacks the column '\(name)'",
          help:
            "consent.yml makes it a source of consent, which is read by that name; if no export has "
            + "it, declare it with optional: true")
        continue
      }
      check(column, is: reading)
    }
    guard let key = role.columns.first?.name, source.column(key) != nil, source.key != [key] else {
      return
    }
    sink.error(
      at: source.location, "the key of source '\(source.name)' must be '\(key)'",
      help: "consent.yml makes it a source of consent, whose rows are told apart by that column")
  }

  private func check(_ column: FieldDefinition, is reading: ConsentRole.Reading) {
    func refuse(_ wanted: String, help: String? = nil) {
      sink.error(
        at: column.location, "column '\(column.name)' must be \(wanted): consent is read from it",
        help: help)
    }
    switch reading {
    case .text:
      if column.type.columnType != .text { refuse(describe(ColumnType.text)) }
    case .type(.timestamp) where column.type == .date:
      refuse("of type timestamp", help: "it reads days too, as their midnight")
    case .type(let type):
      if column.type != type { refuse("of type \(type.rawValue)") }
    case .customer(let type):
      guard let type, type.columnType == .text, column.type != type else { return }
      refuse(
        "of type \(type.rawValue)", help: "as the key of the people is: it is compared with it")
    case .codes(let codes, let needed):
      if column.type != .choice { refuse("of type choice", help: list(codes)) }
      checkCodes(of: column, codes)
      for code in needed where !column.choices.contains(where: { $0.code == code }) {
        sink.error(
          at: column.location, "column '\(column.name)' lacks the code '\(code)'",
          help: "refusals are read from it: declare it, also if the export has no word for it")
      }
    case .codesIfChoice(let codes):
      if column.type.columnType != .text { refuse(describe(ColumnType.text)) }
      checkCodes(of: column, codes)
    }
  }

  private func checkCodes(of column: FieldDefinition, _ codes: [String]) {
    for choice in column.choices where !codes.contains(choice.code) {
      sink.error(
        at: column.location, "column '\(column.name)' has the unknown code '\(choice.code)'",
        help: Suggestion.help(for: choice.code, in: codes) ?? list(codes))
    }
  }

  private func list(_ codes: [String]) -> String { "one of \(codes.joined(separator: ", "))" }
}
