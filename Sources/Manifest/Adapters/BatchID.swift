import Crypto
import Table

/// The id of a batch: a UUID of version 5 (RFC 9562) of what it holds, so that the same batch has
/// the same id whenever it is made, and a system that has had it can refuse it.
enum BatchID {
  /// Of no other use than to keep these ids apart from those of others.
  private static let namespace: [UInt8] = [
    0x6D, 0x65, 0x69, 0x62, 0x6F, 0x2D, 0x51, 0x0B, 0x9A, 0x1C, 0x0E, 0x5D, 0x3B, 0x72, 0x44, 0xF1,
  ]

  /// In lower-case hexadecimal with hyphens. O(length).
  static func of(_ content: ByteView, namespace: [UInt8] = namespace) -> String {
    var hash = Insecure.SHA1()
    hash.update(data: namespace)
    hash.update(bufferPointer: UnsafeRawBufferPointer(content))
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Array(String(hexadecimal: bytes).utf8)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
      .map { String(decoding: text[$0], as: UTF8.self) }.joined(separator: "-")
  }
}
