import Cleanse
import Glibc
import Ingest
import Store
import Table

/// The number and addresses of a person as they may stand in raw texts, where nobody has cleansed
/// them: in the widths of letters and digits that cleansing folds, mail addresses in either case,
/// telephone numbers with whatever parts their digits.
///
/// Not for several threads at once: it holds the room that texts are folded in.
final class PersonWords {
  /// As cleansed: numbers of customers, tokens, LINE IDs.
  private let exact: [[UInt8]]
  private let mails: [[UInt8]]
  /// The ten digits after `+81`.
  private let phones: [[UInt8]]
  private let decoded = ByteBuffer()
  private let folded = ByteBuffer()

  init(_ marks: Set<ErasureMark>) {
    let subjects = marks.filter { ErasureMark.Kind.subjects.contains($0.kind) && $0.value != "" }
    func values(_ isIncluded: (ErasureMark) -> Bool) -> [[UInt8]] {
      subjects.filter(isIncluded).map { Array($0.value.utf8) }
    }
    func isJapanese(_ mark: ErasureMark) -> Bool {
      mark.kind == .phone && mark.value.hasPrefix("+81") && mark.value.utf8.count == 13
    }
    phones = values(isJapanese).map { Array($0.dropFirst(3)) }
    mails = values { $0.kind == .email && $0.value.utf8.contains(at) }
    exact = values { !isJapanese($0) && $0.kind != .email }
  }

  /// How many bytes the longest may take in a raw text, with those beside it that tell whether it is
  /// a word: three bytes a letter, and between the digits of a telephone number what parts them.
  var longest: Int {
    let words = (exact + mails).map(\.count).max() ?? 0
    return 3 * max(words + 2, phones.isEmpty ? 0 : 20 + 10 * Self.mostBetween)
  }

  /// Whether one of them stands in bytes as a word, be they UTF-8, CP932 or, from their first byte on,
  /// UTF-16. O(bytes × words).
  func stand(in bytes: ByteView) -> Bool {
    if stand(inText: bytes) { return true }
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0 }) else { return false }
    decoded.removeAll()
    CP932().decode(bytes, into: decoded)
    if stand(inText: decoded.view) { return true }
    // Letters of half the width have the one byte in UTF-16, others the other: no text in UTF-8 or
    // CP932 does.
    guard bytes.contains(where: { $0 == 0 || $0 == 0xFF }) else { return false }
    let text = UTF16Text.utf8(of: bytes)
    return withExtendedLifetime(text) { stand(inText: text.view) }
  }

  /// The same of UTF-8.
  private func stand(inText raw: ByteView) -> Bool {
    let text = Fold.fold(raw, into: folded)
    return StoreSearch.count(exact, in: text).words > 0
      || mails.contains { stands($0, inText: text) }
      || phones.contains { stands(digits: $0, in: text) }
  }

  /// Looks for each `@`, and from there whether the address is around it.
  private func stands(_ mail: [UInt8], inText text: ByteView) -> Bool {
    guard let offset = mail.firstIndex(of: at) else { return false }
    return text.places(of: at).contains { place in
      let start = place - offset
      guard start >= 0, start + mail.count <= text.count,
        mail.indices.allSatisfy({ Self.lowered(text[start + $0]) == mail[$0] })
      else { return false }
      return !text.isWordByte(start - 1) && !text.isWordByte(start + mail.count)
    }
  }

  /// Looks for the first digit, and whether the others follow.
  private func stands(digits: [UInt8], in text: ByteView) -> Bool {
    text.places(of: digits[0]).contains { start in
      var place = start + 1
      for digit in digits.dropFirst() {
        var between = 0
        while place < text.count, !text.isDigit(place) {
          let length = PhoneNumber.separatorLength(in: text, at: place)
          between += 1
          guard length > 0, between <= Self.mostBetween else { return false }
          place += length
        }
        guard place < text.count, text[place] == digit else { return false }
        place += 1
      }
      return !text.isDigit(place) && Self.isBeginning(text, start)
    }
  }

  /// More than this between two digits parts two numbers, such as ` ー （`.
  private static let mostBetween = 4

  /// Whether the digits right before a place are none, or those that a number may begin with.
  private static func isBeginning(_ text: ByteView, _ place: Int) -> Bool {
    var start = place
    while text.isDigit(start - 1), place - start < 6 { start -= 1 }
    let digits = text.slice(start, place)
    return digits.isEmpty
      || ["0", "81", "810", "0081", "00810"].contains { digits.elementsEqual($0.utf8) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}

private let at = UInt8(ascii: "@")

extension ByteView {
  /// The places of a byte, ascending. O(count) for all of them.
  fileprivate func places(of byte: UInt8) -> some Sequence<Int> {
    sequence(state: 0) { next -> Int? in
      guard next < count, let start = baseAddress,
        let hit = memchr(start + next, Int32(byte), count - next)
      else { return nil }
      let place = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
      next = place + 1
      return place
    }
  }

  /// False also outside the bytes.
  fileprivate func isDigit(_ place: Int) -> Bool {
    place >= 0 && place < count && self[place] &- 48 < 10
  }

  /// Whether there is an ASCII letter or digit; false also outside the bytes.
  fileprivate func isWordByte(_ place: Int) -> Bool {
    isDigit(place) || place >= 0 && place < count && (self[place] | 0x20) &- 97 < 26
  }
}
