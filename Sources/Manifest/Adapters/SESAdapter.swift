import Consent
import Table

/// Requests to Amazon SES v2 `SendBulkEmail`, one a line: `{"id":<batch id>,"send_at":…,
/// "request":<body>}`. SES sends at once: whoever makes the request waits until `send_at`.
struct SESAdapter: DeliveryAdapter {
  /// SES's limits.
  static let destinations = 50
  static let headers = 15
  static let headerNameBytes = 126
  static let headerValueBytes = 870
  static let templateDataBytes = 262_144

  let channels: [Channel] = [.email]
  private let settings: MailSettings
  /// The batches being filled.
  private var open: [MailGroup: Batch] = [:]

  private struct Batch {
    let template: String
    let sendAt: String
    var entries: [JSONText] = []
  }

  init(_ settings: MailSettings) { self.settings = settings }

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    guard let template = settings.templates[send.templateID] else {
      throw ManifestError(
        .wrongUse, "template '\(send.templateID)' has no template of SES",
        hint: "--template \(send.templateID)=NAME")
    }
    let group = MailGroup(of: send, settings)
    if MailAddress.isLegacy(send.to) {
      let alone = Batch(
        template: template, sendAt: send.sendAt, entries: [Self.entry(send)])
      write(alone, to: group, files)
      return group.from.standsIn ? .fromCompany : .itself
    }
    if let batch = open[group],
      batch.template != template || batch.sendAt != send.sendAt
        || batch.entries.count == Self.destinations
    {
      close(group, files)
    }
    var batch = open[group] ?? Batch(template: template, sendAt: send.sendAt)
    batch.entries.append(Self.entry(send))
    open[group] = batch
    return group.from.standsIn ? .fromCompany : .itself
  }

  private static func entry(_ send: HandedOverSend) -> JSONText {
    // A template fails at a field without a value, so that what is missing is an empty text.
    var data = send.fields.filter { $0.name != "unsubscribe_url" }.map { field in
      JSONText.Member(name: field.name, value: field.value == .null ? .text("") : field.value)
    }
    data.append(.init(name: "unsubscribe_url", value: .text(send.unsubscribeURL ?? "")))
    let json = JSONWriter(ByteBuffer(capacity: 256))
    json.object(data)
    func pair(_ name: String, _ value: JSONText) -> JSONText {
      .object([.init(name: "Name", value: .text(name)), .init(name: "Value", value: value)])
    }
    return .object([
      .init(
        name: "Destination",
        value: .object([.init(name: "ToAddresses", value: .list([.text(send.to)]))])),
      .init(name: "ReplacementTags", value: .list([pair("send_id", .text(send.sendID))])),
      .init(
        name: "ReplacementEmailContent",
        value: .object([
          .init(
            name: "ReplacementTemplate",
            value: .object([
              .init(name: "ReplacementTemplateData", value: .text(json.buffer.text))
            ]))
        ])),
      .init(
        name: "ReplacementHeaders", value: .list(send.headers.map { pair($0.name, $0.value) })),
    ])
  }

  mutating func finish(_ files: AdapterFiles) {
    for group in open.keys.sorted() { close(group, files) }
    // As in a manifest, a file without sends is empty.
    for kind in ["marketing", "transactional"] { _ = files["email.\(kind).jsonl"] }
  }

  private mutating func close(_ group: MailGroup, _ files: AdapterFiles) {
    if let batch = open.removeValue(forKey: group) { write(batch, to: group, files) }
  }

  private func write(_ batch: Batch, to group: MailGroup, _ files: AdapterFiles) {
    let template = JSONText.object([
      .init(name: "TemplateName", value: .text(batch.template)),
      .init(name: "TemplateData", value: .text("{}")),
    ])
    let body = JSONWriter(ByteBuffer(capacity: 1 << 14))
    body.object([
      .init(
        name: "FromEmailAddress", value: .text(group.from.text)),
      .init(
        name: "DefaultContent", value: .object([.init(name: "Template", value: template)])),
      .init(name: "BulkEmailEntries", value: .list(batch.entries)),
    ])
    let line = JSONWriter(files[group.name])
    line.raw("{\"id\":")
    line.string(BatchID.of(body.buffer.view))
    line.raw(",\"send_at\":")
    line.string(batch.sendAt)
    line.raw(",\"request\":")
    line.buffer.append(body.buffer.view)
    line.raw("}\n")
  }
}

extension SESAdapter {
  func check(_ name: String, _ content: ByteView) throws(ManifestError) {
    for line in content.split(separator: 0x0A) {
      let request = JSONText(ByteView(rebasing: line))?["request"]
      let entries = request?["BulkEmailEntries"]?.elements ?? []
      guard (1...Self.destinations).contains(entries.count) else {
        throw Self.refused(name, "a request has \(entries.count) destinations")
      }
      let template = request?["DefaultContent"]?["Template"]?["TemplateName"]?.string ?? ""
      guard !template.isEmpty, template.utf8.allSatisfy(Self.isOfName) else {
        throw Self.refused(
          name, "a template's name has other characters than letters, digits, '_' and '-'")
      }
      for entry in entries { try Self.check(entry, name) }
    }
  }

  private static func check(_ entry: JSONText, _ name: String) throws(ManifestError) {
    guard let to = entry["Destination"]?["ToAddresses"]?.elements, to.count == 1,
      let address = to[0].string, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw refused(name, "an address is not ASCII") }
    let data = entry["ReplacementEmailContent"]?["ReplacementTemplate"]?["ReplacementTemplateData"]
    guard let length = data?.string?.utf8.count, length <= templateDataBytes else {
      throw refused(name, "the fields of a send have more than \(templateDataBytes) bytes")
    }
    let headers = entry["ReplacementHeaders"]?.elements ?? []
    let areShort = headers.allSatisfy { header in
      guard let name = header["Name"]?.string, let value = header["Value"]?.string else {
        return false
      }
      return name.utf8.count <= headerNameBytes && value.utf8.count <= headerValueBytes
        && (name + value).utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
    guard headers.count <= Self.headers, areShort else {
      throw refused(name, "the headers of a send are too many, too long or not ASCII")
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func refused(_ name: String, _ what: String) -> ManifestError {
    ManifestError(.notDeliverable, "SES would refuse '\(name)': \(what)")
  }
}
