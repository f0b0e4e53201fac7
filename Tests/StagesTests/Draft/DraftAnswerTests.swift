import Pipeline
import Table
import Testing

@Suite("Answers in a draft")
struct DraftAnswerTests {
  private static let unknown =
    "in doubt: an answer by its header? then a bool, with its words as true_words and false_words"
  private static let refusal =
    "in doubt: is a yes here a no? it is read so, a yes as false; else write inverted: false"
  private static let unknownRefusal =
    "in doubt: a no by its header? then a bool, inverted: true, and words that refuse as false_words"

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

  @Test(
    "a yes that may be a no is a doubt, and read as one under a name that says so",
    arguments: [
      ("配信停止", ["1", "0"], "not_column_2"), ("メール不要フラグ", ["1", "0"], "not_column_2"),
      ("mail_opt_out", ["1", "0"], "not_mail_opt_out"),
      ("HasOptedOutOfEmail", ["true", "false"], "not_has_opted_out_of_email"),
      ("Do Not Email", ["Yes", "No"], "not_do_not_email"), ("メルマガ不要", ["1", ""], "not_column_2"),
      ("配信NG", ["○", "", "×"], "not_column_2"), ("配信停止区分", ["0", "1"], "not_column_2"),
    ])
  func refusal(_ header: String, _ words: [String], _ name: String) throws {
    let draft = try Self.draft(header, Drafting.cycle(words))
    let column = draft.definition.columns[1]
    #expect(column.type == .bool && column.isInverted)
    #expect(column.name == name)
    #expect(draft.yaml.contains("type: bool, inverted: true}  # \(Self.refusal)"))
  }

  @Test(
    "words that are an answer under such a header, or that nobody knows, are left to people",
    arguments: [("配信拒否", ["拒否", "許可"]), ("配信停止", ["停止", "配信中"]), ("配信しない", ["可", "1", "0"])])
  func unknownRefusals(_ header: String, _ words: [String]) throws {
    let draft = try Self.draft(header, Drafting.cycle(words))
    #expect(draft.definition.columns[1].type == .text)
    #expect(draft.yaml.contains("type: text}  # \(Self.unknownRefusal)"))
  }

  @Test(
    "a header that says no and what else the column is, is that",
    arguments: [
      ("停止日時", ["2026/11/21 10:00"], FieldType.timestamp), ("拒否回数", ["0", "1"], .int),
      ("退会理由", ["不満", "転居"], .text), ("停止コード", ["1", "0"], .id),
      ("Bounced Email", ["a@example.jp", "b@example.jp"], .email),
    ])
  func notAnswers(_ header: String, _ words: [String], _ type: FieldType) throws {
    let draft = try Self.draft(header, Drafting.cycle(words))
    #expect(draft.definition.columns[1].type == type)
    #expect(!draft.yaml.contains("inverted"))
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
