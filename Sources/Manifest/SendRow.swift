import Consent
import Gate
import Table

/// Writes sends as rows of a manifest: one JSON object a line, fields in the order of
/// docs/manifests.md.
struct SendRow {
  private let json: JSONWriter
  private let fields: any FieldSource
  private let unsubscribe: Unsubscribe?
  private let idText = ByteBuffer(capacity: 32)
  private let link = ByteBuffer(capacity: 256)
  /// The fields that all sends of a message have in common, of the message written last.
  private let common = JSONWriter(ByteBuffer(capacity: 256))
  private var commonOf: Message?

  /// Writes into `buffer`. `unsubscribe` must be there for e-mail.
  init(buffer: ByteBuffer, fields: any FieldSource, unsubscribe: Unsubscribe?) {
    json = JSONWriter(buffer)
    self.fields = fields
    self.unsubscribe = unsubscribe
  }

  mutating func write(_ send: Send) {
    idText.removeAll()
    send.id.write(to: idText)
    json.raw("{\"send_id\":\"")
    json.buffer.append(idText.view)
    json.raw("\",\"business_date\":")
    json.date(send.businessDate)
    json.raw(",\"send_at\":")
    json.time(send.sendAt)
    writeCommon(send)
    json.raw(",\"to\":")
    json.string(send.to)
    json.raw(",\"subject_key\":")
    json.string(send.subjectKey)
    json.raw(",\"customer_id\":")
    json.string(send.customerID)
    json.raw(",\"fields\":")
    fields.writeFields(set: send.message.fieldSet, row: send.row, to: json)
    json.raw(",\"topic\":")
    json.string(send.message.topic)
    json.raw(",\"transactional\":")
    json.bool(send.message.isTransactional)
    writeConsent(send.consent)
    if send.channel == .email, let unsubscribe { writeLinks(unsubscribe) }
    json.raw("}\n")
  }

  private mutating func writeCommon(_ send: Send) {
    if commonOf !== send.message {
      commonOf = send.message
      common.buffer.removeAll()
      common.raw(",\"scenario_id\":")
      common.string(send.message.scenarioID)
      common.raw(",\"step\":")
      common.string(send.message.step)
      common.raw(",\"template_id\":")
      common.string(send.message.templateID)
      common.raw(",\"channel\":")
    }
    json.buffer.append(common.buffer.view)
    json.string(send.channel.rawValue)
  }

  private func writeConsent(_ evidence: Evidence) {
    json.raw(",\"consent\":{\"source\":")
    json.string(evidence.source)
    json.raw(",\"id\":")
    json.string(evidence.id)
    json.raw(",\"at\":")
    if let at = evidence.at { json.time(at) } else { json.raw("null") }
    json.raw(",\"origin\":")
    json.string(evidence.origin)
    json.raw("}")
  }

  private func writeLinks(_ unsubscribe: Unsubscribe) {
    link.removeAll()
    unsubscribe.writeLink(of: idText.view, to: link)
    json.raw(",\"unsubscribe_url\":")
    json.string(link.view)
    json.raw(",\"headers\":{\"List-Unsubscribe\":\"<")
    json.escaped(link.view)
    json.raw(">\",\"List-Unsubscribe-Post\":\"List-Unsubscribe=One-Click\"}")
  }
}

/// Writes exclusions: one JSON object a line.
struct ExclusionRow {
  private let json: JSONWriter

  init(buffer: ByteBuffer) { json = JSONWriter(buffer) }

  func write(_ exclusion: Exclusion) {
    json.raw("{\"send_id\":\"")
    exclusion.id.write(to: json.buffer)
    json.raw("\",\"scenario_id\":")
    json.string(exclusion.message.scenarioID)
    json.raw(",\"step\":")
    json.string(exclusion.message.step)
    json.raw(",\"channel\":")
    json.string(exclusion.channel.rawValue)
    json.raw(",\"subject_key\":")
    json.string(exclusion.subjectKey)
    json.raw(",\"customer_id\":")
    json.string(exclusion.customerID)
    json.raw(",\"reason\":")
    json.string(exclusion.reason.code)
    json.raw(",\"detail\":")
    json.string(exclusion.detail)
    json.raw("}\n")
  }
}
