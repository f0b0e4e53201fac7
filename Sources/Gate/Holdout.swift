import Crypto
import Table

/// The control group of a scenario: always the same subjects for the same share, and those of a
/// smaller share are among those of a greater one.
enum Holdout {
  /// True if the first eight bytes of SHA-256 of `scenario id/subject key`, as a big-endian
  /// fraction of one, lie under `share`.
  static func contains(
    scenarioID: String, subjectKey: String, share: Double, scratch: ByteBuffer
  ) -> Bool {
    if share <= 0 { return false }
    if share >= 1 { return true }
    scratch.removeAll()
    scratch.append(text: scenarioID)
    scratch.append(UInt8(ascii: "/"))
    scratch.append(text: subjectKey)
    var hasher = SHA256()
    hasher.update(bufferPointer: UnsafeRawBufferPointer(scratch.view))
    let bits = hasher.finalize().withUnsafeBytes { digest in
      UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self))
    }
    return Double(bits) / 0x1p64 < share
  }
}
