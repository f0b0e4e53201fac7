import Consent
import Table

/// Makes a folder of files for a delivery system from a published manifest.
public struct ManifestAdapter: Sendable {
  /// What was made.
  public struct Result: Sendable {
    /// The published folder.
    public let folder: String
    /// Sends that are in its files.
    public let sends: Int
    /// How many of `sends` are there by the recipient of an earlier one, which an audience holds
    /// once.
    public let sameRecipient: Int
    /// How many of `sends` come from the company, although mails of their templates come from people.
    public let fromCompany: Int
    /// Sends that were left out because they were withdrawn or are no longer known.
    public let withdrawn: Int
    /// The names of its files but `SHA256SUMS`, in byte order.
    public let files: [String]
  }

  private let manifest: String
  private let fallbacks: MessageFallbacks
  private let isKnown: @Sendable (String) -> Bool

  /// - Parameters:
  ///   - manifest: the folder of a date, whose sums the caller has checked.
  ///   - isKnown: whether a send, by its id, may still be handed over.
  public init(
    manifest: String, fallbacks: MessageFallbacks = MessageFallbacks(),
    isKnown: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.manifest = manifest
    self.fallbacks = fallbacks
    self.isKnown = isKnown
  }

  /// Publishes `<parent>/<name>` whole, with `SHA256SUMS`, in place of one that is there. Sends that
  /// were withdrawn or are not known are left out. Equal manifests, withdrawals and settings give equal bytes. Memory: the
  /// files.
  ///
  /// - Throws: `wrongUse` if a column is not there or a template not given; `notDeliverable` if the
  ///   system would refuse something; `changed` if the manifest
  ///   cannot be read; `inputOutput`. Nothing is published then.
  public func write(
    for system: DeliverySystem, parent: String, name: String
  ) throws(ManifestError) -> Result {
    var adapter = system.adapter
    let withdrawn = Set(try Withdrawals.read(folder: manifest).map(\.sendID))
    let files = AdapterFiles()
    var sends = 0
    var same = 0
    var company = 0
    var left = 0
    for (file, channel) in ManifestWriter.files {
      guard adapter.channels.contains(where: { $0.rawValue == channel }) else { continue }
      let path = "\(manifest)/\(file)"
      try GzipLines.read(path) { (row) throws(ManifestError) in
        guard var send = HandedOverSend(row), send.channel == channel else {
          throw ManifestError(.changed, "'\(path)' holds a row that is no send of its channel")
        }
        send.fill(fallbacks)
        if withdrawn.contains(send.sendID) || !isKnown(send.sendID) {
          left += 1
        } else {
          switch try adapter.add(send, to: files) {
          case .itself: break
          case .sameRecipient: same += 1
          case .fromCompany: company += 1
          }
          sends += 1
        }
      }
    }
    try adapter.finish(files)
    let folder = try ManifestFolder(parent: parent, name: name, ownsParent: false)
    for file in files.names {
      let content = files[file]
      try adapter.check(file, content.view)
      try folder.add(file) { (write) throws(ManifestError) in try write(content.view) }
    }
    do {
      try folder.publish { _ in }
    } catch let error as ManifestError {
      throw error
    } catch {
      throw ManifestError(.inputOutput, "'\(parent)/\(name)' cannot be published")
    }
    return Result(
      folder: "\(parent)/\(name)", sends: sends, sameRecipient: same, fromCompany: company,
      withdrawn: left,
      files: files.names)
  }
}
