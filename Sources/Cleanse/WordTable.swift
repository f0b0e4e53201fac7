import Table

/// A small set of words with a value each, compared after `Fold` and case-blind.
///
/// Most cells hold none of the words: length and first letter rule most of those out at once.
/// Otherwise one hash and one comparison.
struct WordTable: Sendable {
  private var index = KeyIndex()
  private var values: [Int] = []
  /// The bits of the words' lengths and of their first bytes: a text that has not both is no word.
  private var lengths: UInt64 = 0
  private var leads: UInt64 = 0
  /// The bits of the lengths of words in ASCII: bit n of those of n bytes, bit 63 of all longer ones.
  private(set) var lengthsOfASCII: UInt64 = 0
  /// True if a word begins with a digit.
  private(set) var hasNumber = false

  var isEmpty: Bool { values.isEmpty }

  /// Adds a word unless it is there already: the first value given for a word stays.
  mutating func add(_ word: String, value: Int) {
    let lowered = ByteBuffer()
    Fold.withFolded(word) { LetterCase.append(lowered: $0, to: lowered) }
    withExtendedLifetime(lowered) {
      guard lowered.count > 0, index.insert(lowered.view).isNew else { return }
      values.append(value)
      lengths |= WordTable.length(lowered.view)
      leads |= WordTable.lead(lowered.view)
      if lowered.view.allSatisfy({ $0 < 0x80 }) {
        lengthsOfASCII |= WordTable.length(lowered.view)
      }
      if 0x30...0x39 ~= lowered.view[0] { hasNumber = true }
    }
  }

  /// One of 64 bits. Lowering a letter does not change how many bytes it has.
  @inline(__always)
  private static func length(_ text: ByteView) -> UInt64 { 1 &<< UInt64(min(text.count, 63)) }

  /// One of 64 bits, by the first byte; the same for both cases of a letter.
  @inline(__always)
  private static func lead(_ text: ByteView) -> UInt64 {
    let lead = text[0]
    // Letters of two bytes change their first byte, too; all of those are one.
    return 1 &<< UInt64((lead >= 0xC0 && lead < 0xE0 ? 0xC0 : LetterCase.lowered(lead)) & 63)
  }

  /// The value of a folded text, or nil if it is none of the words. `scratch` is overwritten.
  @inline(__always)
  func value(of folded: ByteView, scratch: ByteBuffer) -> Int? {
    guard folded.count > 0, lengths & WordTable.length(folded) != 0,
      leads & WordTable.lead(folded) != 0
    else { return nil }
    return find(folded, scratch)
  }

  private func find(_ folded: ByteView, _ scratch: ByteBuffer) -> Int? {
    scratch.removeAll()
    LetterCase.append(lowered: folded, to: scratch)
    return index.find(scratch.view).map { values[$0] }
  }
}
