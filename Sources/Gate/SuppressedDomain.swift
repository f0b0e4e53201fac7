public import Table

/// The domain that a suppression of type `email_domain` names, as people write one: `example.jp`,
/// `@Example.JP`, `*.example.jp`.
public enum SuppressedDomain {
  /// In lower case, without `*`, `@` or dots in front and dots behind; nil if that is not labels of
  /// letters, digits and hyphens. Valid until `scratch` changes, which is overwritten.
  public static func plain(_ text: ByteView, scratch: ByteBuffer) -> ByteView? {
    var (start, end) = (0, text.count)
    while start < end, isDecoration(text[start]) { start += 1 }
    while end > start, text[end - 1] == dot { end -= 1 }
    guard start < end else { return nil }
    scratch.removeAll()
    var last = dot
    for byte in text.slice(start, end) {
      let lowered = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      guard isLabelByte(lowered) || lowered == dot && last != dot else { return nil }
      scratch.append(lowered)
      last = lowered
    }
    return scratch.view
  }

  private static let dot = UInt8(ascii: ".")

  private static func isDecoration(_ byte: UInt8) -> Bool {
    byte == dot || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "*")
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
