import Cleanse
import Table
import TestSupport
import Testing

@Suite("fold")
struct FoldTests {
  private func fold(_ text: String) -> Expected {
    .text(String(decoding: folded(Array(text.utf8)), as: UTF8.self))
  }

  @Test(
    "folds what the rules name",
    arguments: [
      Case("fullwidth ASCII", "ＡＺａｚ０９！｝", "AZaz09!}"),
      Case("the range mark stays", "１～２", "1～2"),
      Case("the yen sign stays", "￥", "￥"),
      Case("spaces of all widths", "a\u{3000}b\u{A0}c\u{2003}d", "a b c d"),
      Case("runs of spaces", "a  \u{3000} b", "a b"),
      Case("ends", " \t\u{3000}a\n ", "a"),
      Case("a tab inside stays", "a\tb", "a\tb"),
      Case("invisible signs", "\u{FEFF}a\u{200B}b\u{2060}c\u{AD}d\u{200F}", "abcd"),
      Case("nothing but invisible signs", "\u{FEFF}\u{3000}", ""),
      Case("halfwidth katakana", "ｱｲｳﾜﾝｦｯｬｰ｡｢｣､･", "アイウワンヲッャー。「」、・"),
      Case("voiced", "ｶﾞｻﾞﾀﾞﾁﾞﾂﾞﾊﾞｳﾞﾜﾞｦﾞ", "ガザダヂヅバヴヷヺ"),
      Case("p-forms", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", "パピプペポ"),
      Case("a halfwidth mark after a fullwidth letter", "カﾞハﾟ", "ガパ"),
      Case("combining marks", "か\u{3099}は\u{309A}う\u{3099}ゝ\u{3099}", "がぱゔゞ"),
      Case("marks that cannot compose", "ﾞアﾞマﾟ山\u{3099}", "゛ア゛マ゜山゛"),
      Case("a second mark", "カﾞﾞ", "ガ゛"),
      Case("っ and な take no mark", "っ\u{3099}な\u{3099}ッﾞナﾞ", "っ゛な゛ッ゛ナ゛"),
      Case("a mark joins across an invisible sign", "カ\u{200B}ﾞ", "ガ"),
      Case("company marks", "㈱㈲㈳㈶㈻㈼㈽㈾㈿㈴", "(株)(有)(社)(財)(学)(監)(企)(資)(協)(名)"),
      Case("circled and squared company marks", "㊑㊒㍿㏍", "(株)(有)株式会社K.K."),
      Case("Roman numerals", "ⅠⅢⅫⅳ", "IIIIXIIiv"),
      Case("circled numbers", "①⑳㊿⓪", "120500"),
      Case("unit squares", "㎡㎏㌔㍍㏄№℡", "m2kgキロメートルccNoTEL"),
      Case("eras, hours and days are dates and stay", "㋿㍻㍾㍘㏠", "㋿㍻㍾㍘㏠"),
      Case("other enclosed letters stay", "⑴㊤㈹❶Ⓐ", "⑴㊤㈹❶Ⓐ"),
      Case("compatibility ideographs stay", "神福﨑\u{2F800}", "神福﨑\u{2F800}"),
      Case("variation selectors stay", "葛\u{E0100}", "葛\u{E0100}"),
      Case("emoji stay", "🍣 ｱ", "🍣 ア"),
      Case("long ASCII", "abcdefgh ijklmnop  qrst", "abcdefgh ijklmnop qrst"),
    ])
  func folds(_ example: Case) {
    #expect(fold(example.input) == example.expected)
    guard case .text(let once) = example.expected else { return }
    #expect(fold(once) == example.expected, "folded twice")
  }

  @Test("blanks are found wherever they lie in a run of ASCII", arguments: 1..<40)
  func blanks(_ count: Int) {
    for start in 0..<count {
      for blanks in 1...3 {
        let before = String(repeating: "a", count: start)
        let after = String(repeating: "b", count: count - start)
        for kanji in ["", "山"] {
          let text = kanji + before + String(repeating: " ", count: blanks) + after
          let single = kanji + before + (kanji + before == "" ? "" : " ") + after
          #expect(fold(text) == .text(single))
          #expect(fold(text + "山") == .text(single + "山"))
        }
      }
    }
  }

  /// An invisible sign at the beginning has the text read a code point at a time.
  @Test("every code point folds the same wherever it stands", arguments: 0..<17)
  func places(_ plane: UInt32) {
    var generator = SeededGenerator(seed: UInt64(plane))
    var wrong: [String] = []
    for value in (plane << 16)...(plane << 16 | 0xFFFF) {
      guard let scalar = Unicode.Scalar(value), plane < 3 || value % 64 == 0 else { continue }
      let before = String(repeating: "a", count: Int.random(in: 0...18, using: &generator))
      let middle = Bool.random(using: &generator) ? "山" : ""
      let after = String(repeating: "か", count: Int.random(in: 0...7, using: &generator))
      let text = before + middle + String(scalar) + after
      if fold(text) != fold("\u{200B}" + text) { wrong.append("U+" + String(value, radix: 16)) }
    }
    #expect(wrong == [], "seed \(plane)")
  }

  @Test("gives plain text back without a copy", arguments: ["C0001", "山田 太郎", "a-b_c 12345678"])
  func givesPlainTextBack(_ text: String) {
    let buffer = ByteBuffer()
    Array(text.utf8).withUnsafeBufferPointer { raw in
      let folded = Fold.fold(raw, into: buffer)
      #expect(folded.baseAddress == raw.baseAddress)
      #expect(folded.count == raw.count)
    }
  }

  @Test("carries over bytes that are not UTF-8")
  func carriesOverBrokenBytes() {
    let result = folded([0x20, 0xE3, 0x81, 0x41, 0xFF, 0x80, 0xF0, 0x9F])
    #expect(result == [0xE3, 0x81, 0x41, 0xFF, 0x80, 0xF0, 0x9F])
  }
}
