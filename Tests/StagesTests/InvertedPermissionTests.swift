import Pipeline
import Store
import TestSupport
import Testing

@testable import Stages

/// A permission under a header such as 配信停止: whoever says yes there is sent nothing.
@Suite("Permissions whose header says no")
struct InvertedPermissionTests {
  /// Everything that may stand in such a column of somebody who opted out.
  private static let optedOut = [
    "1", "true", "TRUE", "t", "yes", "y", "on", "○", "〇", "◯", "はい", "有", "あり", "済", "拒否", "不可",
    "希望する", "希望しない", "許可", "可", "同意", "未同意", "受け取る", "受け取らない", "停止", "?", "",
  ]
  private static let others = ["0", "false", "no", "いいえ", "×", "なし"]

  private func shop(_ column: String) throws -> Shop {
    let shop = try Shop()
    for name in ["people-1.csv", "people-2.csv", "people-10.csv"] { try shop.exports.remove(name) }
    let answers = Self.optedOut + Self.others
    let people = answers.enumerated().map { index, answer in
      "P\(index),山田,p\(index)@example.jp,\(answer),東京都,,2026-01-01 10:00,2026-01-01 10:00\n"
    }
    try shop.exports.write(
      "people.csv", "会員ID,名前,メール,配信停止,都道府県,住所,登録日時,更新日時\n" + people.joined())
    let orders = answers.indices.map { "O\($0),P\($0),p\($0)@example.jp,no,2026-11-20 10:00,100\n" }
    try shop.exports.write("orders.csv", "order,person,mail,ok,at,amount\n" + orders.joined())
    try shop.edit("sources/people.yml", "header: 許可, type: bool", "header: 配信停止, type: \(column)")
    return shop
  }

  @Test(
    "who follows the help of the warning sends to nobody who opted out, whatever words were given",
    arguments: ["bool", "bool, true_words: [\"0\"], false_words: [\"1\"]"])
  func followed(_ column: String) throws {
    let warned = try shop(column)
    let plan = try Plan(checking: .load(folder: warned.pipeline.path))
    let help = try #require(
      plan.warnings.compactMap(\.help).first { $0.contains("'email_ok'") })
    let words = try #require(help.firstMatch(of: /^add (\w+: \w+) to column 'email_ok'/)).1

    let shop = try shop("\(column), \(words)")
    let followed = try Plan(checking: .load(folder: shop.pipeline.path))
    #expect(!followed.warnings.contains { $0.message.contains("permission") })
    let store = try TemporaryFolder()
    let reports = try shop.run(store)
    let path = store.path + "/2026-11-21/derive.sqlite"
    let permissions = try StageFile.read(path, table: "orders").cells("email_permission")
    #expect(permissions.filter { $0 == "1" }.count == Self.others.count)
    #expect(permissions.suffix(Self.others.count).allSatisfy { $0 == "1" })
    #expect(
      reports.last?.counts.first { $0.name == "sends" }?.value == Self.others.count)
  }
}
