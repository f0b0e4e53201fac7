import Cleanse
import Table
import Testing

@Suite("kana")
struct KanaTests {
  @Test(
    "reads a reading",
    arguments: [
      Case("halfwidth", "ﾔﾏﾀﾞ", "ヤマダ"),
      Case("hiragana", "やまだ　たろう", "ヤマダ タロウ"),
      Case("small letters and the long vowel sign", "しゅーっ", "シューッ"),
      Case("ゔ and ゖ", "ゔゖ", "ヴヶ"),
      Case("iteration marks", "みすゞ", "ミスヾ"),
      Case("everything else goes", "ヤ-マ・ダ🍣(株)山aﾞ1", "ヤマダ"),
      Case("spaces around what goes", "ヤマダ ・ タロウ -", "ヤマダ タロウ"),
      Case("nothing left", "゛ 山田", .null),
      Case("a long vowel sign alone", "ー", .null),
      Case("a null word", "なし", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .kana)) }
}
