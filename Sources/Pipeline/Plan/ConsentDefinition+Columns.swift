import Table

/// What the record of consent reads of its sources by fixed names (docs/definitions.md).
extension ConsentDefinition {
  static let eventColumns: [(String, ColumnType)] = [
    ("consent_id", .text), ("customer_id", .text), ("channel", .text), ("topic", .text),
    ("action", .text), ("occurred_at", .timestamp), ("origin", .text), ("until_on", .date),
    ("address_email", .text), ("address_phone", .text), ("address_line_id", .text),
    ("address_token", .text),
  ]
  static let suppressionColumns: [(String, ColumnType)] = [
    ("suppression_id", .text), ("subject_type", .text), ("channel", .text), ("reason", .text),
    ("from_on", .date), ("until_on", .date), ("subject_customer_id", .text),
    ("subject_email", .text), ("subject_domain", .text), ("subject_phone", .text),
    ("subject_line_id", .text), ("subject_token", .text),
  ]
  static let deliveryColumns: [(String, ColumnType)] = [
    ("event_id", .text), ("send_id", .text), ("kind", .text), ("occurred_at", .timestamp),
  ]
  static let memberColumns: [(String, ColumnType)] = [
    ("line_id", .text), ("line_permission", .bool), ("joined_at", .timestamp),
    ("blocked_at", .timestamp),
  ]

  /// The columns of each of those sources.
  var columnsOfFixedNames: [(source: String, columns: [String])] {
    let sources: [(source: String?, columns: [(String, ColumnType)])] = [
      (events, Self.eventColumns), (suppressions, Self.suppressionColumns),
      (deliveryEvents, Self.deliveryColumns), (lineMembers?.source, Self.memberColumns),
    ]
    return sources.compactMap { source, columns in source.map { ($0, columns.map(\.0)) } }
  }
}
