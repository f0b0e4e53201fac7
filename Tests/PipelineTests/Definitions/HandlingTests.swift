import Testing

@testable import Pipeline

/// The column of notes on complaints, and the words that are looked for in it.
struct HandlingTests {
  static let cases: [EditCase] = [
    EditCase(
      "notes without the words to look for", "consent.yml", "suppress_handling: [complaint]", "",
      "consent.yml:5:13: error: 'handling' needs 'suppress_handling'",
      "  help: the words by which a complaint is known, such as [クレーム, 対応中]"),
    EditCase(
      "no words at all", "consent.yml", "[complaint]", "[]",
      "consent.yml:5:13: error: 'handling' needs 'suppress_handling'",
      "  help: the words by which a complaint is known, such as [クレーム, 対応中]"),
    EditCase(
      "words without the column", "consent.yml", "  handling: note\n", "",
      "consent.yml:14:1: error: 'suppress_handling' needs 'handling' of the people",
      "  help: the column in which the words stand"),
    EditCase(
      "words that nothing can be cleared from", "consent.yml", "suppress_handling: [complaint]",
      "suppress_handling: [complaint]\ncleared_handling: [ｶｲｹﾂ]",
      "consent.yml:16:20: error: word 'ｶｲｹﾂ' of 'cleared_handling' can never stand there",
      "  help: texts are read without blanks at their ends, and with full-width katakana"),
    EditCase(
      "an empty word", "consent.yml", "[complaint]", "[complaint, \"\"]",
      "consent.yml:15:33: error: word '' of 'suppress_handling' can never stand there",
      "  help: texts are read without blanks at their ends, and with full-width katakana"),
    EditCase(
      "notes that are a choice", "consent.yml", "handling: note", "handling: rank",
      "consent.yml:5:13: error: 'handling' must be of type text, column 'rank' is of type choice",
      "  help: notes are searched for the words of 'suppress_handling'"),
  ]

  @Test("notes and their words need each other, and must be able to meet", arguments: cases)
  func refused(_ row: EditCase) throws {
    #expect(try row.reported() == row.errors)
  }
}
