import Cleanse
import Table
import Testing

@Suite("person")
struct PersonTests {
  @Test(
    "reads a name",
    arguments: [
      Case("様", "山田　様", "山田"),
      Case("様 without a space", "山田様", "山田"),
      Case("さん", "山田さん", "山田"),
      Case("殿 after a space", "山田 殿", "山田"),
      Case("氏 after a wide space", "山田　氏", "山田"),
      Case("鵜殿 is a name", "鵜殿", "鵜殿"),
      Case("尊氏 is a name", "尊氏", "尊氏"),
      Case("two honorifics", "山田 殿 様", "山田"),
      Case("an honorific alone is a name", "様", "様"),
      Case("two honorifics alone leave one", "さん様", "さん"),
      Case("an honorific in the middle", "様山田", "様山田"),
      Case("spaces between kanji", "山 田　太 郎", "山田太郎"),
      Case("々 counts as kanji", "佐々 木", "佐々木"),
      Case("compatibility kanji count", "神 崎", "神崎"),
      Case("a variation selector belongs to its kanji", "葛\u{E0100} 城", "葛\u{E0100}城"),
      Case("a space beside kana stays", "山田 たろう", "山田 たろう"),
      Case("a space beside Latin stays", "John  Smith", "John Smith"),
      Case("a sign keeps the space", "商店　🍣氏", "商店 🍣氏"),
      Case("kanji as the bearer writes it", "髙﨑 邉", "髙﨑邉"),
      Case("null words are names", "なし", "なし"),
      Case("folded all the same", "ｎｕｌｌ", "null"),
      Case("blank", "　", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .person)) }

  @Test(
    "gives names that are compared as one the same key",
    arguments: [
      Case("old kanji", "髙橋 邊 様", "高橋辺"),
      Case("every pair", "髙﨑邉邊齋齊澤濱濵國廣眞應學會壽", "高崎辺辺斎斉沢浜浜国広真応学会寿"),
      Case("variation selectors", "葛\u{E0100}城\u{FE00}", "葛城"),
      Case("an old kanji with a selector", "邉\u{E0101}", "辺"),
      Case("斎 and 斉 stay two", "斎斉", "斎斉"),
      Case("plain", "山田", "山田"),
      Case("blanks that a selector kept apart", "田 \u{FE00} a", "田 a"),
      Case("nothing but a selector", "\u{FE0F}", .null),
    ])
  func key(_ example: Case) { check(example, with: Cleanser(type: .personKey)) }
}
