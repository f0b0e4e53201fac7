import Consent
public import Gate
import Glibc
import Table

/// Writes the manifest of a business date: what is handed over to delivery systems, and what is
/// not, with its reason (docs/manifests.md).
public struct ManifestWriter: Sendable {
  private let parent: String
  private let fields: any FieldSource
  private let unsubscribe: Unsubscribe?

  /// The file of each channel, in the order of the index.
  public static let files: [(name: String, channel: String)] = channelFiles.map {
    ($0.name, $0.channel.rawValue)
  }

  static let exclusionsFile = "exclusions.jsonl.gz"
  static let indexFile = "manifest.json"

  private static let channelFiles: [(name: String, channel: Channel)] = [
    ("email.jsonl.gz", .email), ("line.jsonl.gz", .line), ("sms.jsonl.gz", .sms),
    ("push.jsonl.gz", .push), ("calls.jsonl.gz", .phone), ("audience.jsonl.gz", .ads),
  ]

  /// Manifests go to folders of `parent` named by their date. Without `unsubscribe` a manifest
  /// with e-mail is refused.
  public init(parent: String, fields: any FieldSource, unsubscribe: Unsubscribe?) {
    self.parent = parent
    self.fields = fields
    self.unsubscribe = unsubscribe
  }

  /// Publishes the day's folder whole, in place of one that is there, and gives its index. The
  /// files are on disk when it returns.
  ///
  /// `commit` is called with the manifest's digest (the SHA-256 of its `SHA256SUMS`) when the
  /// folder is whole and on the disk, before it takes its place: whoever keeps count of what was
  /// handed over does so there.
  ///
  /// Throws `ManifestError`, or what `commit` throws; then nothing has changed.
  @discardableResult
  public func publish(
    _ result: GateResult, index: ManifestIndex, commit: (String) throws -> Void = { _ in }
  ) throws -> ManifestIndex {
    let prepared = try prepare(result, index: index)
    try commit(prepared.digest)
    try prepared.publish()
    return prepared.index
  }

  /// Builds the day's folder beside its place, whole and on the disk. It is seen once it is
  /// published; let go of before, it is gone.
  public func prepare(
    _ result: GateResult, index: ManifestIndex
  ) throws(ManifestError) -> PreparedManifest {
    guard result.sends.allSatisfy({ $0.businessDate == index.businessDate }) else {
      throw ManifestError(.otherDate, "a send is of another business date than the manifest")
    }
    if unsubscribe == nil, result.sends.contains(where: { $0.channel == .email }) {
      throw ManifestError(
        .noUnsubscribeSecret, "there is e-mail to send, but its unsubscribe links cannot be signed",
        hint: "set MEIBO_UNSUBSCRIBE_SECRET and the pipeline's unsubscribe_url")
    }
    let folder = try ManifestFolder(
      parent: parent, name: CalendarDay.text(index.businessDate))
    var index = index
    index.channels = []
    for (name, channel) in Self.channelFiles {
      let places = RowOrder.places(of: result.sends, on: channel)
      let buffer = ByteBuffer(capacity: Self.pieceSize * 2)
      var row = SendRow(buffer: buffer, fields: fields, unsubscribe: unsubscribe)
      let sum = try folder.add(name) { (write) throws(ManifestError) in
        for place in places {
          row.write(result.sends[place])
          if buffer.count >= Self.pieceSize { try Self.flush(buffer, write) }
        }
        try Self.flush(buffer, write)
      }
      index.channels.append(.init(name: name, rows: places.count, sha256: sum))
    }
    index.exclusions = try writeExclusions(result.exclusions, to: folder)
    index.conservation = result.conservation
    let json = index.json()
    try folder.add(Self.indexFile) { (write) throws(ManifestError) in
      let buffer = ByteBuffer(capacity: json.count)
      json.withUnsafeBufferPointer { buffer.append($0) }
      try write(buffer.view)
    }
    return PreparedManifest(index: index, digest: try folder.finish(), folder: folder)
  }

  /// Finishes what a run that died has begun: puts the manifest with that digest, which the ledger
  /// has, in its place. False if no such folder was left behind whole.
  public static func finish(
    _ date: Int64, digest: String, parent: String
  ) throws(ManifestError) -> Bool {
    guard access(parent, F_OK) == 0 else { return false }
    return try ManifestFolder.finish(
      parent: parent, name: CalendarDay.text(date), digest: digest)
  }

  /// Removes what runs that died have left beside the manifests, after all that the ledger has is
  /// finished.
  public static func clear(parent: String) throws(ManifestError) {
    guard access(parent, F_OK) == 0 else { return }
    try ManifestFolder.recover(parent: parent)
  }

  /// Takes a date's manifest back: it is out of its place when it returns, and removed by the next
  /// run, unless `finish` puts it back. Nothing if there is none.
  public func withdraw(_ date: Int64) throws(ManifestError) {
    try ManifestFolder.withdraw(parent: parent, name: CalendarDay.text(date))
  }

  private static let pieceSize = 1 << 18

  private static func flush(
    _ buffer: ByteBuffer, _ write: (ByteView) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    try write(buffer.view)
    buffer.removeAll()
  }

  private func writeExclusions(
    _ exclusions: [Exclusion], to folder: ManifestFolder
  ) throws(ManifestError) -> ManifestIndex.File {
    let name = Self.exclusionsFile
    let buffer = ByteBuffer(capacity: Self.pieceSize * 2)
    let row = ExclusionRow(buffer: buffer)
    let sum = try folder.add(name) { (write) throws(ManifestError) in
      for place in RowOrder.places(of: exclusions) {
        row.write(exclusions[place])
        if buffer.count >= Self.pieceSize { try Self.flush(buffer, write) }
      }
      try Self.flush(buffer, write)
    }
    return ManifestIndex.File(name: name, rows: exclusions.count, sha256: sum)
  }
}
