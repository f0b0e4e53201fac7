import Pipeline
import Stages
import Table
import Testing

@Suite("Key, mode and times of a draft")
struct DraftKeyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let key: [String]
    let comment: String

    init(_ name: String, _ text: String, _ key: [String], _ comment: String) {
      (testDescription, self.text, self.key, self.comment) = (name, text, key, comment)
    }
  }

  private static func rows(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
    (0..<count).reduce(into: header + "\n") { $0 += row($1) + "\n" }
  }

  @Test(
    "the key is what names a record",
    arguments: [
      Case(
        "an ID before anything else", rows("氏名,メールアドレス,ID", 9) { "山田\($0),a\($0)@b.example,\($0)" },
        ["id"], "never empty and never twice in 9 records"),
      Case(
        "of two IDs that of the source", rows("顧客ID,注文ID", 9) { "C\($0),O\($0)" },
        ["order_id"], "never empty and never twice"),
      Case(
        "another's ID in doubt", rows("顧客ID,金額", 9) { "C\($0),\($0)" },
        ["customer_id"], "in doubt: never empty and never twice, but"),
      Case(
        "an ID that is the same in another width",
        rows("注文ID,顧客ID", 20) { $0 == 0 ? "Ｏ１,C" : "O\($0),C" },
        ["order_id"], "in doubt: 19 different in 20 records"),
      Case(
        "two IDs together", rows("顧客ID,キャンペーンID", 24) { "C\($0 / 4),P\($0 % 4)" },
        ["customer_id", "campaign_id"], "together never empty and never twice in 24 records"),
      Case(
        "an address if there is no ID", rows("氏名,メールアドレス", 9) { "山田\($0),a\($0)@b.example" },
        ["email"], "in doubt: never empty and never twice, but not called an ID"),
      Case(
        "no name of a person, no time, no number",
        rows("氏名,登録日時,金額,備考", 9) {
          "山田\($0),2026-11-0\($0 + 1) 10:00,\($0),同じ"
        }, ["note"], "in doubt: no column is without empty or repeated values"),
      Case(
        "a number if there is nothing else", rows("金額", 9) { "\($0)" },
        ["amount"], "in doubt"),
      Case(
        "an ID that is sometimes empty, in doubt",
        rows("注文ID,値", 20) { "\($0 == 3 ? "" : "O\($0)"),1" },
        ["order_id"], "in doubt: 19 different in 20 records"),
    ])
  func key(_ example: Case) throws {
    let draft = try Drafting(example.text, file: "orders.csv", id: nil)
    #expect(draft.definition.key == example.key)
    #expect(draft.comment("key: ").hasPrefix(example.comment))
  }

  @Test("an update makes a snapshot whose newest record counts")
  func snapshot() throws {
    let draft = try Drafting("顧客ID,登録日時,更新日時\n1,2026-11-01 10:00,2026-11-02 11:00\n")
    #expect(draft.definition.mode == .snapshot)
    #expect(draft.definition.newestBy == "updated_at")
    #expect(draft.yaml.contains("# event_time: registered_at"))
    #expect(draft.definition.eventTime == nil)
  }

  @Test("times without an update make an appended source, in doubt")
  func append() throws {
    let draft = try Drafting("ID,発生日時\n1,2026-11-01 10:00\n")
    #expect(draft.definition.mode == .append)
    #expect(draft.definition.newestBy == nil)
    #expect(draft.comment("mode: ").hasPrefix("in doubt"))
  }
}
