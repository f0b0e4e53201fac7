import Consent
import Table

/// Lists of whom to call, one a kind, for people: those who are to be called first on top.
struct CallListAdapter: DeliveryAdapter {
  let channels: [Channel] = [.phone]
  private let settings: CallListSettings
  private let row: CSVRow
  private var sends: [HandedOverSend] = []

  init(_ settings: CallListSettings) {
    self.settings = settings
    row = CSVRow(encoder: settings.csv.encoder)
  }

  /// The columns that every call has, with their headers.
  private static let common: [(name: String, label: String)] = [
    ("priority", "優先順位"), ("to", "電話番号"), ("send_at", "架電日時"), ("purpose", "用件"),
    ("scenario", "シナリオ"), ("customer_id", "顧客ID"), ("subject_key", "対象キー"),
    ("send_id", "送信ID"), ("template_id", "テンプレートID"),
  ]

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    guard Self.isNumber(send.to) else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' does not go to a telephone number")
    }
    guard send.isByDay else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' is a call in the night, at \(send.sendAt)",
        hint: "calls are made from 08:00 to 20:59")
    }
    sends.append(send)
    return .itself
  }

  mutating func finish(_ files: AdapterFiles) throws(ManifestError) {
    for kind in ["marketing", "transactional"] {
      let calls = sends.filter { $0.kind == kind }.sorted(by: isBefore)
      if !calls.isEmpty { try write(calls, to: files["phone.\(kind).csv"]) }
    }
    sends = []
  }

  /// By the scenario's priority, then by time, then by send id.
  private func isBefore(_ left: HandedOverSend, _ right: HandedOverSend) -> Bool {
    let (one, other) = (priority(left), priority(right))
    return one == other
      ? (left.sendAt, left.sendID) < (right.sendAt, right.sendID) : one < other
  }

  private func priority(_ send: HandedOverSend) -> Int {
    settings.scenarios[send.scenarioID]?.priority ?? .max
  }

  /// Scenarios have different fields: a call has nothing in the columns of the others.
  private func write(_ calls: [HandedOverSend], to file: ByteBuffer) throws(ManifestError) {
    var known = Self.common
    for call in calls {
      for field in call.fields where !known.contains(where: { $0.name == Self.column(field) }) {
        let name = Self.column(field)
        known.append((name, settings.csv.labels[call.scenarioID]?[field.name] ?? name))
      }
    }
    let names = settings.csv.columns.isEmpty ? known.map(\.name) : settings.csv.columns
    var columns: [(name: String, label: String)] = []
    for name in names {
      guard let column = known.first(where: { $0.name == name }) else {
        throw ManifestError(
          .wrongUse, "calls have no column '\(name)'",
          hint: "they have " + known.map(\.name).joined(separator: ", "))
      }
      columns.append(column)
    }
    try row.begin(columns, in: file)
    for call in calls {
      try row.write(columns.map { cell($0.name, of: call) }, named: names, to: file)
    }
  }

  /// A field that has the name of a common column is `fields.<name>`.
  private static func column(_ field: JSONText.Member) -> String {
    common.contains { $0.name == field.name } ? "fields.\(field.name)" : field.name
  }

  private func cell(_ column: String, of send: HandedOverSend) -> CSVRow.Cell {
    let scenario = settings.scenarios[send.scenarioID]
    return switch column {
    case "priority": .plain(scenario.map { String($0.priority) } ?? "")
    case "to": .guarded(send.to)
    case "send_at": .guarded(send.sendAt)
    case "purpose": .guarded(scenario?.purposes[send.step] ?? send.step)
    case "scenario": .guarded(scenario?.name ?? send.scenarioID)
    case "customer_id": .guarded(send.customerID ?? "")
    case "subject_key": .guarded(send.subjectKey)
    case "send_id": .guarded(send.sendID)
    case "template_id": .guarded(send.templateID)
    default: send.fields.first { Self.column($0) == column }?.value.cell ?? .plain("")
    }
  }

  /// E.164.
  private static func isNumber(_ text: String) -> Bool {
    text.first == "+" && (9...16).contains(text.utf8.count)
      && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
  }

  /// Every row was checked as it came.
  func check(_ name: String, _ content: ByteView) {}
}
