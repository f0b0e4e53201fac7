import Cleanse
import Table
import Testing

@Suite("choice")
struct ChoiceTests {
  private static let gender = ChoiceTable([
    Choice(code: "male", words: ["男", "男性", "M", "1"]),
    Choice(code: "female", words: ["女", "女性", "F", "2"]),
    Choice(code: "other", words: ["その他", "9"]),
    Choice(code: "unknown", words: ["不明", "回答しない", "0"]),
  ])

  @Test(
    "reads codes, labels and synonyms",
    arguments: [
      Case("a code", "male", "male"),
      Case("a code in capitals", "FEMALE", "female"),
      Case("a label", "男性", "male"),
      Case("a wide synonym", "ｆ", "female"),
      Case("a number", "９", "other"),
      Case("folded before comparing", "① ", "male"),
      Case("with blanks", "　回答しない", "unknown"),
      Case("a part of a word", "男女", .issue(.badChoice)),
      Case("unknown", "3", .issue(.badChoice)),
      Case("a null word", "未入力", .null),
    ])
  func reads(_ example: Case) {
    check(example, with: Cleanser(type: .choice, choices: ChoiceTests.gender))
  }

  @Test("a code beats a word, the first declared beats the later")
  func precedence() {
    let choices = ChoiceTable([
      Choice(code: "a", words: ["b", "x"]), Choice(code: "b", words: ["x"]),
    ])
    let cleanser = Cleanser(type: .choice, choices: choices)
    #expect(cleanser.result("b") == "b")
    #expect(cleanser.result("x") == "a")
  }

  @Test("a word of any width or case in the declaration is found")
  func declaredWide() {
    let choices = ChoiceTable([Choice(code: "Élan", words: ["ＡＢＣ", "ｶﾞﾝ"])])
    let cleanser = Cleanser(type: .choice, choices: choices)
    for word in ["abc", "ガン", "ÉLAN", "élan"] { #expect(cleanser.result(word) == "Élan") }
  }

  @Test("without choices every value is refused")
  func none() { #expect(Cleanser(type: .choice).result("a") == .issue(.badChoice)) }
}
