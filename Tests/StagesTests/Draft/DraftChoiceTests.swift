import Pipeline
import Stages
import Table
import Testing

@Suite("Values in a draft")
struct DraftChoiceTests {
  @Test("kinds that come again and again are choices, each once in its usual spelling")
  func choices() throws {
    let words = ["進行中", "受注", "失注", "受注", "Won", "WON", "Won", "ｗｏｎ", "受注"]
    let column = try Drafting.column("フェーズ", Drafting.cycle(words, 90) + ["一度きり"])
    #expect(column.type == .choice)
    #expect(Set(column.choices.map(\.code)) == ["Won", "失注", "進行中", "受注"])
  }

  @Test("words that are syntax elsewhere are quoted")
  func quoting() throws {
    let words = ["0", "null]", "yes", "a: b", "#", "\u{27}"]
    let column = try Drafting.column("区分", Drafting.cycle(words))
    #expect(Set(column.choices.map(\.code)) == Set(words))
  }

  /// Headers with values that a draft must not show, however often they come.
  static let hidden: [(header: String, values: [String])] = [
    ("姓", ["山田", "佐藤"]), ("担当", ["山田", "佐藤"]), ("住所", ["港区一丁目", "港区二丁目"]),
    ("備考", ["苦情あり", "苦情なし"]), ("理由", ["本人死亡", "本人転居"]), ("対象", ["山田", "佐藤"]),
    ("会社名", ["山田商店", "佐藤商店"]), ("市区町村", ["港区", "北区"]), ("商品名", ["甲", "乙乙"]),
    ("メールアドレス", ["a@example.jp", "b@example.jp"]), ("謎", ["山田", "佐藤"]),
    ("区分", ["a@example.jp", "b@example.jp"]), ("区分", ["09012345678", "08012345678"]),
    ("区分", ["2026-11-20", "2026-11-21"]), ("種別", ["顧客C0000001", "顧客C0000002"]),
    ("種別", ["二十字を超えるほどの長い文章はもはや種別とは言えません", "短い"]),
    ("ステータス", (0..<13).map { "状況\($0)" }),
  ]

  @Test("nothing else of an export is shown", arguments: hidden.indices)
  func hides(_ index: Int) throws {
    let (header, values) = Self.hidden[index]
    var text = "ID,\(header)\n"
    for (number, value) in Drafting.cycle(values).enumerated() { text += "R-\(number),\(value)\n" }
    let draft = try Drafting(text)
    #expect(draft.definition.columns[1].choices.isEmpty)
    #expect(!draft.yaml.contains("R-"))
    for value in values { #expect(!draft.yaml.contains(value)) }
  }

  @Test("a word that hardly ever comes is not listed, and too many of them make a text")
  func rareWords() throws {
    let few = try Drafting.column("種別", Drafting.cycle(["甲", "乙"]) + ["山田太郎", "山田太郎"])
    #expect(Set(few.choices.map(\.code)) == ["甲", "乙"])
    let many = try Drafting.column("種別", Drafting.cycle(["甲", "乙"]) + (0..<9).map { "人\($0)" })
    #expect(many.type == .text)
  }

  @Test("lines before the header row are not shown")
  func preamble() throws {
    let draft = try Drafting("出力者：山田太郎\n\nID,値,備考\n1,2,3\n2,3,4\n")
    #expect(draft.definition.skipLines == 2)
    #expect(!draft.yaml.contains("山田"))
  }
}
