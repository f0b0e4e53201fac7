import Consent
import Table

/// Batches for FCM HTTP v1, one a line: `{"id":<batch id>,"send_at":…,"requests":[<body>,…]}`. Each
/// body is for one token; the fields of the send are its data.
struct FCMAdapter: DeliveryAdapter {
  /// FCM's limits, and that of a batch in its client libraries.
  static let requests = 500
  static let messageBytes = 4096

  let channels: [Channel] = [.push]
  private let settings: FCMSettings
  private var open: [String: Batch] = [:]
  /// What the messages of each template that was met have in common.
  private var common: [String: [JSONText.Member]] = [:]

  private struct Batch {
    let sendAt: String
    var requests: [JSONText] = []
  }

  init(_ settings: FCMSettings) { self.settings = settings }

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    let name = "\(send.channel).\(send.kind).jsonl"
    if let batch = open[name],
      batch.sendAt != send.sendAt || batch.requests.count == Self.requests
    {
      close(name, files)
    }
    let common = try common(of: send.templateID)
    let data =
      [JSONText.Member(name: "send_id", value: .text(send.sendID))]
      + send.fields.filter { $0.name != "send_id" }
      .compactMap { field in
        field.value.dataText.map { JSONText.Member(name: field.name, value: .text($0)) }
      }
    let message = JSONText.object(
      [.init(name: "token", value: .text(send.to))] + common
        + [.init(name: "data", value: .object(data))])
    var batch = open[name] ?? Batch(sendAt: send.sendAt)
    batch.requests.append(.object([.init(name: "message", value: message)]))
    open[name] = batch
    return .itself
  }

  private mutating func common(
    of templateID: String
  ) throws(ManifestError) -> [JSONText.Member] {
    if let known = common[templateID] { return known }
    guard let bytes = settings.messages[templateID] else {
      throw ManifestError(
        .wrongUse, "template '\(templateID)' has no message of FCM",
        hint: "--template \(templateID)=FILE.json")
    }
    let ours = ["token", "topic", "condition", "data"]
    guard let members = bytes.withUnsafeBufferPointer({ JSONText($0) })?.members,
      !members.contains(where: { ours.contains($0.name) })
    else {
      throw ManifestError(
        .notDeliverable,
        "the message of template '\(templateID)' is not a JSON object without "
          + "'token', 'topic', 'condition' and 'data'")
    }
    common[templateID] = members
    return members
  }

  mutating func finish(_ files: AdapterFiles) {
    for name in open.keys { close(name, files) }
    // As in a manifest, a file without sends is empty.
    for kind in ["marketing", "transactional"] { _ = files["push.\(kind).jsonl"] }
  }

  private mutating func close(_ name: String, _ files: AdapterFiles) {
    guard let batch = open.removeValue(forKey: name) else { return }
    let requests = JSONWriter(ByteBuffer(capacity: 1 << 14))
    requests.value(.list(batch.requests))
    let line = JSONWriter(files[name])
    line.raw("{\"id\":")
    line.string(BatchID.of(requests.buffer.view))
    line.raw(",\"send_at\":")
    line.string(batch.sendAt)
    line.raw(",\"requests\":")
    line.buffer.append(requests.buffer.view)
    line.raw("}\n")
  }

  func check(_ name: String, _ content: ByteView) throws(ManifestError) {
    for line in content.split(separator: 0x0A) {
      let requests = JSONText(ByteView(rebasing: line))?["requests"]?.elements ?? []
      guard (1...Self.requests).contains(requests.count) else {
        throw Self.refused(name, "a batch has \(requests.count) messages")
      }
      for request in requests {
        guard let data = request["message"]?["data"]?.members,
          request["message"]?["token"]?.string?.isEmpty == false
        else { throw Self.refused(name, "a message has no token") }
        if let reserved = data.first(where: { Self.isReserved($0.name) }) {
          throw Self.refused(name, "'\(reserved.name)' is no name for data")
        }
        let json = JSONWriter(ByteBuffer())
        json.value(request["message"] ?? .null)
        guard json.buffer.count <= Self.messageBytes else {
          throw Self.refused(name, "a message has \(json.buffer.count) bytes, more than 4096")
        }
      }
    }
  }

  private static func isReserved(_ name: String) -> Bool {
    ["from", "message_type"].contains(name) || name.hasPrefix("google") || name.hasPrefix("gcm")
  }

  private static func refused(_ name: String, _ what: String) -> ManifestError {
    ManifestError(.notDeliverable, "FCM would refuse '\(name)': \(what)")
  }
}

extension JSONText {
  /// FCM takes texts alone as data; what is missing is left out.
  fileprivate var dataText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }
}
