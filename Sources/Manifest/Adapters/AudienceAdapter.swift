import Consent
import Crypto
import Table

/// Requests that add people to an advertising audience, one a line: `{"id":<batch id>,"audience":…,
/// "send_at":…,"send_ids":[…],"request":<body>}`. Only sends of the channel of advertising, for
/// which the gate asks for a consent of its own; no address leaves but as its hash.
struct AudienceAdapter: DeliveryAdapter {
  /// Meta's limit; Google takes more and advises this.
  static let members = 10_000

  let channels: [Channel] = [.ads]
  private let platform: AudiencePlatform
  private let settings: AudienceSettings
  private var open: [Target: Batch] = [:]
  /// What is in an audience already: nobody is added twice.
  private var added: [String: Set<String>] = [:]

  /// What members of a batch have in common.
  private struct Target: Hashable {
    let file: String
    let audience: String
    let sendAt: String
    let kind: AudiencePlatform.Kind

    var order: [String] { [file, audience, sendAt, kind.rawValue] }
  }

  private struct Batch {
    var hashes: [String] = []
    var sendIDs: [String] = []
  }

  init(_ platform: AudiencePlatform, _ settings: AudienceSettings) {
    self.platform = platform
    self.settings = settings
  }

  mutating func add(_ send: HandedOverSend, to files: AdapterFiles) throws(ManifestError) {
    guard let audience = settings.audiences[send.templateID] else {
      throw ManifestError(
        .notDeliverable, "template '\(send.templateID)' has no audience of \(platform.label)",
        hint: "--template \(send.templateID)=\(platform.exampleID)")
    }
    guard platform.isAudience(audience) else {
      throw ManifestError(
        .notDeliverable,
        "the audience of template '\(send.templateID)' is none of "
          + platform.label, hint: "such as \(platform.exampleID)")
    }
    guard let (kind, text) = platform.identifier(send.to) else {
      throw ManifestError(
        .notDeliverable, "send '\(send.sendID)' goes to neither an e-mail address nor a number")
    }
    let file = "\(send.channel).\(send.kind).jsonl"
    let hash = ManifestDigest.hexadecimal(SHA256.hash(data: Array(text.utf8)))
    guard added["\(file) \(audience)", default: []].insert(hash).inserted else { return }
    let target = Target(file: file, audience: audience, sendAt: send.sendAt, kind: kind)
    open[target, default: Batch()].hashes.append(hash)
    open[target]?.sendIDs.append(send.sendID)
    if open[target]?.hashes.count == Self.members { close(target, files) }
  }

  mutating func finish(_ files: AdapterFiles) {
    let targets = open.keys.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    for target in targets { close(target, files) }
    // As in a manifest, a file without sends is empty.
    for kind in ["marketing", "transactional"] { _ = files["ads.\(kind).jsonl"] }
  }

  private mutating func close(_ target: Target, _ files: AdapterFiles) {
    guard let batch = open.removeValue(forKey: target) else { return }
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
