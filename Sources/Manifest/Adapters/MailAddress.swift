/// What e-mail systems ask of an address.
enum MailAddress {
  /// Addresses with dots that the standard does not allow, as some carriers gave them out. A
  /// malformed address rejects its whole request, so that they travel alone.
  static func isLegacy(_ address: String) -> Bool {
    let local = address.utf8.prefix { $0 != UInt8(ascii: "@") }
    let dot = UInt8(ascii: ".")
    return local.first == dot || local.last == dot
      || zip(local, local.dropFirst()).contains { $0 == dot && $1 == dot }
  }

  /// A name and an address as the head of a mail has them: in quotes, or as encoded words of
  /// RFC 2047 if the name is more than ASCII.
  static func named(_ name: String, _ address: String) -> String {
    if name.isEmpty { return address }
    guard name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return "\(encodedWords(name)) <\(address)>"
    }
    let escaped = name.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "\"\(String(escaped))\" <\(address)>"
  }

  /// A word has at most 75 characters, and no character is in two.
  private static func encodedWords(_ text: String) -> String {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?UTF-8?B?\(base64($0))?=" }.joined(separator: " ")
  }

  /// RFC 4648 with padding.
  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let three = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
      let bits = three[0] << 16 | three[1] << 8 | three[2]
      for place in 0..<4 {
        let isPadding = start + place > bytes.count
        out.append(
          isPadding ? UInt8(ascii: "=") : digits[Int(bits >> UInt32(18 - 6 * place) & 63)])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
