import Cleanse
import Table
import Testing

@Suite("bool")
struct BoolTests {
  private static let trueWords = [
    "1", "true", "t", "yes", "y", "on", "○", "〇", "◯", "可", "許可", "はい", "有", "あり", "同意", "希望する",
    "受け取る", "済", "１", "ＴＲＵＥ", "Yes", "　はい ", "ｏ\u{AD}n",
  ]
  private static let falseWords = [
    "0", "false", "f", "no", "n", "off", "×", "✕", "不可", "拒否", "いいえ", "無", "なし", "未同意", "希望しない",
    "受け取らない", "未", "０", "Ｆａｌｓｅ", "OFF",
  ]

  @Test("reads true", arguments: trueWords)
  func readsTrue(_ word: String) { #expect(Cleanser(type: .bool).result(word) == 1) }

  @Test("reads false", arguments: falseWords)
  func readsFalse(_ word: String) { #expect(Cleanser(type: .bool).result(word) == 0) }

  @Test(
    "refuses everything else, null words too",
    arguments: ["2", "-", "ー", "NULL", "N/A", "未入力", "△", "あ り", "・はい", "true1", "10", "♡"])
  func refuses(_ word: String) {
    #expect(Cleanser(type: .bool).result(word) == .issue(.badBoolean))
  }

  @Test("blank is null", arguments: ["", " ", "　"])
  func blank(_ word: String) { #expect(Cleanser(type: .bool).result(word) == .null) }

  private static let yesAndNo = [
    "1", "true", "t", "yes", "y", "on", "○", "〇", "◯", "はい", "有", "あり", "済", "0", "false", "f",
    "no",
    "n", "off", "×", "✕", "いいえ", "無", "なし", "未",
  ]

  @Test("inverted, a yes is false and a no true; an answer in words of its own is neither")
  func inverted() {
    let cleanser = Cleanser(type: .bool, boolWords: BoolWords(isInverted: true))
    for word in Self.yesAndNo {
      #expect(cleanser.result(word) == (Self.trueWords.contains(word) ? 0 : 1), "\(word)")
    }
    for word in [
      "可", "許可", "同意", "希望する", "受け取る", "不可", "拒否", "未同意", "希望しない", "受け取らない",
    ] { #expect(cleanser.result(word) == .issue(.badBoolean), "\(word)") }
    #expect(cleanser.result("") == .null)
  }

  @Test("inverted or not, words of the definition mean what it says")
  func invertedWords() {
    let cleanser = Cleanser(
      type: .bool,
      boolWords: BoolWords(trueWords: ["0", "配信中"], falseWords: ["拒否"], isInverted: true))
    #expect(cleanser.result("0") == 1)
    #expect(cleanser.result("配信中") == 1)
    #expect(cleanser.result("拒否") == 0)
    #expect(cleanser.result("はい") == 0)
  }

  @Test("nobody agrees by a word that is also a no")
  func bothWays() {
    let cleanser = Cleanser(
      type: .bool, boolWords: BoolWords(trueWords: ["0", "Ｏ"], falseWords: ["o", "0"]))
    #expect(cleanser.result("0") == 0)
    #expect(cleanser.result("O") == 0)
  }

  @Test("a definition adds words, and its reading wins")
  func addedWords() {
    let cleanser = Cleanser(
      type: .bool, boolWords: BoolWords(trueWords: ["配信ＯＫ"], falseWords: ["停止", "済"]))
    #expect(cleanser.result("配信ok") == 1)
    #expect(cleanser.result("停止") == 0)
    #expect(cleanser.result("済") == 0)
    #expect(cleanser.result("はい") == 1)
  }
}
