import Crypto
import Table

/// Signs the unsubscribe link of every e-mail (RFC 8058): whoever opens it can be known by the
/// send id, and nobody can make a link for another's.
public struct Unsubscribe: Sendable {
  private let url: [UInt8]
  /// Holds the secret already; each token is made from a copy.
  private let keyed: HMAC<SHA256>

  /// `url` is the page without a query; `secret` is never empty and never from a definition file.
  /// Nil if either is empty.
  public init?(url: String, secret: [UInt8]) {
    guard !url.isEmpty, !secret.isEmpty else { return nil }
    self.url = Array(url.utf8)
    keyed = HMAC(key: SymmetricKey(data: secret))
  }

  /// True if `token` is that of the send with that id. Takes as long for a token that is right in
  /// part as for one that is wrong altogether; always false with an empty secret.
  public static func isToken(_ token: String, ofSend id: String, secret: [UInt8]) -> Bool {
    guard !secret.isEmpty else { return false }
    let text = ByteBuffer(capacity: 32)
    text.append(text: id)
    let expected = ByteBuffer(capacity: 32)
    writeToken(of: text.view, keyed: HMAC(key: SymmetricKey(data: secret)), to: expected)
    guard token.utf8.count == expected.count else { return false }
    return zip(token.utf8, expected.bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// `url?s=<send id>&t=<token>`; `idText` is the send id as text.
  func writeLink(of idText: ByteView, to buffer: ByteBuffer) {
    url.withUnsafeBufferPointer { buffer.append($0) }
    buffer.append("?s=")
    buffer.append(idText)
    buffer.append("&t=")
    Self.writeToken(of: idText, keyed: keyed, to: buffer)
  }

  /// The first 22 characters of base64url(HMAC-SHA256(secret, send id)): the 16 first bytes and
  /// four bits more.
  private static func writeToken(of idText: ByteView, keyed: HMAC<SHA256>, to buffer: ByteBuffer) {
    var code = keyed
    code.update(data: idText)
    code.finalize().withUnsafeBytes { digest in
      for group in 0..<5 { append(digest[(3 * group)..<(3 * group + 3)], 4, to: buffer) }
      append(digest[15..<18], 2, to: buffer)
    }
  }

  private static func append(
    _ bytes: Slice<UnsafeRawBufferPointer>, _ characters: Int, to buffer: ByteBuffer
  ) {
    let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    for place in 0..<characters {
      let value = UInt8(truncatingIfNeeded: bits >> UInt32(18 - 6 * place)) & 63
      switch value {
      case 0..<26: buffer.append(65 + value)
      case 26..<52: buffer.append(71 + value)
      case 52..<62: buffer.append(value - 4)
      case 62: buffer.append(UInt8(ascii: "-"))
      default: buffer.append(UInt8(ascii: "_"))
      }
    }
  }
}
