public import Table

/// Turns a raw field of a good record into clean UTF-8.
public struct FieldDecoder: Sendable {
  @usableFromInline let work: RawField.Flags
  private let isCP932: Bool
  private let cp932 = CP932()

  /// A decoder of fields in that encoding.
  public init(_ encoding: TextEncoding) {
    isCP932 = encoding == .cp932
    work = isCP932 ? [.doubledQuotes, .nonASCII] : .doubledQuotes
  }

  /// The field's text as UTF-8: the raw bytes themselves if nothing is to be done to them (then
  /// valid as long as they are), else `scratch` holds it, which is emptied first, and it is valid
  /// until `scratch` changes. An absent field is empty. O(length), O(1) if nothing is to be done.
  ///
  /// - Parameters:
  ///   - field: as handed to the sink.
  ///   - bytes: as handed to the sink with it.
  ///   - scratch: room for the result.
  @inlinable
  public func text(_ field: RawField, in bytes: ByteView, scratch: ByteBuffer) -> ByteView {
    let raw = bytes.slice(field.start, field.start &+ field.count)
    if field.flags.isDisjoint(with: work) { return raw }
    return decode(raw, field.flags, scratch)
  }

  @usableFromInline
  func decode(_ raw: ByteView, _ flags: RawField.Flags, _ scratch: ByteBuffer) -> ByteView {
    scratch.removeAll()
    if isCP932 {
      cp932.decode(raw, undoublingQuotes: flags.contains(.doubledQuotes), into: scratch)
    } else {
      var index = 0
      while index < raw.count {
        scratch.append(raw[index])
        index += raw[index] == quote ? 2 : 1  // the quotes in there come in pairs
      }
    }
    return scratch.view
  }
}
