import CVector
import Table

/// `url`: trimmed, without fragment, scheme and host in lower case; path, query and user as written.
/// Not folded: a link is used as it was given.
enum WebAddress {
  static func read(_ raw: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    var link = raw.trimmed()
    if let hash = Bytes.firstIndex(of: UInt8(ascii: "#"), in: link) {
      link = link.slice(0, hash).trimmed()
    }
    guard !link.isEmpty else { return .null }
    guard let host = hostStart(link) else { return .text(link) }
    var from = host
    var at = host
    while at < link.count, !isAuthorityEnd(link[at]) {
      if link[at] == UInt8(ascii: "@") { from = at + 1 }
      at += 1
    }
    guard
      LetterCase.holdsCapital(link.slice(0, host)) || LetterCase.holdsCapital(link.slice(from, at))
    else { return .text(link) }
    out.append(link)
    for index in 0..<host { out[index] = LetterCase.lowered(link[index]) }
    for index in from..<at { out[index] = LetterCase.lowered(link[index]) }
    return .text(out.view)
  }

  /// True only if `read` gives the link as it is: of visible ASCII, `https`, with no fragment and no capital
  /// letter in the host. False also for some others. O(length).
  static func isPlain(_ link: ByteView) -> Bool {
    guard let base = link.baseAddress else { return false }
    return ascii_is_link(base, link.count)
  }

  /// Where the authority begins, if the text begins with a scheme and `://`.
  private static func hostStart(_ link: ByteView) -> Int? {
    guard isLetter(link[0]) else { return nil }
    var at = 1
    while at < link.count, isSchemeByte(link[at]) { at += 1 }
    return link.holds("://", at: at) ? at + 3 : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isAuthorityEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
  }
}
