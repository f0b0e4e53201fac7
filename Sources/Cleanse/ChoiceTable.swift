import Table

/// One of the values that a `choice` column may hold.
public struct Choice: Sendable, Equatable {
  /// What cleansing gives, exactly so.
  public var code: String
  /// What exports write for it: labels and synonyms.
  public var words: [String]

  /// A code and the words for it; the code stands for itself and need not be among them.
  public init(code: String, words: [String] = []) {
    self.code = code
    self.words = words
  }
}

/// The declared values of a `choice` column, found by code, label or synonym.
///
/// Compared after `Fold` and case-blind. A word that is also a code is the code; of two choices that
/// claim a word the first declared has it.
public struct ChoiceTable: Sendable {
  private var words = WordTable()
  private var codes = TextColumn()

  /// Compiles the declaration. O(words).
  public init(_ choices: [Choice]) {
    for (number, choice) in choices.enumerated() {
      codes.append(text: choice.code)
      words.add(choice.code, value: number)
    }
    for (number, choice) in choices.enumerated() {
      for word in choice.words { words.add(word, value: number) }
    }
  }

  func read(_ folded: ByteView, scratch: ByteBuffer) -> CleanseOutcome {
    guard let number = words.value(of: folded, scratch: scratch), let code = codes[number] else {
      return .issue(.badChoice)
    }
    return .text(code)
  }
}
