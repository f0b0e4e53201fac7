import Cleanse
import Table
import Testing

@Suite("company_key")
struct CompanyKeyTests {
  @Test(
    "gives spellings of one name the same key",
    arguments: [
      Case("a mark in front", "㈱ 日本システム", "日本システム"),
      Case("the form behind", "日本システム株式会社", "日本システム"),
      Case("halfwidth kana", "株式会社日本ｼｽﾃﾑ", "日本システム"),
      Case("old kanji", "髙﨑濵學會", "高崎浜学会"),
      Case("a form in old kanji", "有限會社緑", "緑"),
      Case("small ke and ka", "霞ヶ関ヵ", "霞ケ関カ"),
      Case("spaces and signs", "A・B. C, D' E& F-", "abcdef"),
      Case("lower case", "ＡＢＣ Élan", "abcélan"),
      Case("lower case with marks above and below", "CÔNG TY ẤN ĐỘ", "côngtyấnđộ"),
      Case("lower case of other lengths", "İȺẞ", "i\u{307}ⱥß"),
      Case("lower case beyond the first plane", "ＡꙀ\u{10400}", "aꙁ\u{10428}"),
      Case("Inc.", "ABC Inc.", "abc"), Case("Corp.", "ABC CORP.", "abc"),
      Case("LLC", "ABC LLC", "abc"),
      Case("K.K.", "㏍緑", "緑"), Case("Co., Ltd.", "緑 Co., Ltd.", "緑"),
      Case("Co.,Ltd.", "ABC Co.,Ltd.", "abc"), Case("CO. LTD.", "ABC CO. LTD.", "abc"),
      Case("a form in front of a word", "Inc.abc", "abc"),
      Case("no form inside a word", "abcInc.", "abcinc"),
      Case("no form at the start of a word", "LLCX", "llcx"),
      Case("Latin beside kanji", "緑LLC支店", "緑支店"),
      Case("the longest form", "一般社団法人緑", "緑"),
      Case("two forms", "医療法人社団緑 (株)", "緑"),
      Case("(合) is no form", "(合)緑", "(合)緑"),
      Case("nothing but a form", "㈱", .null),
      Case("blank", " ", .null),
    ])
  func key(_ example: Case) {
    #expect(Cleanser(type: .companyKey).result(example.input) == example.expected)
  }
}
