extension ByteBuffer {
  /// Adds a text as a JSON string: UTF-8 as it is but for `"`, `\` and control characters
  /// (`\n \t \r \b \f`, else `\u00xx`); `/` stays bare (RFC 8259). O(length).
  @inlinable
  public func append(jsonString text: ByteView) {
    append(UInt8(ascii: "\""))
    append(insideJSONString: text)
    append(UInt8(ascii: "\""))
  }

  /// The same without the quotes.
  @inlinable
  public func append(insideJSONString text: ByteView) {
    var start = 0
    for index in 0..<text.count {
      let byte = text[index]
      if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
      append(text.slice(start, index))
      appendEscaped(byte)
      start = index + 1
    }
    append(text.slice(start, text.count))
  }

  /// Adds a text as a JSON string. For the edges, not for loops.
  public func append(jsonText text: String) {
    var text = text
    text.withUTF8 { append(jsonString: $0) }
  }

  @usableFromInline
  func appendEscaped(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x08: append(UInt8(ascii: "b"))
    case 0x0C: append(UInt8(ascii: "f"))
    default:
      append("u00" as StaticString)
      append(hexDigit: byte >> 4)
      append(hexDigit: byte & 15)
    }
  }

  /// Adds one of `0123456789abcdef`.
  @inlinable
  public func append(hexDigit value: UInt8) {
    append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
  }
}
