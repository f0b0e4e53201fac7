import Gate
import Pipeline
import Table

/// How many refusals a source may hold that nobody could read: records in quarantine, and records
/// that name nobody (docs/consent.md).
struct RefusalsAtRisk {
  let source: String
  let quarantined: Int
  let unreadable: Int

  /// Nil for a source that holds no refusals.
  init?(_ source: LoadedSource, _ definition: PipelineDefinition) {
    guard let subjects = SubjectColumns(of: source.name, definition) else { return nil }
    self.source = source.name
    quarantined = source.files.reduce(0) { $0 + $1.survey.quarantined.count }
    unreadable = subjects.unreadable(in: source)
  }

  /// The columns of a source that are looked at.
  static func columns(of source: String, _ definition: PipelineDefinition) -> Set<String> {
    SubjectColumns(of: source, definition)?.names ?? []
  }
}

/// Where a source of refusals says whom a record is about.
private struct SubjectColumns {
  /// The column that says what the subject is.
  let kind: String
  /// The column that names a person whatever the kind.
  let person: String?
  /// The subject as each kind reads it. A kind that is not here, null among them, is served by any.
  let readings: [String: [String]]

  /// The kind whose subject is a domain, which is of no type that cleansing would check.
  private static let domain = "email_domain"

  /// Nil for a source that holds no refusals.
  init?(of source: String, _ definition: PipelineDefinition) {
    switch source {
    case definition.consent?.events: self = .ofEvents
    case definition.consent?.suppressions: self = .ofSuppressions
    default: return nil
    }
  }

  private init(kind: String, person: String?, readings: [String: [String]]) {
    self.kind = kind
    self.person = person
    self.readings = readings
  }

  /// All of them.
  var names: Set<String> { Set(readings.values.joined()).union([kind, person].compactMap { $0 }) }

  static let ofEvents = SubjectColumns(
    kind: "channel", person: "customer_id",
    readings: [
      "email": ["address_email"], "sms": ["address_phone"], "phone": ["address_phone"],
      "line": ["address_line_id"], "push": ["address_token"],
      "ads": ["address_email", "address_phone"],
    ])

  static let ofSuppressions = SubjectColumns(
    kind: "subject_type", person: nil,
    readings: [
      "customer": ["subject_customer_id"], "email": ["subject_email"],
      domain: ["subject_domain"], "phone": ["subject_phone"],
      "line_id": ["subject_line_id"], "token": ["subject_token"],
    ])

  /// How many records cannot be read as what they say they are about. O(records).
  func unreadable(in source: LoadedSource) -> Int {
    let scratch = ByteBuffer()
    var count = 0
    source.visitParts { part in
      let kinds = part.column(kind)
      let persons = person.flatMap(part.column)
      let byKind = readings.mapValues { $0.compactMap(part.column) }
      let all = Set(readings.values.joined()).compactMap(part.column)
      for row in 0..<part.rowCount where !part.isSuperseded(row) {
        if persons?.text(row) != nil { continue }
        let kind = kinds?.text(row)?.text
        let isUnreadable = (kind.flatMap { byKind[$0] } ?? all).allSatisfy { column in
          guard let text = column.text(row) else { return true }
          return kind == Self.domain && SuppressedDomain.plain(text, scratch: scratch) == nil
        }
        if isUnreadable { count += 1 }
      }
    }
    return count
  }
}
