import Foundation
import Pipeline
import Stages
import Table
import Testing

@Suite("Types of a draft")
struct DraftTypeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let header: String
    let values: [String]
    let type: FieldType
    let name: String

    init(_ header: String, _ values: [String], _ type: FieldType, _ name: String) {
      (self.header, self.values, self.type, self.name) = (header, values, type, name)
    }

    var testDescription: String { "\(header): \(type.rawValue)" }
  }

  private static let mails = (0..<9).map { "person\($0)@example.jp" }
  private static let phones = (0..<9).map { "090-1234-567\($0)" }
  private static let days = (1...9).map { "2026/11/\($0)" }
  private static let times = (1...9).map { "2026-11-0\($0) 10:0\($0)" }
  private static let names = ["山田", "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "中村", "小林"]

  @Test(
    "a header names the type if the values bear it out",
    arguments: [
      Case("メールアドレス", mails, .email, "email"),
      Case("　メール アドレス ", mails, .email, "column_2"),
      Case("携帯電話番号", phones, .phone, "phone"),
      Case("携帯電話番号", (0..<9).map { "901234567\($0)" }, .phone, "phone"),
      Case("顧客ID", (1...9).map { "\($0)" }, .id, "customer_id"),
      Case("商品コード", (1...9).map { "00\($0)" }, .id, "product_code"),
      Case("会員番号", (1...9).map { "\($0)000" }, .id, "member_id"),
      Case("姓", names, .person, "family_name"),
      Case("契約者名", names, .person, "column_2"),
      Case("セイ", Drafting.cycle(["ヤマダ", "ｻﾄｳ"]), .kana, "family_kana"),
      Case("会社名", names, .company, "company_name"),
      Case("生年月日", days, .date, "birth_date"),
      Case("更新日時", days, .timestamp, "updated_at"),
      Case("失効日", times, .timestamp, "column_2"),
      Case("郵便番号", (0..<9).map { "100000\($0)" }, .postal, "postal_code"),
      Case("都道府県", Drafting.cycle(["東京", "大阪府"]), .prefecture, "prefecture"),
      Case("金額", (1...9).map { "\($0)000" }, .money, "amount"),
      Case("従業員数", (1...9).map { "\($0)名".replacing("名", with: "") }, .int, "employees"),
      Case("SMS配信許可", Drafting.cycle(["可", "不可", ""]), .bool, "sms_permission"),
      Case("オプション有無", Drafting.cycle(["有", "無"]), .bool, "column_2"),
      Case(
        "同意欄", Drafting.cycle(["○", "1", "はい", "同意", "可", "×", "0", "いいえ", "未同意", "不可"]), .bool,
        "column_2"),
      Case("メルマガ", Drafting.cycle(["希望する", "はい", "1", "○", "ON"]), .bool, "column_2"),
      Case(
        "ページURL", Drafting.cycle(["https://a.example/b", "HTTP://c.example"]), .url, "page_url"),
      Case("FCMトークン", (0..<9).map { "token-\($0)" }, .token, "fcm_token"),
      Case("Customer Email", mails, .email, "customer_email"),
      Case("is", names, .text, "is_"),
    ])
  func named(_ example: Case) throws {
    let column = try Drafting.column(example.header, example.values)
    #expect(column.type == example.type)
    #expect(column.name == example.name)
  }

  @Test(
    "values tell the type where the header does not",
    arguments: [
      Case("連絡", mails, .email, "column_2"), Case("連絡", phones, .phone, "column_2"),
      Case("いつ", days, .date, "column_2"), Case("いつ", times, .timestamp, "column_2"),
      Case("いつ", ["20261121", "20261122", "20261123"], .date, "column_2"),
      Case("値", (1...9).map { "\($0 * 5000)" }, .int, "column_2"),
      Case("値", (1...9).map { "￥\($0),000" }, .money, "column_2"),
      Case("値", (1...9).map { "00\($0)" }, .text, "column_2"),
      Case("所在", Drafting.cycle(["東京都", "京都府"]), .prefecture, "column_2"),
      Case("所在", (0..<9).map { "〒100-000\($0)" }, .postal, "column_2"),
      Case("設定", Drafting.cycle(["0", "1"]), .bool, "column_2"),
      Case("設定", Drafting.cycle(["あり", "なし"]), .bool, "column_2"),
      Case("設定", Drafting.cycle(["あり", "なし", "他"]), .text, "column_2"),
      Case("設定", Drafting.cycle(["1"]), .int, "column_2"),
      Case("設定", Drafting.cycle(["false"]), .bool, "column_2"),
      Case("設定", Drafting.cycle(["○", ""]), .bool, "column_2"),
      Case("Total Spent", (1...9).map { "\($0)234.00" }, .int, "total_spent"),
      Case("所在", (1...9).map { "\($0)23.4567" }, .int, "column_2"),
      Case("取引先", names.map { "株式会社" + $0 }, .company, "column_2"),
      Case("参照", (0..<9).map { "https://a.example/\($0)" }, .url, "column_2"),
      Case("顔", (0..<9).map { "U" + String(repeating: "\($0)", count: 32) }, .lineID, "column_2"),
      Case("自由", names, .text, "column_2"), Case("自由", ["1", "2"], .text, "column_2"),
      Case("会員ID", mails, .email, "member_id"),
    ])
  func unnamed(_ example: Case) throws {
    let column = try Drafting.column(example.header, example.values)
    #expect(column.type == example.type)
    #expect(column.name == example.name)
  }

  @Test("a header whose type reads less than half of the values makes a text, and says so")
  func contradiction() throws {
    let draft = try Drafting("ID,登録日\n1,未定\n2,未定\n3,2026-11-21\n")
    #expect(draft.definition.columns[1].type == .text)
    #expect(
      draft.yaml.contains("type: text}  # in doubt: date by the header, but it reads 33.3 % of 3"))
  }

  @Test("one word alone, and decimals, are said to be so")
  func doubts() throws {
    let draft = try Drafting("ID,設定,合計\n1,false,1234.50\n2,false,2234.00\n3,false,12.25\n")
    #expect(draft.yaml.contains("type: bool}  # in doubt: all of 3 values are one word"))
    #expect(
      draft.yaml.contains("type: int}  # by the values: all of 3 look so; decimals are rounded"))
  }

  @Test("a column without values has the type of its header")
  func noValues() throws {
    let draft = try Drafting("ID,登録日,種別,謎\n1,,,\n2,なし,,\n")
    #expect(draft.definition.columns.map(\.type) == [.id, .date, .text, .text])
    #expect(draft.yaml.contains("by the header alone: no value in the sample"))
  }

  @Test("shares are rounded down, so that nearly all is not all")
  func shares() throws {
    let values = (0..<2000).map { $0 == 7 ? "?" : "2026-11-21" }
    let text = values.enumerated().reduce(into: "ID,登録日\n") { $0 += "\($1.offset),\($1.element)\n" }
    #expect(try Drafting(text).yaml.contains("# by the header; 99.9 % of 2000 values read so"))
  }

  @Test("a header row alone makes all columns text")
  func headerOnly() throws {
    for text in ["顧客ID,登録日,メールアドレス", "顧客ID,登録日,メールアドレス\r\n\r\n"] {
      let draft = try Drafting(text)
      #expect(draft.definition.columns.map(\.type) == [.text, .text, .text])
      #expect(draft.definition.key == ["customer_id"])
    }
  }

  @Test("no more than the first 5,000 records count")
  func sample() throws {
    let text = (0..<5100).reduce(into: "ID,値\n") { $0 += "\($1),\($1 < 5000 ? "7" : "seven")\n" }
    let draft = try Drafting(text)
    #expect(draft.definition.columns[1].type == .int)
    #expect(draft.yaml.contains("# 5000 records looked at; 0 in the whole file cannot be read."))
  }
}
