import Pipeline
import Table

extension TypeGuess {
  /// The same guess with a doubt where a column that people answer a question in is read in a way
  /// that would send nobody anything, or the wrong people.
  func asAnswer(_ header: String, _ profile: ColumnProfile) -> TypeGuess {
    if type == .bool, FieldDefinition.isRefusal(header: header) {
      return TypeGuess(type, .refusal, profile, typed: typed)
    }
    let kinds = profile.frequency.count
    guard type == .text, profile.values > 0, !profile.hasManyKinds, kinds <= Self.mostAnswers,
      Self.asksConsent(HeaderGuess.folded(header))
    else { return self }
    return TypeGuess(type, .unknownAnswers, profile)
  }

  /// What people answer with: yes, no, and some ways to say neither.
  private static let mostAnswers = 6

  /// True for a folded header that looks like the question whether somebody may be written to.
  private static func asksConsent(_ header: String) -> Bool {
    let words = (HeaderGuess.snake(header) ?? "").split(separator: "_")
    return ["許可", "希望", "同意", "承諾", "配信", "受信", "オプトイン", "メルマガ"].contains(where: header.contains)
      || words.contains { ["opt", "optin", "consent", "permission", "subscribed"].contains($0) }
  }
}
