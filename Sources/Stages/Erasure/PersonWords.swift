import Store
import Table

/// The number and addresses of a person as they may stand in raw texts, where nobody has cleansed
/// them: mail addresses in letters of either case, telephone numbers with and without hyphens.
struct PersonWords {
  private let exact: [[UInt8]]
  /// In lower case.
  private let folded: [[UInt8]]

  /// - Parameter encode: the bytes of a text in the encoding of what is searched.
  init(_ marks: Set<ErasureMark>, encode: (String) -> [UInt8] = { Array($0.utf8) }) {
    let subjects = marks.filter { ErasureMark.Kind.subjects.contains($0.kind) }
    exact = subjects.filter { $0.kind != .email }.flatMap { Self.spellings($0).map(encode) }
    folded = subjects.filter { $0.kind == .email }.map { encode($0.value) }
  }

  /// How long the longest is, in bytes.
  var longest: Int { (exact + folded).map(\.count).max() ?? 0 }

  /// How often one of them stands in the bytes, as a word and at all. O(bytes × words).
  func count(in bytes: ByteView) -> (words: Int, all: Int) {
    var found = StoreSearch.count(exact, in: bytes)
    guard !folded.isEmpty else { return found }
    // The second byte of a letter of CP932 or UTF-16 may be folded, too: that hides no address, and at
    // worst one is found that begins within a letter.
    let lower = bytes.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
    let mails = lower.withUnsafeBufferPointer { StoreSearch.count(folded, in: $0) }
    found.words += mails.words
    found.all += mails.all
    return found
  }

  private static func spellings(_ mark: ErasureMark) -> [String] {
    guard mark.kind == .phone, mark.value.hasPrefix("+81"), mark.value.utf8.count == 13 else {
      return [mark.value]
    }
    let digits = "0" + mark.value.dropFirst(3)
    let parts = [digits.prefix(3), digits.dropFirst(3).prefix(4), digits.suffix(4)]
    return [
      mark.value, digits, parts.joined(separator: "-"),
      "+81-" + parts.joined(separator: "-").dropFirst(),
    ]
  }
}
