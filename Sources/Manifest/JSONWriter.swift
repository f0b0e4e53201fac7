public import Table

/// Writes canonical JSON into a buffer: UTF-8, no spaces; `"`, `\` and control characters escaped
/// (`\n \t \r \b \f`, else `\u00xx` in lower case), all else as it is, `/` bare.
///
/// It writes what it is told and keeps no account of nesting: the caller sets commas and brackets.
public struct JSONWriter {
  /// Where it writes.
  public let buffer: ByteBuffer

  public init(_ buffer: ByteBuffer) { self.buffer = buffer }

  /// Punctuation and keys that need no escaping, as they stand.
  @inlinable
  public func raw(_ literal: StaticString) { buffer.append(literal) }

  /// A string in quotes.
  @inlinable
  public func string(_ bytes: ByteView) {
    buffer.append(UInt8(ascii: "\""))
    escaped(bytes)
    buffer.append(UInt8(ascii: "\""))
  }

  /// A string in quotes; nil is null.
  public func string(_ text: String?) {
    guard var text else { return raw("null") }
    text.withUTF8 { string($0) }
  }

  /// The inside of a string, without quotes.
  @inlinable
  public func escaped(_ bytes: ByteView) {
    var start = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
      buffer.append(bytes.slice(start, index))
      escape(byte)
      start = index + 1
    }
    buffer.append(bytes.slice(start, bytes.count))
  }

  @usableFromInline
  func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x08: raw("\\b")
    case 0x09: raw("\\t")
    case 0x0A: raw("\\n")
    case 0x0C: raw("\\f")
    case 0x0D: raw("\\r")
    default:
      raw("\\u00")
      for digit in [byte >> 4, byte & 0xF] { buffer.append(digit < 10 ? 48 + digit : 87 + digit) }
    }
  }

  /// A whole number.
  public func number(_ value: Int64) { buffer.append(decimal: value) }

  /// `true` or `false`.
  public func bool(_ value: Bool) { value ? raw("true") : raw("false") }

  /// A day as `"YYYY-MM-DD"`.
  public func date(_ day: Int64) {
    raw("\"")
    buffer.append(date: day)
    raw("\"")
  }

  /// A second of the wall clock as `"YYYY-MM-DDTHH:MM:SS+09:00"` (RFC 3339).
  public func time(_ seconds: Int64) {
    raw("\"")
    buffer.append(timestamp: seconds)
    raw("+09:00\"")
  }
}
