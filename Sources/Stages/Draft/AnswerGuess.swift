import Pipeline
import Table

extension TypeGuess {
  /// The same guess with a doubt where a column that people answer a question in is read in a way
  /// that would send nobody anything, or the wrong people.
  func asAnswer(_ header: String, _ column: SampledColumn, _ profile: ColumnProfile) -> TypeGuess {
    if FieldDefinition.isRefusal(header: header), type == .bool || isGuessed {
      return asRefusal(column, profile)
    }
    guard type == .text, Self.areFew(profile), Self.asksConsent(HeaderGuess.folded(header))
    else { return self }
    return TypeGuess(type, .unknownAnswers, profile)
  }

  /// The same guess, or a bool turned round, of a column under whose header a yes is a no.
  private func asRefusal(_ column: SampledColumn, _ profile: ColumnProfile) -> TypeGuess {
    let values = profile.values(for: .bool)
    let read = ValueReader(.bool, isInverted: true).count(column)
    let areAllRead = read == ValueReader(.bool).count(column)
    if areAllRead, type == .bool || values > 0 && read == values {
      return TypeGuess(.bool, .refusal, profile, typed: read)
    }
    return type == .bool || type == .text && Self.areFew(profile)
      ? TypeGuess(.text, .unknownRefusals, profile) : self
  }

  /// False if the header says what the column is and the values bear it out. The e-mail address that
  /// `HasOptedOutOfEmail` seems to name is none.
  private var isGuessed: Bool {
    type == .choice || reason != .header && reason != .headerAndValues
  }

  private static func areFew(_ profile: ColumnProfile) -> Bool {
    profile.values > 0 && !profile.hasManyKinds && profile.frequency.count <= mostAnswers
  }

  /// What people answer with: yes and no in several spellings, and some ways to say neither.
  private static let mostAnswers = 12

  /// True for a folded header that looks like the question whether somebody may be written to.
  private static func asksConsent(_ header: String) -> Bool {
    let words = (HeaderGuess.snake(header) ?? "").split(separator: "_")
    return ["許可", "希望", "同意", "承諾", "配信", "受信", "オプトイン", "メルマガ"].contains(where: header.contains)
      || words.contains { ["opt", "optin", "consent", "permission", "subscribed"].contains($0) }
  }
}
