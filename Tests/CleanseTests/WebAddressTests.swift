import Cleanse
import Table
import Testing

@Suite("url")
struct WebAddressTests {
  @Test(
    "reads a link",
    arguments: [
      Case("scheme and host", "HTTPS://WWW.Example.CO.JP/A?B=C", "https://www.example.co.jp/A?B=C"),
      Case("a query right after the host", "HTTP://A.jp?X=Y", "http://a.jp?X=Y"),
      Case("the fragment", "https://a.jp/b#c#d", "https://a.jp/b"),
      Case("blanks", "\u{A0}　https://a.jp/ \t", "https://a.jp/"),
      Case("blanks before the fragment", "https://a.jp/ #x", "https://a.jp/"),
      Case("user and port", "https://User:Pass@A.jp:8080/", "https://User:Pass@a.jp:8080/"),
      Case("no scheme", "WWW.Example.jp/A#b", "WWW.Example.jp/A"),
      Case("no scheme before ://", "-HTTP://A.jp", "-HTTP://A.jp"),
      Case("an app's scheme", "MyApp+1.0://Open/Page", "myapp+1.0://open/Page"),
      Case("not folded", "https://例え.jp/Ａ？ｘ", "https://例え.jp/Ａ？ｘ"),
      Case("only ASCII letters are lowered", "http://Ｅ.JP", "http://Ｅ.jp"),
      Case("only a fragment", "#top", .null),
      Case("a null word", "ｎｕｌｌ", .null),
      Case("a null word before a fragment", "なし#x", .null),
      Case("blank", " 　", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .url)) }

  @Test(
    "a null word is one as written and as read",
    arguments: [
      Case("as written", "HTTP://None.jp/#x", .null),
      Case("without the fragment", "HTTP://None.jp/#y", .null),
      Case("in other case", "http://NONE.JP/", .null),
      Case("another", "http://none.jp/a", "http://none.jp/a"),
    ])
  func nullWords(_ example: Case) {
    check(example, with: Cleanser(type: .url, nullWords: ["http://none.jp/", "http://none.jp/#x"]))
  }
}
