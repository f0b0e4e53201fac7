import Cleanse
import Table
import Testing

@Suite("id and token")
struct IdentifierTests {
  static let cases = [
    Case("folded and trimmed", "　C0001 ", "C0001"),
    Case("all white space goes", "Ｃ 00\u{3000}0\t1\n", "C0001"),
    Case("also rare white space", "a\u{2028}b\u{205F}c\u{85}d", "abcd"),
    Case("case stays", "aBcD", "aBcD"),
    Case("long with blanks", "abcdefgh ijklmnop_qrstuvwx", "abcdefghijklmnop_qrstuvwx"),
    Case("kana and signs stay", "・ｱ🍣-:_", "・ア🍣-:_"),
    Case("blank", " \u{3000}", .null),
    Case("empty", "", .null),
    Case("a null word in any case and width", "ｎＵＬＬ", .null),
    Case("a dash alone", "-", .null),
    Case("a long vowel sign alone", "ー", .null),
    Case("what becomes a null word without blanks", "N / A", .null),
    Case("a word that begins like a null word", "nullable", "nullable"),
  ]

  @Test("reads an id", arguments: cases)
  func readsID(_ example: Case) { check(example, with: Cleanser(type: .id)) }

  @Test("reads a token as an id", arguments: cases)
  func readsToken(_ example: Case) { check(example, with: Cleanser(type: .token)) }

  @Test(
    "null words of every kind",
    arguments: ["NULL", "null", "N/A", "n/a", "#N/A", "-", "－", "ー", "ｰ", "なし", "未入力", " null "])
  func nullWords(_ word: String) {
    for type in FieldTypes.withNullWords { #expect(Cleanser(type: type).result(word) == .null) }
  }

  @Test("a definition's null words apply to every type")
  func addedNullWords() {
    for type in FieldTypes.all {
      #expect(Cleanser(type: type, nullWords: ["該当なし"]).result(" 該当なし") == .null)
    }
  }
}
