import Consent
import Gate
import Table

extension ManifestIndex {
  /// The bytes of `manifest.json`: keys always in the same order, one list element a line.
  public func json() -> [UInt8] {
    let json = JSONWriter(ByteBuffer(capacity: 4096))
    json.raw("{\n  \"schema_version\": ")
    json.number(Int64(Self.schemaVersion))
    json.raw(",\n  \"pipeline\": ")
    json.string(pipeline)
    json.raw(",\n  \"business_date\": ")
    json.date(businessDate)
    json.raw(",\n  \"definition_digest\": ")
    json.string(definitionDigest)
    json.raw(",\n  \"software_version\": ")
    json.string(softwareVersion)
    json.raw(",\n  \"parameters\": {")
    let named = parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (index, parameter) in named.enumerated() {
      json.raw(index == 0 ? "\n    " : ",\n    ")
      json.string(parameter.key)
      json.raw(": ")
      json.string(parameter.value)
    }
    json.raw(named.isEmpty ? "}" : "\n  }")
    json.list("inputs", inputs, Self.write)
    json.list("channels", channels, Self.write)
    json.raw(",\n  \"exclusions\": ")
    if let exclusions { Self.write(exclusions, json) } else { json.raw("null") }
    json.list("conservation", conservation, Self.write)
    json.list("consent_at_risk", consentAtRisk, Self.write)
    json.raw(",\n  \"remembered_refusals\": ")
    json.object([
      ("consent_events", remembered.consentEvents),
      ("delivery_events", remembered.deliveryEvents),
      ("suppressions", remembered.suppressions),
    ])
    json.raw(",\n  \"unknown_send\": ")
    json.number(Int64(unknownSends))
    json.raw("\n}\n")
    return json.buffer.bytes
  }

  private static func write(_ input: Input, _ json: JSONWriter) {
    json.raw("{\"source\": ")
    json.string(input.source)
    json.raw(", \"file\": ")
    json.string(input.file)
    json.raw(", \"sha256\": ")
    json.string(input.sha256)
    json.members([
      ("read", input.read), ("loaded", input.loaded), ("superseded", input.superseded),
      ("quarantined", input.quarantined),
    ])
    json.raw("}")
  }

  private static func write(_ file: File, _ json: JSONWriter) {
    json.raw("{\"file\": ")
    json.string(file.name)
    json.members([("rows", file.rows)])
    json.raw(", \"sha256\": ")
    json.string(file.sha256)
    json.raw("}")
  }

  private static func write(_ row: ConservationRow, _ json: JSONWriter) {
    json.raw("{\"scenario_id\": ")
    json.string(row.scenarioID)
    json.raw(", \"step\": ")
    json.string(row.step)
    json.raw(", \"channel\": ")
    json.string(row.channel.rawValue)
    json.members([("candidates", row.candidates), ("sends", row.sends)])
    json.raw(", \"exclusions\": ")
    json.object(
      Reason.allCases.compactMap { reason in row.exclusions[reason].map { (reason.code, $0) } })
    json.raw("}")
  }

  private static func write(_ risk: AtRisk, _ json: JSONWriter) {
    json.raw("{\"source\": ")
    json.string(risk.source)
    json.members([
      ("quarantined", risk.quarantined), ("unreadable_subjects", risk.unreadableSubjects),
    ])
    json.raw("}")
  }
}

extension JSONWriter {
  fileprivate func list<Element>(
    _ name: String, _ elements: [Element], _ write: (Element, JSONWriter) -> Void
  ) {
    raw(",\n  ")
    string(name)
    raw(": [")
    for (index, element) in elements.enumerated() {
      raw(index == 0 ? "\n    " : ",\n    ")
      write(element, self)
    }
    raw(elements.isEmpty ? "]" : "\n  ]")
  }

  fileprivate func object(_ counts: [(name: String, count: Int)]) {
    raw("{")
    for (index, entry) in counts.enumerated() {
      if index > 0 { raw(", ") }
      string(entry.name)
      raw(": ")
      number(Int64(entry.count))
    }
    raw("}")
  }

  fileprivate func members(_ counts: [(name: String, count: Int)]) {
    for entry in counts {
      raw(", ")
      string(entry.name)
      raw(": ")
      number(Int64(entry.count))
    }
  }
}
