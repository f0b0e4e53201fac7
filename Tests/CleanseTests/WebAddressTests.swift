import Table
import TestSupport
import Testing

@testable import Cleanse

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

  @Test(
    "a link that stays as it is at a glance does so by the rules",
    arguments: 1...4 as ClosedRange<UInt64>)
  func plain(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let starts = [
      "https://", "https://", "https://", "http://", "Https://", "https:/", "https://a@", "",
    ]
    let parts = [
      "www.example.co.jp", "a.jp", "A.jp", "b@", "B", "/", "?", "#", "[", "@", "Z", "z", "{", " ",
      "\u{7F}",
      "\t", "é", "/mypage/?cid=b8a5c91239a00114", "x=Y", String(repeating: "a", count: 61),
    ]
    var plain = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...4, using: &random)
      let link = random.pick(starts) + (0..<count).map { _ in random.pick(parts) }.joined()
      let isPlain = Array(link.utf8).withUnsafeBufferPointer { raw in
        let out = ByteBuffer()
        guard WebAddress.isPlain(raw) else { return false }
        guard case .text(let text) = WebAddress.read(raw, into: out) else {
          Issue.record("seed \(seed): \(link)")
          return true
        }
        #expect(Bytes.equal(text, raw), "seed \(seed): \(link)")
        return true
      }
      plain += isPlain ? 1 : 0
    }
    #expect(plain > 1000, "seed \(seed)")
    let known = Array("https://www.example.co.jp/products/T03?X=Y".utf8)
    #expect(known.withUnsafeBufferPointer { WebAddress.isPlain($0) })
  }
}
