public import Table

/// What became of a raw value.
public enum CleanseOutcome {
  /// There was no value: blank, or a word for "nothing".
  case null
  /// The value could not be typed; the column is null and the raw text goes to the issues.
  case issue(IssueCode)
  /// The value is these bytes: the raw text itself, or a part of it, or of what the buffers hold. Valid
  /// until one of those changes, and while the cleanser lives.
  case text(ByteView)
  /// 0 or 1 for `bool`, days since 1970-01-01 for `date`, seconds of Asia/Tokyo's wall clock since
  /// 1970-01-01T00:00:00 for `timestamp`, the number itself for `int` and `money`.
  case number(Int64)
}

/// The cleansing of one column (docs/cleansing.md): a pure function of the raw text.
///
/// Compiled once per column, then immutable: threads may share it, each with its own buffers. An
/// object, since to hand its tables around would count references for every value. Cleansing what it
/// gave as text gives the same text again.
public final class Cleanser: Sendable {
  /// The type whose rules it follows.
  public let type: FieldType
  /// How long the words in ASCII are that mean "nothing": bit n is set if one has n bytes, bit 63 if one
  /// is longer than 62.
  public let nullWordLengths: UInt64
  private let nullWords: WordTable
  private let boolWords: WordTable
  private let choices: ChoiceTable
  private let company: Company

  /// Compiles the rules of a column.
  ///
  /// - Parameters:
  ///   - choices: the declared values of a `choice` column; without any every value is `bad_choice`.
  ///   - boolWords: words that a `bool` column reads besides the built-in ones.
  ///   - nullWords: words that mean "nothing" in this column besides the built-in ones. The built-in
  ///     ones do not apply to `text`, `person`, `company` and `bool`; those given here always do.
  ///   - legalForms: marks of legal forms that `company` reads besides the built-in ones.
  public init(
    type: FieldType, choices: ChoiceTable = ChoiceTable([]), boolWords: BoolWords = BoolWords(),
    nullWords: [String] = [], legalForms: [LegalForm] = []
  ) {
    self.type = type
    self.choices = choices
    self.boolWords = type == .bool ? boolWords.table : WordTable()
    var words = WordTable()
    if Cleanser.hasBuiltInNullWords(type) {
      for word in Cleanser.builtInNullWords { words.add(word, value: 0) }
    }
    for word in nullWords { words.add(word, value: 0) }
    self.nullWords = words
    nullWordLengths = words.lengthsOfASCII
    company =
      type == .company || type == .companyKey ? Company(adding: legalForms) : Company.none
  }

  private static let builtInNullWords = ["null", "n/a", "#n/a", "-", "ー", "なし", "未入力"]

  private static func hasBuiltInNullWords(_ type: FieldType) -> Bool {
    switch type {
    case .text, .person, .personKey, .company, .companyKey, .bool: false
    default: true
    }
  }

