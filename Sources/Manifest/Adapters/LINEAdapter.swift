import Consent
import Table

/// Requests to LINE's multicast, one a line: `{"id":<retry key>,"channel_id":…,"send_at":…,
/// "send_ids":[…],"request":<body>}`. The id is the value of `X-Line-Retry-Key`: a batch sent twice
/// is refused by LINE within a day. All of a request get the same messages.
struct LINEAdapter: DeliveryAdapter {
  /// LINE's limits.
  static let userIDs = 500
  static let messages = 1...5

  let channels: [Channel] = [.line]
  private let settings: LINESettings
  private var open: [String: Batch] = [:]

  private struct Batch {
    let templateID: String
    let sendAt: String
    let messages: [JSONText]
    var userIDs: [String] = []
    var sendIDs: [String] = []
  }

  init(_ settings: LINESettings) { self.settings = settings }

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    let name = "\(send.channel).\(send.kind).jsonl"
    if let batch = open[name],
      batch.templateID != send.templateID || batch.sendAt != send.sendAt
        || batch.userIDs.count == Self.userIDs || batch.userIDs.contains(send.to)
    {
      close(name, files)
    }
    var batch: Batch
    if let known = open[name] {
      batch = known
    } else {
      batch = Batch(
        templateID: send.templateID, sendAt: send.sendAt,
        messages: try messages(of: send.templateID))
    }
    batch.userIDs.append(send.to)
    batch.sendIDs.append(send.sendID)
    open[name] = batch
    return .itself
  }

  private func messages(of templateID: String) throws(ManifestError) -> [JSONText] {
    guard let bytes = settings.messages[templateID] else {
      throw ManifestError(
        .wrongUse, "template '\(templateID)' has no messages of LINE",
        hint: "--template \(templateID)=FILE.json")
    }
    guard let messages = bytes.withUnsafeBufferPointer({ JSONText($0) })?.elements,
      Self.messages.contains(messages.count), messages.allSatisfy({ $0["type"]?.string != nil })
    else {
      throw ManifestError(
        .notDeliverable,
        "the messages of template '\(templateID)' are not a JSON array of one to five messages")
    }
    return messages
  }

  mutating func finish(_ files: AdapterFiles) {
    for name in open.keys { close(name, files) }
    // As in a manifest, a file without sends is empty.
    for kind in ["marketing", "transactional"] { _ = files["line.\(kind).jsonl"] }
  }

  private mutating func close(_ name: String, _ files: AdapterFiles) {
    guard let batch = open.removeValue(forKey: name) else { return }
    let body = JSONWriter(ByteBuffer(capacity: 1 << 14))
    body.object([
      .init(name: "to", value: .list(batch.userIDs.map { .text($0) })),
      .init(name: "messages", value: .list(batch.messages)),
    ])
    // The same people on another channel or day are another batch.
    let identity = JSONWriter(ByteBuffer(capacity: 1 << 14))
    identity.value(.list([.text(settings.channelID), .list(batch.sendIDs.map { .text($0) })]))
    identity.buffer.append(body.buffer.view)
    let line = JSONWriter(files[name])
    line.raw("{\"id\":")
    line.string(BatchID.of(identity.buffer.view))
    line.raw(",\"channel_id\":")
    line.string(settings.channelID)
    line.raw(",\"send_at\":")
    line.string(batch.sendAt)
    line.raw(",\"send_ids\":")
    line.value(.list(batch.sendIDs.map { .text($0) }))
    line.raw(",\"request\":")
    line.buffer.append(body.buffer.view)
    line.raw("}\n")
  }

  func check(_ name: String, _ content: ByteView) throws(ManifestError) {
    for line in content.split(separator: 0x0A) {
      let request = JSONText(ByteView(rebasing: line))?["request"]
      let ids = request?["to"]?.elements?.compactMap(\.string) ?? []
      guard (1...Self.userIDs).contains(ids.count), Set(ids).count == ids.count,
        ids.allSatisfy(Self.isUserID),
        Self.messages.contains(request?["messages"]?.elements?.count ?? 0)
      else {
        throw ManifestError(
          .notDeliverable,
          "LINE would refuse '\(name)': a request needs 1 to 500 user ids, each "
            + "once and of the form U and 32 hexadecimal digits, and 1 to 5 messages")
      }
    }
  }

  private static func isUserID(_ id: String) -> Bool {
    id.utf8.count == 33 && id.utf8.first == UInt8(ascii: "U")
      && id.utf8.dropFirst().allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
