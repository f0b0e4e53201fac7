import Consent
import Table

/// Files that people open and campaign tools import: one a channel, kind and scenario, so that all
/// rows of a file have the same columns. Advertising audiences are not among them.
struct CSVAdapter: DeliveryAdapter {
  let channels: [Channel] = [.email, .line, .sms, .push, .phone]
  private let settings: CSVSettings
  private let row: CSVRow

  init(_ settings: CSVSettings) {
    self.settings = settings
    row = CSVRow(encoder: settings.encoder)
  }

  /// The columns that every send has, with their headers.
  private static let common: [(name: String, label: String)] = [
    ("send_id", "送信ID"), ("business_date", "業務日"), ("send_at", "送信日時"),
    ("scenario_id", "シナリオID"), ("step", "ステップ"), ("template_id", "テンプレートID"),
    ("channel", "チャネル"), ("to", "宛先"), ("subject_key", "対象キー"),
    ("customer_id", "顧客ID"), ("topic", "配信トピック"), ("unsubscribe_url", "配信停止URL"),
  ]

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    let name = "\(send.channel).\(send.kind).\(send.scenarioID).csv"
    let columns = settings.columns.isEmpty ? Self.columns(of: send) : settings.columns
    if !files.has(name) {
      try row.begin(
        columns.map { ($0, label(of: $0, in: send.scenarioID)) }, in: files[name])
    }
    var cells: [CSVRow.Cell] = []
    for column in columns {
      guard let cell = Self.cell(column, of: send) else {
        throw ManifestError(
          .wrongUse, "sends of scenario '\(send.scenarioID)' have no column '\(column)'",
          hint: "they have " + Self.columns(of: send).joined(separator: ", "))
      }
      cells.append(cell)
    }
    try row.write(cells, named: columns, to: files[name])
    return .itself
  }

  /// A field that has the name of a common column is asked for as `fields.<name>`.
  private static let prefix = "fields."

  private static func columns(of send: HandedOverSend) -> [String] {
    let common = common.map(\.name)
    return common + send.fields.map { common.contains($0.name) ? prefix + $0.name : $0.name }
  }

  private func label(of column: String, in scenario: String) -> String {
    if let common = Self.common.first(where: { $0.name == column }) { return common.label }
    return settings.labels[scenario]?[Self.fieldName(column)] ?? column
  }

  private static func fieldName(_ column: String) -> String {
    column.hasPrefix(prefix) ? String(column.dropFirst(prefix.count)) : column
  }

  private static func cell(_ column: String, of send: HandedOverSend) -> CSVRow.Cell? {
    switch column {
    case "send_id": .guarded(send.sendID)
    case "business_date": .guarded(send.businessDate)
    case "send_at": .guarded(send.sendAt)
    case "scenario_id": .guarded(send.scenarioID)
    case "step": .guarded(send.step)
    case "template_id": .guarded(send.templateID)
    case "channel": .guarded(send.channel)
    case "to": .guarded(send.to)
    case "subject_key": .guarded(send.subjectKey)
    case "customer_id": .guarded(send.customerID ?? "")
    case "topic": .guarded(send.topic)
    case "unsubscribe_url": .guarded(send.unsubscribeURL ?? "")
    default: send.fields.first { $0.name == fieldName(column) }?.value.cell
    }
  }

  /// Nothing limits such a file.
  func check(_ name: String, _ content: ByteView) {}
}
