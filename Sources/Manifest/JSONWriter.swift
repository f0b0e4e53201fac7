public import Table

/// Writes canonical JSON into a buffer: UTF-8, no spaces, strings as `append(jsonString:)` writes
/// them.
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
  public func string(_ bytes: ByteView) { buffer.append(jsonString: bytes) }

  /// A string in quotes; nil is null.
  public func string(_ text: String?) {
    guard var text else { return raw("null") }
    text.withUTF8 { string($0) }
  }

  /// The inside of a string, without quotes.
  @inlinable
  public func escaped(_ bytes: ByteView) { buffer.append(insideJSONString: bytes) }

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
