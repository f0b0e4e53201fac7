/// A manifest that is whole and on the disk, but not in its place yet.
///
/// Whoever keeps count of what is handed over does so by its digest before it is published.
public struct PreparedManifest: Sendable {
  /// The index, with all files.
  public let index: ManifestIndex
  /// The SHA-256 of its `SHA256SUMS`.
  public let digest: String
  let folder: ManifestFolder

  /// Puts the folder in its place, replacing one that is there. Once.
  ///
  /// - Throws: `inputOutput`; the next run finishes it by its digest, or clears it away.
  public func publish() throws(ManifestError) { try folder.publish() }
}
