/// The words that a `bool` column reads as true or false: the built-in ones, and those that a
/// definition adds.
///
/// Compared after `Fold` and case-blind. A word added here wins over the built-in reading.
public struct BoolWords: Sendable {
  /// Words that mean true besides the built-in ones.
  public var trueWords: [String]
  /// Words that mean false besides the built-in ones.
  public var falseWords: [String]
  /// Under the column's header a yes is a no: a built-in yes is false, a built-in no is true.
  ///
  /// Those that name an answer rather than a yes or a no are then not read at all: under 配信拒否 a
  /// 拒否 means one thing, under 配信停止 a 希望する another.
  public var isInverted: Bool

  /// Words to add; none by default.
  public init(trueWords: [String] = [], falseWords: [String] = [], isInverted: Bool = false) {
    self.trueWords = trueWords
    self.falseWords = falseWords
    self.isInverted = isInverted
  }

  private static let yes = [
    "1", "true", "t", "yes", "y", "on", "○", "〇", "◯", "はい", "有", "あり", "済",
  ]

  private static let no = [
    "0", "false", "f", "no", "n", "off", "×", "✕", "いいえ", "無", "なし", "未",
  ]

  private static let agreement = ["可", "許可", "同意", "希望する", "受け取る"]

  private static let refusal = ["不可", "拒否", "未同意", "希望しない", "受け取らない"]

  /// All words with 1 for true and 0 for false.
  var table: WordTable {
    var table = WordTable()
    func add(_ words: [String], _ value: Int) {
      for word in words { table.add(word, value: value) }
    }
    // The first of a word counts: nobody agrees by one that is also a no.
    add(falseWords, 0)
    add(trueWords, 1)
    add(BoolWords.yes, isInverted ? 0 : 1)
    add(BoolWords.no, isInverted ? 1 : 0)
    if !isInverted {
      add(BoolWords.agreement, 1)
      add(BoolWords.refusal, 0)
    }
    return table
  }
}
