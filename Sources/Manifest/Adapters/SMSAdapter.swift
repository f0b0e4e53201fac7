import Consent
import Table

/// Files for an SMS gateway, read by machines: UTF-8 without a mark, no guard against formulas,
/// which would break `+81…`. One a kind and scenario, so that all rows of a file have the same
/// columns.
struct SMSAdapter: DeliveryAdapter {
  let channels: [Channel] = [.sms]
  private let row = CSVRow(encoder: nil)

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    guard Self.isJapaneseMobile(send.to) else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' does not go to a Japanese mobile number")
    }
    guard send.isByDay else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' is an SMS for the night, at \(send.sendAt)",
        hint: "SMS go out from 08:00 to 20:59")
    }
    let name = "sms.\(send.kind).\(send.scenarioID).csv"
    if !files.has(name) {
      let names = ["to", "send_at", "send_id", "template_id"] + send.fields.map(\.name)
      _ = row.write(names.map { .plain($0) }, to: files[name])
    }
    let cells = [send.to, send.sendAt, send.sendID, send.templateID].map { CSVRow.Cell.plain($0) }
    _ = row.write(cells + send.fields.map { .plain($0.value.plainText) }, to: files[name])
    return .itself
  }

  /// `+81`, then 060, 070, 080 or 090 without its first digit, then a digit that is not 0, then
  /// seven more.
  static func isJapaneseMobile(_ number: String) -> Bool {
    let digits = Array(number.utf8)
    return digits.count == 13 && number.hasPrefix("+81")
      && digits[3...].allSatisfy { (48...57).contains($0) } && (54...57).contains(digits[3])
      && digits[4] == 48 && digits[5] != 48
  }

  /// Every row was checked as it came.
  func check(_ name: String, _ content: ByteView) {}
}
