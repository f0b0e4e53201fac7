/// The languages of a report.
public enum ReportLanguage: String, Sendable, CaseIterable {
  case ja
  case en
  /// Japanese, with the English beside it.
  case both
}

/// Words in both languages.
struct Phrase: Sendable, Equatable {
  let ja: String
  let en: String

  init(_ ja: String, _ en: String) {
    self.ja = ja
    self.en = en
  }

  /// Words of a definition, which has one language.
  init(_ word: String) { self.init(word, word) }

  /// As plain text, where no markup can tell the languages apart.
  func plain(_ language: ReportLanguage) -> String {
    switch language {
    case .ja: ja
    case .en: en
    case .both: ja == en ? ja : "\(ja) / \(en)"
    }
  }
}
