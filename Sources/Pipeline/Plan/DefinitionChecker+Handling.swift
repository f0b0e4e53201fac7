import Table

/// Notes on complaints that are being handled: the column of the people, and the words in it.
extension DefinitionChecker {
  /// Neither the column nor the words do anything alone; nor does a word that can never stand there.
  func checkHandling(of consent: ConsentDefinition, in table: SourceDefinition) {
    let people = consent.people
    if let column = people.handling {
      require(
        [.text], column, of: table, what: "'handling'", at: people.places.value("handling"),
        help: "notes are searched for the words of 'suppress_handling'")
      if consent.suppressHandling.isEmpty {
        sink.error(
          at: people.places.value("handling"), "'handling' needs 'suppress_handling'",
          help: "the words by which a complaint is known, such as [クレーム, 対応中]")
      }
    }
    let words = [
      ("suppress_handling", consent.suppressHandling),
      ("cleared_handling", consent.clearedHandling),
      ("harmless_handling", consent.harmlessHandling),
    ]
    for (key, words) in words {
      if !words.isEmpty, people.handling == nil {
        sink.error(
          at: consent.places[key], "'\(key)' needs 'handling' of the people",
          help: "the column in which the words stand")
      }
      for (index, word) in words.enumerated() where Self.isNeverRead(word) {
        sink.error(
          at: consent.places.value(key, "\(index)"),
          "word '\(word)' of '\(key)' can never stand there",
          help: "texts are read without blanks at their ends, and with full-width katakana")
      }
    }
  }

  /// True for what cleansing would have changed (docs/cleansing.md).
  private static func isNeverRead(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    guard let first = scalars.first, let last = scalars.last else { return true }
    return isBlank(first) || isBlank(last)
      || scalars.contains { $0.value == 0x3000 || (0xFF61...0xFF9F).contains($0.value) }
  }
}
