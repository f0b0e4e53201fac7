import Consent
import Crypto
import Table

/// Requests that add people to an advertising audience, one a line: `{"id":<batch id>,"audience":…,
/// "send_at":…,"send_ids":[…],"request":<body>}`. Only sends of the channel of advertising, for
/// which the gate asks for a consent of its own; no address leaves but as its hash. A person is in
/// an audience once, with the ids of all sends to them.
struct AudienceAdapter: DeliveryAdapter {
  /// Meta's limit; Google takes more and advises this.
  static let members = 10_000

  let channels: [Channel] = [.ads]
  private let platform: AudiencePlatform
  private let settings: AudienceSettings
  /// All but the last of a target are full.
  private var batches: [Target: [Batch]] = [:]
  /// By file and audience: the batch that each hash is in. Nobody is added twice.
  private var added: [String: [String: Batch]] = [:]

  /// What members of a batch have in common.
  private struct Target: Hashable {
    let file: String
    let audience: String
    let sendAt: String
    let kind: AudiencePlatform.Kind

    var order: [String] { [file, audience, sendAt, kind.rawValue] }
  }

  /// Several sends may be of one hash.
  private final class Batch {
    var hashes: [String] = []
    var sendIDs: [String] = []
  }

  init(_ platform: AudiencePlatform, _ settings: AudienceSettings) {
    self.platform = platform
    self.settings = settings
  }

  mutating func add(
    _ send: HandedOverSend, to files: AdapterFiles
  ) throws(ManifestError) -> AddedSend {
    guard let audience = settings.audiences[send.templateID] else {
      throw ManifestError(
        .wrongUse, "template '\(send.templateID)' has no audience of \(platform.label)",
        hint: "--template \(send.templateID)=\(platform.exampleID)")
    }
    guard platform.isAudience(audience) else {
      throw ManifestError(
        .wrongUse,
        "the audience of template '\(send.templateID)' is none of "
          + platform.label, hint: "such as \(platform.exampleID)")
    }
    guard let (kind, text) = platform.identifier(send.to) else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' goes to neither an e-mail address nor a number")
    }
    let file = "\(send.channel).\(send.kind).jsonl"
    let hash = String(hexadecimal: SHA256.hash(data: Array(text.utf8)))
    if let batch = added["\(file) \(audience)"]?[hash] {
      batch.sendIDs.append(send.sendID)
      return .sameRecipient
    }
    let target = Target(file: file, audience: audience, sendAt: send.sendAt, kind: kind)
    let batch = batch(of: target)
    batch.hashes.append(hash)
    batch.sendIDs.append(send.sendID)
    added["\(file) \(audience)", default: [:]][hash] = batch
    return .itself
  }

  /// The batch of a target that has room.
  private mutating func batch(of target: Target) -> Batch {
    if let last = batches[target]?.last, last.hashes.count < Self.members { return last }
    let batch = Batch()
    batches[target, default: []].append(batch)
    return batch
  }

  mutating func finish(_ files: AdapterFiles) {
    let targets = batches.keys.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    for target in targets {
      for batch in batches[target] ?? [] { write(batch, of: target, to: files) }
    }
    batches = [:]
    added = [:]
    // As in a manifest, a file without sends is empty.
    for kind in ["marketing", "transactional"] { _ = files["ads.\(kind).jsonl"] }
  }

  private func write(_ batch: Batch, of target: Target, to files: AdapterFiles) {
    let body = JSONWriter(ByteBuffer(capacity: 1 << 14))
    body.value(platform.request(target.kind, batch.hashes))
    // The same people in another audience or on another day are another batch.
    let identity = JSONWriter(ByteBuffer(capacity: 1 << 14))
    let sendIDs = JSONText.list(batch.sendIDs.map { .text($0) })
    identity.value(.list([.text(target.audience), sendIDs]))
    identity.buffer.append(body.buffer.view)
    let line = JSONWriter(files[target.file])
    line.raw("{\"id\":")
    line.string(BatchID.of(identity.buffer.view))
    line.raw(",\"audience\":")
    line.string(target.audience)
    line.raw(",\"send_at\":")
    line.string(target.sendAt)
    line.raw(",\"send_ids\":")
    line.value(sendIDs)
    line.raw(",\"request\":")
    line.buffer.append(body.buffer.view)
    line.raw("}\n")
  }

  func check(_ name: String, _ content: ByteView) throws(ManifestError) {
    for line in content.split(separator: 0x0A) {
      let request = JSONText(ByteView(rebasing: line))?["request"] ?? .null
      let hashes = platform.hashes(of: request)
      guard (1...Self.members).contains(hashes.count), Set(hashes).count == hashes.count,
        hashes.allSatisfy(Self.isHash)
      else {
        throw ManifestError(
          .notDeliverable,
          "\(platform.label) would refuse '\(name)': a request needs 1 to \(Self.members) hashes, "
            + "each once and of 64 hexadecimal digits")
      }
    }
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}
