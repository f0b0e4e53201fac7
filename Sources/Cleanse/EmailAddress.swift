import CVector
import Table

/// `email`: the bare address in lower case, or `bad_email`.
///
/// The local part is 1–64 of the characters that HTML's `input type=email` allows, in any order:
/// dots may repeat, lead or end it, as in addresses that Japanese carriers gave out. The domain has
/// two or more labels of 1–63 letters, digits and inner hyphens. 254 bytes at most.
enum EmailAddress {
  static func read(_ folded: ByteView, into out: ByteBuffer) -> CleanseOutcome {
    let address = bare(folded)
    guard address.count <= 254, let at = localPartEnd(address), isDomain(address, from: at + 1)
    else { return .issue(.badEmail) }
    guard LetterCase.holdsCapital(address) else { return .text(address) }
    out.append(address)
    for index in 0..<address.count { out[index] = LetterCase.lowered(address[index]) }
    return .text(out.view)
  }

  /// True only if `read` gives the address as it is. False also for some others. O(length).
  static func isPlain(_ address: ByteView) -> Bool {
    guard let base = address.baseAddress else { return false }
    return ascii_is_mail_address(base, address.count)
  }

  /// Without `mailto:`, a display name, angle brackets and closing `;` `,` `.`. Of two addresses in
  /// brackets neither is taken: nobody could say whose consent counts.
  private static func bare(_ folded: ByteView) -> ByteView {
    var address = folded
    while true {
      var end = address.count
      while end > 0, isClosing(address[end - 1]) { end -= 1 }
      var start = 0
      while start < end, address[start] == 0x20 { start += 1 }
      if end - start > 1, address[end - 1] == UInt8(ascii: ">"),
        let open = onlyAngle(address, start, end - 1)
      {
        start = open + 1
        end -= 1
      } else if isMailto(address, start, end) {
        start += 7
      } else {
        return address.slice(start, end)
      }
      address = address.slice(start, end)
    }
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: ".")
  }

  /// Where the last `<` is; nil if something else in brackets comes before it.
  private static func onlyAngle(_ text: ByteView, _ start: Int, _ end: Int) -> Int? {
    let text = text.slice(start, end)
    guard let last = text.lastIndex(of: UInt8(ascii: "<")) else { return nil }
    if let first = text.firstIndex(of: UInt8(ascii: "<")),
      text[first..<last].contains(UInt8(ascii: ">"))
    {
      return nil
    }
    return start + last
  }

  private static func isMailto(_ text: ByteView, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 7, text[start + 6] == UInt8(ascii: ":") else { return false }
    let word: StaticString = "mailto"
    for offset in 0..<6 where text[start + offset] | 0x20 != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Where the `@` is, if a good local part stands before it.
  private static func localPartEnd(_ address: ByteView) -> Int? {
    var at = 0
    while at < address.count {
      if address[at] == UInt8(ascii: "@") { return at >= 1 && at <= 64 ? at : nil }
      guard isAtom(address[at]) else { return nil }
      at += 1
    }
    return nil
  }

  private static func isDomain(_ address: ByteView, from start: Int) -> Bool {
    var labels = 1
    var length = 0
    var last = UInt8(ascii: "-")
    for at in start..<address.count {
      let byte = address[at]
      if byte == UInt8(ascii: ".") {
        guard length > 0, last != UInt8(ascii: "-") else { return false }
        labels += 1
        length = 0
      } else {
        guard isLetterOrDigit(byte) || byte == UInt8(ascii: "-") && length > 0 else { return false }
        length += 1
        guard length <= 63 else { return false }
      }
      last = byte
    }
    return labels >= 2 && length > 0 && last != UInt8(ascii: "-")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  /// Letters, digits and ``.!#$%&'*+/=?^_`{|}~-``.
  private static func isAtom(_ byte: UInt8) -> Bool {
    if isLetterOrDigit(byte) { return true }
    guard byte < 0x80 else { return false }
    let half: UInt64 = byte < 64 ? 0xA000_ECFA_0000_0000 : 0x7800_0001_C000_0000
    return half >> UInt64(byte & 63) & 1 == 1
  }
}