  /// Cleanses one value.
  ///
  /// `raw` is UTF-8 (bytes that are not are carried over or make the value an issue) and must not
  /// lie in `out` or `scratch`, which are overwritten. A text that stays as it was is not copied.
  /// Allocates nothing but the growth of the buffers. O(length).
  public func cleanse(
    _ raw: ByteView, into out: ByteBuffer, scratch: CleanseScratch
  ) -> CleanseOutcome {
    out.removeAll()
    if raw.isEmpty { return .null }
    if type == .text && nullWords.isEmpty { return FreeText.read(raw, into: out) }
    if let outcome = plain(raw, into: out, scratch: scratch) { return outcome }
    let folded = Fold.fold(raw, into: scratch.folded)
    if folded.isEmpty && type != .text && type != .url { return .null }
    if nullWords.value(of: folded, scratch: scratch.word) != nil { return .null }
    switch type {
    case .text: return FreeText.read(raw, into: out)
    case .url: return unlessNullWord(WebAddress.read(raw, into: out), of: raw, scratch)
    case .id, .token:
      return unlessNullWord(Identifier.read(folded, into: out), of: folded, scratch)
    case .kana: return unlessNullWord(Kana.read(folded, into: out), of: nil, scratch)
    case .person: return Person.read(folded, into: out)
    case .personKey: return Person.readKey(folded, into: out, scratch: scratch)
    case .company: return company.read(folded, into: out, scratch: scratch)
    case .companyKey: return company.readKey(folded, into: out, scratch: scratch)
    case .email: return EmailAddress.read(folded, into: out)
    case .phone: return PhoneNumber.read(folded, into: out, digits: scratch.work)
    case .lineID: return LineID.read(folded)
    case .postal: return PostalCode.read(folded, into: out, digits: scratch.work)
    case .date: return DateAndTime.readDate(folded)
    case .timestamp: return DateAndTime.readTimestamp(folded)
    case .int, .money: return WholeNumber.read(folded, signs: scratch.work)
    case .prefecture: return Prefecture.read(folded, scratch: scratch.word)
    case .choice: return choices.read(folded, scratch: scratch.word)
    case .bool:
      guard let value = boolWords.value(of: folded, scratch: scratch.word) else {
        return .issue(.badBoolean)
      }
      return .number(Int64(value))
    }
  }

  /// The number that a date, timestamp, whole number or amount as programs write it becomes; nil for all
  /// others, and for other types. Only saves work: `cleanse` gives the same. O(length).
  ///
  /// - Parameters:
  ///   - raw: of one byte at least.
  ///   - latest: for one column, that which the value before has left there.
  public func plainNumber(_ raw: ByteView, _ latest: inout LatestDay) -> Int64? {
    // All of them begin with a digit.
    guard !nullWords.hasNumber else { return nil }
    switch type {
    case .timestamp: return DateAndTime.plainTimestamp(raw, &latest)
    case .date: return DateAndTime.plainDate(raw)
    case .int, .money: return WholeNumber.plainDigits(raw)
    default: return nil
    }
  }

  /// True only if a link or a mail address stays as it is; false for some others that do, and for other
  /// types. Only saves work. O(length).
  public func isPlainText(_ raw: ByteView) -> Bool {
    guard nullWordLengths &>> UInt64(min(raw.count, 63)) & 1 == 0 else { return false }
    switch type {
    case .url: return WebAddress.isPlain(raw)
    case .email: return EmailAddress.isPlain(raw)
    default: return false
    }
  }

  /// What becomes of values as programs write them, which folding does not change; nil for all others,
  /// and some of those. Only saves work: the rules give the same.
  @inline(__always)
  private func plain(
    _ raw: ByteView, into out: ByteBuffer, scratch: CleanseScratch
  ) -> CleanseOutcome? {
    switch type {
    case .id, .token:
      guard raw.isVisibleASCII, nullWords.value(of: raw, scratch: scratch.word) == nil else {
        return nil
      }
      return .text(raw)
    case .url:
      guard raw.isVisibleASCII, nullWords.value(of: raw, scratch: scratch.word) == nil else {
        return nil
      }
      return unlessNullWord(WebAddress.read(raw, into: out), of: raw, scratch)
    case .timestamp, .date, .int, .money:
      var latest = LatestDay()
      return plainNumber(raw, &latest).map { .number($0) }
    default: return nil
    }
  }

  /// Types that drop characters look for null words once more in what is left, unless nothing was
  /// dropped.
  ///
  /// - Parameter whole: what characters were dropped from, if nothing but the case of letters was
  ///   changed besides.
  private func unlessNullWord(
    _ outcome: CleanseOutcome, of whole: ByteView?, _ scratch: CleanseScratch
  ) -> CleanseOutcome {
    guard case .text(let text) = outcome, text.count != whole?.count else { return outcome }
    let folded = Fold.fold(text, into: scratch.spare)
    return nullWords.value(of: folded, scratch: scratch.word) != nil ? .null : outcome
  }
}
