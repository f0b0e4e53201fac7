import Table

/// A small set of words with a value each, compared after `Fold` and case-blind.
///
/// Most cells hold none of the words: length and first letter rule most of those out at once.
/// Otherwise one hash and one comparison.
struct WordTable: Sendable {
  private var index = KeyIndex()
  private var values: [Int] = []
  /// The bits of the words' marks: a text whose mark is not among them is no word.
  private var marks: UInt64 = 0

  var isEmpty: Bool { values.isEmpty }

  /// Adds a word unless it is there already: the first value given for a word stays.
  mutating func add(_ word: String, value: Int) {
    let lowered = ByteBuffer()
    Fold.withFolded(word) { LetterCase.append(lowered: $0, to: lowered) }
    withExtendedLifetime(lowered) {
      guard lowered.count > 0, index.insert(lowered.view).isNew else { return }
      values.append(value)
      marks |= WordTable.mark(lowered.view)
    }
  }

  /// One of 64 bits, by length and first letter; the same for both cases of a letter.
  @inline(__always)
  private static func mark(_ text: ByteView) -> UInt64 {
    let lead = LetterCase.lowered(text[0])
    var sum = text.count &* 31
    if lead < 0x80 || lead >= 0xE0 { sum &+= Int(lead) &* 7 }
    if lead >= 0xE0, text.count > 1 { sum &+= Int(text[1]) }
    return 1 << UInt64(truncatingIfNeeded: sum & 63)
  }

  /// The value of a folded text, or nil if it is none of the words. `scratch` is overwritten.
  @inline(__always)
  func value(of folded: ByteView, scratch: ByteBuffer) -> Int? {
    guard folded.count > 0, marks & WordTable.mark(folded) != 0 else { return nil }
    return find(folded, scratch)
  }

  private func find(_ folded: ByteView, _ scratch: ByteBuffer) -> Int? {
    scratch.removeAll()
    LetterCase.append(lowered: folded, to: scratch)
    return index.find(scratch.view).map { values[$0] }
  }
}
