/// Words that a definition adds to the ones every `bool` column reads as true or false.
///
/// Compared after `Fold` and case-blind. A word added here wins over the built-in reading.
public struct BoolWords: Sendable {
  /// Words that mean true besides the built-in ones.
  public var trueWords: [String]
  /// Words that mean false besides the built-in ones.
  public var falseWords: [String]

  /// Words to add; none by default.
  public init(trueWords: [String] = [], falseWords: [String] = []) {
    self.trueWords = trueWords
    self.falseWords = falseWords
  }

  private static let builtInTrue = [
    "1", "true", "t", "yes", "y", "on", "○", "〇", "◯", "可", "許可", "はい", "有", "あり", "同意",
    "希望する", "受け取る", "済",
  ]

  private static let builtInFalse = [
    "0", "false", "f", "no", "n", "off", "×", "✕", "不可", "拒否", "いいえ", "無", "なし", "未同意",
    "希望しない", "受け取らない", "未",
  ]

  /// All words with 1 for true and 0 for false.
  var table: WordTable {
    var table = WordTable()
    for word in trueWords { table.add(word, value: 1) }
    for word in falseWords { table.add(word, value: 0) }
    for word in BoolWords.builtInTrue { table.add(word, value: 1) }
    for word in BoolWords.builtInFalse { table.add(word, value: 0) }
    return table
  }
}
