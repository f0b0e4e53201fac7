import Cleanse
import Table
import Testing

@Suite("postal")
struct PostalCodeTests {
  @Test(
    "reads seven digits",
    arguments: [
      Case("with the mark", "〒1000001", "100-0001"),
      Case("with a hyphen", "100-0001", "100-0001"),
      Case("fullwidth", "〒１００－０００１", "100-0001"),
      Case("a lost zero", "600001", "060-0001"),
      Case("a lost zero with a hyphen", "60-0001", "060-0001"),
      Case("anything between", "1🍣0・0 0ー001", "100-0001"),
      Case("five digits", "10001", .issue(.badPostal)),
      Case("eight digits", "10000011", .issue(.badPostal)),
      Case("no digit", "〒", .issue(.badPostal)),
      Case("kanji digits", "一〇〇〇〇〇一", .issue(.badPostal)),
      Case("a null word", "なし", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .postal)) }
}
