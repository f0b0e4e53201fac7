import Cleanse
import Table

/// The type that a column of a draft gets, and why.
struct TypeGuess {
  /// What a guess rests on.
  enum Reason: Equatable {
    case header, values, headerAndValues
    /// The header names a type that cannot read the values.
    case contradiction(FieldType)
    /// The header says that these are kinds, but their words cannot be told for sure.
    case unclearChoice
    case tooFewValues
    /// A text because nothing stricter reads it.
    case nothingElse
    case noRecords
    /// An answer by its header, in words that `bool` does not know.
    case unknownAnswers
    /// Under such a header a yes is a no.
    case refusal
    /// The same, in words that `bool` does not know.
    case unknownRefusals
    /// Every value is the same word.
    case oneWord
  }

  let type: FieldType
  let reason: Reason
  /// Values of the sample, and how many of these the type reads.
  let values: Int
  let typed: Int
  /// The words of a choice.
  let choices: [String]
  /// Numbers that are cut to whole ones.
  let hasDecimals: Bool

  init(
    _ type: FieldType, _ reason: Reason, _ profile: ColumnProfile, typed: Int? = nil,
    choices: [String] = []
  ) {
    self.type = type
    self.reason = reason
    values = profile.values(for: type)
    self.typed = typed ?? values
    self.choices = choices
    hasDecimals = profile.decimals > 0 && (type == .int || type == .money)
  }

  /// The share of the values that a type must read; less if the header names the type.
  private static let threshold = 0.98
  private static let namedThreshold = 0.5
  private static let fewestValues = 3

  /// A guess from a column of `rows` records: what the header names if the values bear it out, else
  /// the strictest type that reads nearly all values.
  init(_ column: SampledColumn, _ profile: ColumnProfile, _ header: HeaderGuess, rows: Int) {
    if rows == 0 {
      self.init(.text, .noRecords, profile)
    } else if profile.values == 0 {
      let type = header.type == .choice ? nil : header.type
      self.init(type ?? .text, type == nil ? .tooFewValues : .header, profile)
    } else if let named = header.type {
      self.init(column, profile, named: named)
    } else if profile.values < Self.fewestValues {
      self.init(.text, .tooFewValues, profile)
    } else if let (type, typed) = Self.strictest(column, profile, ValueReader.order) {
      let isOneWord = type == .bool && profile.frequency.count == 1 && profile.nones == 0
      self.init(type, isOneWord ? .oneWord : .values, profile, typed: typed)
    } else {
      self.init(.text, .nothingElse, profile)
    }
  }

  private init(_ column: SampledColumn, _ profile: ColumnProfile, named: FieldType) {
    // Whoever keeps e-mail addresses in a column of IDs has e-mail addresses.
    let stricter: [FieldType] = named == .text || named == .choice ? [] : [.lineID, .email]
    if profile.values >= Self.fewestValues, !stricter.contains(named),
      let (type, typed) = Self.strictest(column, profile, stricter)
    {
      self.init(type, .values, profile, typed: typed)
      return
    }
    switch named {
    case .id, .token, .text, .person, .company: self.init(named, .header, profile)
    case .choice:
      let guess = ChoiceGuess(profile)
      self.init(
        guess == nil ? .text : .choice, guess == nil ? .unclearChoice : .headerAndValues, profile,
        typed: guess?.listed, choices: guess?.words ?? [])
    default:
      let typed = ValueReader(named).count(column)
      let isBorneOut =
        Double(typed) >= Self.namedThreshold * Double(profile.values(for: named))
      let hasClocks = named == .date && profile.clocks * 2 > profile.values
      let type = isBorneOut ? (hasClocks ? .timestamp : named) : .text
      self.init(
        type, isBorneOut ? .headerAndValues : .contradiction(named), profile, typed: typed)
    }
  }

  private static func strictest(
    _ column: SampledColumn, _ profile: ColumnProfile, _ types: [FieldType]
  ) -> (FieldType, Int)? {
    for type in types where ValueReader.canBe(type, profile) {
      let typed = ValueReader(type).count(column)
      guard Double(typed) >= threshold(for: type) * Double(profile.values(for: type)) else {
        continue
      }
      return (refined(type, profile), typed)
    }
    return nil
  }

  /// Half of the names with a legal form make a column of companies; all words make one of bools.
  private static func threshold(for type: FieldType) -> Double {
    switch type {
    case .company: 0.5
    case .bool: 1
    default: threshold
    }
  }

  /// Dates with clocks are timestamps, numbers with signs of money are money.
  private static func refined(_ type: FieldType, _ profile: ColumnProfile) -> FieldType {
    switch type {
    case .date where profile.clocks * 20 > profile.values: .timestamp
    case .int where profile.moneySigns * 2 > profile.values: .money
    default: type
    }
  }
}
