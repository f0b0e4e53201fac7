import Table

/// The encoding that a file turned out to have.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case cp932
  case utf16le = "utf-16le"
}

/// Tells whether a record can be decoded.
struct TextCheck {
  private let isCP932: Bool
  private let cp932 = CP932()
  private let utf8 = UTF8Text()

  init(_ encoding: TextEncoding) { isCP932 = encoding == .cp932 }

  /// True if the bytes being read are text without NUL. O(length). Not for the loop over records to hold:
  /// what it takes would crowd out of the registers what is needed for each.
  @inline(never)
  func isText(_ bytes: ByteView) -> Bool {
    isCP932 ? cp932.isText(bytes) : utf8.isText(bytes)
  }
}

extension TextEncoding {
  /// The encoding of text without a byte order mark: whichever of UTF-8 and CP932 leaves fewer
  /// undecodable records (the header and faulty records too), UTF-8 at a tie. O(length).
  static func detect(_ bytes: ByteView, from start: Int, delimiter: UInt8) -> TextEncoding {
    var scanner = RecordScanner(bytes, from: start, limit: bytes.count, delimiter: delimiter)
    let utf8 = TextCheck(.utf8)
    let cp932 = TextCheck(.cp932)
    var badAsUTF8 = 0
    var badAsCP932 = 0
    while let record = scanner.next(.none) {
      guard record.unclean != nil || record.fault != nil else { continue }
      let raw = bytes.slice(record.start, record.end)
      if !utf8.isText(raw) { badAsUTF8 += 1 }
      if !cp932.isText(raw) { badAsCP932 += 1 }
    }
    return badAsCP932 < badAsUTF8 ? .cp932 : .utf8
  }
}
