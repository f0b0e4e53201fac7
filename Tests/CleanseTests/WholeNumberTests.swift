import Cleanse
import Table
import Testing

@Suite("int and money")
struct WholeNumberTests {
  @Test(
    "reads an amount",
    arguments: [
      Case("plain", "1234", 1234), Case("wide yen", "￥１，２３４円", 1234),
      Case("a backslash is a yen sign", "\\1,234", 1234), Case("U+00A5", "¥1,234", 1234),
      Case("a yen sign behind", "1234￥", 1234), Case("spaces inside", "1 234", 1234),
      Case("commas anywhere", "12,34", 1234), Case("leading zeros", "0012", 12),
      Case("man", "3.5万円", 35000), Case("oku", "2億", 200_000_000),
      Case("oku and man", "1億2,000万円", 120_000_000), Case("man and yen", "2万5000円", 25000),
      Case("a fraction of a man", "0.00005万", 0), Case("rounded after multiplying", "0.00015万", 2),
      Case("minus", "-5", -5), Case("a wide minus", "－５", -5), Case("U+2212", "−5", -5),
      Case("a white triangle", "△1,234", -1234), Case("a black triangle", "▲1,234", -1234),
      Case("brackets", "(1,234)", -1234), Case("wide brackets with yen", "（￥1,234円）", -1234),
      Case("a minus behind the yen sign", "￥-1", -1), Case("minus zero", "-0", 0),
      Case("a closing dash after yen", "￥1,234-", 1234),
      Case("a closing dash after 円", "▲1,234円-", -1234),
      Case("half to even, down", "2.5", 2), Case("half to even, up", "3.5", 4),
      Case("just above half", "2.50000000000000000000001", 3),
      Case("below half", "2.49", 2), Case("minus half", "-0.5", 0),
      Case("minus one and a half", "-1.5", -2),
      Case("2^53", "9007199254740992", 9_007_199_254_740_992),
      Case("-2^53", "-9,007,199,254,740,992", -9_007_199_254_740_992),
      Case("rounded down to 2^53", "9007199254740992.5", 9_007_199_254_740_992),
    ])
  func reads(_ example: Case) {
    check(example, with: Cleanser(type: .money))
    check(example, with: Cleanser(type: .int))
  }

  @Test(
    "refuses what is none",
    arguments: [
      "1,234-", "5千", "千円", "円", "￥", "万", "万5", "1万2億", "1万2万", "1.", ".5", "1.2.3", "1-2", "--5",
      "△-5", "(5", "5)", "((5))", "()", "(-5)", "-(5)", "5△", "￥5−", "+5", "1e3", "0x1F", "5人",
      "ー5", "約5",
      "9007199254740993", "9007199254740992.6", "-9007199254740993", "90071992547410億",
      "99999999999999999999999999999999999999999",
    ])
  func refuses(_ text: String) {
    #expect(Cleanser(type: .int).result(text) == .issue(.badNumber))
    #expect(Cleanser(type: .money).result(text) == .issue(.badNumber))
  }

  @Test("a dash alone is nothing", arguments: ["-", "－", "ー"])
  func nothing(_ text: String) { #expect(Cleanser(type: .int).result(text) == .null) }
}
