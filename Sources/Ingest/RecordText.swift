public import Table

/// Shows the bytes of a record that could not be read as text, whatever they are.
public struct RecordText: Sendable {
  private let encoding: TextEncoding
  private let check: TextCheck
  private let cp932 = CP932()
  /// The bytes of the shortest character.
  private var step: Int { encoding == .utf16le ? 2 : 1 }

  /// - Parameter encoding: that of the record's file; what is not known is shown as UTF-8.
  public init(_ encoding: TextEncoding?) {
    self.encoding = encoding ?? .utf8
    check = TextCheck(self.encoding)
  }

  /// Adds a record to `out` as UTF-8: characters of the encoding as they are, and `\x82` for each
  /// byte that belongs to none, and for control characters but tab, LF and CR. O(length).
  public func append(_ raw: ByteView, to out: ByteBuffer) {
    let character = ByteBuffer()
    var index = 0
    while index < raw.count {
      character.removeAll()
      let length = decode(raw, from: index, into: character)
      if length > 0, !Self.isControl(character.view) {
        out.append(character.view)
        index += length
      } else {
        // Of UTF-16 a whole unit, so that what follows is read from its begin.
        let skipped = max(length, min(step, raw.count - index))
        for byte in raw[index..<(index + skipped)] {
          out.append("\\x" as StaticString)
          out.append(hexDigit: byte >> 4)
          out.append(hexDigit: byte & 15)
        }
        index += skipped
      }
    }
  }

  /// Decodes the character that begins at an offset; returns its length in bytes, 0 if there is none.
  private func decode(_ raw: ByteView, from start: Int, into out: ByteBuffer) -> Int {
    for length in stride(from: step, through: 4, by: step) where start + length <= raw.count {
      let bytes = raw.slice(start, start + length)
      switch encoding {
      case .utf8:
        guard check.isText(bytes) else { continue }
        out.append(bytes)
      case .cp932:
        guard check.isText(bytes) else { continue }
        cp932.decode(bytes, into: out)
      case .utf16le:
        let text = UTF16Text.utf8(of: bytes)
        guard check.isText(text.view) else { continue }
        out.append(text.view)
      }
      return length
    }
    return 0
  }

  /// True for one control character that moves or colours a terminal.
  private static func isControl(_ character: ByteView) -> Bool {
    switch (character.first, character.count) {
    case (0x09, _), (0x0A, _), (0x0D, _): false
    case (let byte?, 1): byte < 0x20 || byte == 0x7F
    // U+0080 to U+009F
    case (0xC2, 2): character[1] < 0xA0
    default: false
    }
  }
}
