import Pipeline
import Table
import Testing

@Suite("Answers in a draft")
struct DraftAnswerTests {
  private static let unknown =
    "in doubt: an answer by its header? then a bool, with its words as true_words and false_words"
  private static let refusal =
    "in doubt: is a yes here a no? then turn its words round with true_words and false_words"

  @Test(
    "words of an answer that nobody knows are a doubt, few or many",
    arguments: [
      ("メルマガ配信", ["配信する", "配信しない"]), ("メルマガ許可", ["OK", "NG"]), ("DM希望", ["◎", "不要", ""]),
      ("個人情報の取扱いへの同意", ["✓", ""]), ("Email Opt In", ["subscribed", "never"]),
    ])
  func unknown(_ header: String, _ words: [String]) throws {
    for count in [words.count, 60] {
      let draft = try Self.draft(header, Drafting.cycle(words, count))
      #expect(draft.definition.columns[1].type == .text)
      #expect(draft.yaml.contains("type: text}  # \(Self.unknown)"))
    }
  }

  @Test("a yes that may be a no is a doubt", arguments: ["配信停止", "メール不要フラグ", "mail_opt_out"])
  func refusal(_ header: String) throws {
    let draft = try Self.draft(header, Drafting.cycle(["1", "0"]))
    #expect(draft.definition.columns[1].type == .bool)
    #expect(draft.yaml.contains("type: bool}  # \(Self.refusal)"))
  }

  @Test(
    "what is read, or is no answer, is none",
    arguments: [
      ("メルマガ配信", ["希望する", "希望しない"], FieldType.bool), ("配信日時", ["2026/11/21 10:00"], .timestamp),
      ("支払方法", ["現金", "カード"], .text), ("ご希望の内容", (0..<40).map { "要望その\($0)" }, .text),
    ])
  func known(_ header: String, _ words: [String], _ type: FieldType) throws {
    let draft = try Self.draft(header, Drafting.cycle(words))
    #expect(draft.definition.columns[1].type == type)
    #expect(!draft.yaml.contains("in doubt: an answer"))
    #expect(!draft.yaml.contains(Self.refusal))
  }

  private static func draft(_ header: String, _ values: [String]) throws -> Drafting {
    let rows = values.enumerated().map { "R\($0.offset),\($0.element)\n" }
    return try Drafting("ID,\(header)\n" + rows.joined())
  }
}
