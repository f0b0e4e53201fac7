import Crypto
import Glibc
import Table

/// The digest by which a published manifest is known: the SHA-256 of its `SHA256SUMS`.
public enum ManifestDigest {
  /// In lower-case hexadecimal; nil if the folder has no readable `SHA256SUMS`. O(files).
  public static func of(folder: String) -> String? {
    let descriptor = open("\(folder)/SHA256SUMS", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hasher = SHA256()
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return String(hexadecimal: hasher.finalize()) }
      hasher.update(data: piece[..<count])
    }
  }
}
