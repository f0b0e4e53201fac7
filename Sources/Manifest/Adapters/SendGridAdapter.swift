import Consent
import Table

/// Requests to SendGrid v3 `mail/send`, one a line: `{"id":<batch id>,"request":<body>}`. A request
/// holds sends of one template, sender and time, each address once.
struct SendGridAdapter: DeliveryAdapter {
  /// SendGrid's limits.
  static let personalizations = 1000
  static let customArgumentBytes = 10_000
  static let hoursAhead: Int64 = 72

  let channels: [Channel] = [.email]
  private let settings: MailSettings
  /// The batches being filled.
  private var open: [MailGroup: Batch] = [:]

  private struct Batch {
    let templateID: String
    let sendAt: Int64
    var addresses: Set<[UInt8]> = []
    let personalizations = JSONWriter(ByteBuffer(capacity: 1 << 12))

    mutating func add(_ send: HandedOverSend) {
      if !addresses.isEmpty { personalizations.raw(",") }
      addresses.insert(SendGridAdapter.mailbox(send.to))
      SendGridAdapter.write(send, to: personalizations)
    }
  }

  /// Upper and lower case are one mailbox to SendGrid.
  private static func mailbox(_ address: String) -> [UInt8] { Array(address.lowercased().utf8) }

  init(_ settings: MailSettings) { self.settings = settings }

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    guard let template = settings.templates[send.templateID] else {
      throw ManifestError(
        .wrongUse, "template '\(send.templateID)' has no template of SendGrid",
        hint: "--template \(send.templateID)=d-…")
    }
    guard let time = send.unixTime else {
      throw ManifestError(.changed, "send '\(send.sendID)' has no time")
    }
    let group = MailGroup(of: send, settings)
    if MailAddress.isLegacy(send.to) {
      var alone = Batch(templateID: template, sendAt: time)
      alone.add(send)
      write(alone, to: group, files)
      return group.from.standsIn ? .fromCompany : .itself
    }
    let address = Self.mailbox(send.to)
    if let batch = open[group] {
      let isFull =
        batch.templateID != template || batch.sendAt != time
        || batch.addresses.count == Self.personalizations || batch.addresses.contains(address)
      if isFull { close(group, files) }
    }
    var batch = open[group] ?? Batch(templateID: template, sendAt: time)
    batch.add(send)
    open[group] = batch
    return group.from.standsIn ? .fromCompany : .itself
  }

  private static func write(_ send: HandedOverSend, to json: JSONWriter) {
    json.raw("{\"to\":[{\"email\":")
    json.string(send.to)
    json.raw("}],\"headers\":")
    json.object(send.headers)
    json.raw(",\"dynamic_template_data\":")
    let link = JSONText.Member(
      name: "unsubscribe_url", value: send.unsubscribeURL.map { .text($0) } ?? .null)
    json.object(send.fields.filter { $0.name != link.name } + [link])
    json.raw(",\"custom_args\":")
    json.object([
      .init(name: "send_id", value: .text(send.sendID)),
      .init(name: "business_date", value: .text(send.businessDate)),
      .init(name: "scenario_id", value: .text(send.scenarioID)),
      .init(name: "step", value: .text(send.step)),
    ])
    json.raw("}")
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
    let body = JSONWriter(ByteBuffer(capacity: batch.personalizations.buffer.count + 512))
    body.raw("{\"personalizations\":[")
    body.buffer.append(batch.personalizations.buffer.view)
    body.raw("],\"from\":{\"email\":")
    body.string(group.from.address)
    body.raw(",\"name\":")
    body.string(group.from.name)
    body.raw("},\"template_id\":")
    body.string(batch.templateID)
    body.raw(",\"send_at\":")
    body.number(batch.sendAt)
    body.raw("}")
    let line = JSONWriter(files[group.name])
    line.raw("{\"id\":")
    line.string(BatchID.of(body.buffer.view))
    line.raw(",\"request\":")
    line.buffer.append(body.buffer.view)
    line.raw("}\n")
  }

  func check(_ name: String, _ content: ByteView) throws(ManifestError) {
    for line in content.split(separator: 0x0A) {
      let request = JSONText(ByteView(rebasing: line))?["request"]
      let entries = request?["personalizations"]?.elements ?? []
      guard (1...Self.personalizations).contains(entries.count) else {
        throw Self.refused(name, "a request has \(entries.count) personalizations")
      }
      guard request?["template_id"]?.string?.hasPrefix("d-") == true else {
        throw Self.refused(name, "a template is not one of SendGrid's dynamic ones, 'd-…'")
      }
      var addresses = Set<[UInt8]>()
      for entry in entries {
        try Self.check(entry, at: request?["send_at"], name)
        guard let to = entry["to"]?.elements?.first?["email"]?.string,
          addresses.insert(Self.mailbox(to)).inserted
        else { throw Self.refused(name, "a request has an address twice") }
      }
    }
  }

  private static func check(
    _ entry: JSONText, at sendAt: JSONText?, _ name: String
  ) throws(ManifestError) {
    let arguments = JSONWriter(ByteBuffer())
    arguments.value(entry["custom_args"] ?? .null)
    guard arguments.buffer.count <= customArgumentBytes else {
      throw refused(name, "the arguments of a send have \(arguments.buffer.count) bytes")
    }
    guard case .number(let digits)? = sendAt, let time = Int64(digits),
      let date = entry["custom_args"]?["business_date"]?.string.flatMap(CalendarDay.parse),
      time < (date * secondsPerDay - 9 * 3600) + hoursAhead * 3600
    else { throw refused(name, "a send is more than 72 hours after its business date begins") }
  }

  private static func refused(_ name: String, _ what: String) -> ManifestError {
    ManifestError(.notDeliverable, "SendGrid would refuse '\(name)': \(what)")
  }
}
