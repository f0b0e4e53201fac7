/// A text that equals only a text of the same bytes, for keys.
///
/// `String` takes canonically equivalent texts for equal: 福 (U+FA1B) and 福 (U+798F), which are two
/// keys to every file that we read and write.
public struct ByteText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// As it was given, never normalised. Compare the `ByteText` and not this.
  public let text: String

  public init(_ text: String) { self.text = text }

  public init(stringLiteral value: String) { text = value }

  public static func == (left: ByteText, right: ByteText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
