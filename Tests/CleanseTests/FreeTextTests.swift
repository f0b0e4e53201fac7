import Cleanse
import Table
import Testing

@Suite("text")
struct FreeTextTests {
  private let cleanser = Cleanser(type: .text)

  @Test(
    "keeps what was written, line by line",
    arguments: [
      Case("plain", "法人契約について", "法人契約について"),
      Case("ends trimmed", " \t\u{3000}自動車保険\u{3000} ", "自動車保険"),
      Case("an ideographic space inside", "横浜市\u{3000}西区", "横浜市 西区"),
      Case("runs of spaces inside stay", "a  \u{3000}b", "a   b"),
      Case("a tab inside stays", "町田店\tx", "町田店\tx"),
      Case("CRLF", "法人契約\r\nについて", "法人契約\nについて"),
      Case("a lone CR", "a\rb", "a\nb"),
      Case("every line's ends", "a \n\u{3000}b\t\n c", "a\nb\nc"),
      Case("empty lines stay", "\na\n\nb\n", "\na\n\nb\n"),
      Case("halfwidth katakana", "ｶﾞﾝ保険", "ガン保険"),
      Case("combining marks", "か\u{3099}", "が"),
      Case("a mark does not join across lines", "カ\nﾞ", "カ\n゛"),
      Case("fullwidth ASCII stays", "Ａ１～", "Ａ１～"),
      Case("signs stay", "①№㈱Ⅲ", "①№㈱Ⅲ"),
      Case("invisible signs stay", "\u{FEFF}a\u{200B}", "\u{FEFF}a\u{200B}"),
      Case("a no-break space stays", "\u{A0}a\u{A0}", "\u{A0}a\u{A0}"),
      Case("null words are text", "NULL", "NULL"),
      Case("a dash is text", "-", "-"),
      Case("blank", " \u{3000}\t", .null),
      Case("only line breaks", "\r\n \n", .null),
      Case("empty", "", .null),
    ])
  func keeps(_ example: Case) { check(example, with: cleanser) }
}
