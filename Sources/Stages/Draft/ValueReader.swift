import Cleanse
import Table

/// Counts the values that look like a type.
struct ValueReader {
  private let type: FieldType
  private let cleanser: Cleanser

  /// Types that values alone can tell, strictest first; dates before postal codes, which take
  /// `2026/11/1` for one. Of the same two, a date is a timestamp with
  /// no clock and money a number with signs, which the one who asks can tell apart.
  static let order: [FieldType] = [
    .lineID, .email, .date, .phone, .postal, .prefecture, .bool, .int, .url, .kana, .company,
  ]

  /// - Parameter isInverted: a bool's words are those of a header under which a yes is a no.
  init(_ type: FieldType, isInverted: Bool = false) {
    self.type = type
    // A date with a clock in any notation is a date.
    cleanser = Cleanser(
      type: type == .date ? .timestamp : type, boolWords: BoolWords(isInverted: isInverted))
  }

  /// False if the values may be read as the type and yet be something else: digits above all.
  static func canBe(_ type: FieldType, _ profile: ColumnProfile) -> Bool {
    switch type {
    case .postal: !profile.areAllDigits && profile.decimals == 0
    case .phone, .prefecture: !profile.areAllDigits
    case .date: !profile.areAllDigits || profile.eightDigits == profile.values
    case .bool:
      // One number again and again is hardly an answer, nor are many; words of which each is a yes or
      // a no are, in however many spellings.
      !profile.hasManyKinds
        && (profile.areAllDigits ? 2...4 : 1...24)
          .contains(profile.frequency.count + (profile.nones > 0 ? 1 : 0))
    case .int: !profile.hasLeadingZero
    // A few words again and again are kinds of something, not names.
    case .kana: profile.hasManyKinds || profile.frequency.count > 12
    default: true
    }
  }

  /// How many values it reads. Types that read anything count what is plainly written so.
  func count(_ column: SampledColumn) -> Int {
    let scratch = CleanseScratch()
    let out = ByteBuffer()
    let folded = ByteBuffer()
    var typed = 0
    column.visit { raw in
      switch cleanser.cleanse(raw, into: out, scratch: scratch) {
      case .null, .issue: return
      case .number: typed += 1
      case .text(let text):
        switch type {
        case .kana: if text.count == Fold.fold(raw, into: folded).count { typed += 1 }
        case .company: if Self.hasLegalForm(text.text) { typed += 1 }
        case .url: if Self.isWebAddress(text.text) { typed += 1 }
        default: typed += 1
        }
      }
    }
    return typed
  }

  private static func hasLegalForm(_ name: String) -> Bool {
    ["会社", "法人", "組合"].contains(where: name.contains)
  }

  private static func isWebAddress(_ text: String) -> Bool {
    text.hasPrefix("https://") || text.hasPrefix("http://")
  }
}
