import Foundation
import Pipeline
import Stages
import Store
import Table
import TestSupport
import Testing

/// docs/recipes.md holds the files of a small shop, which do what the page says.
@Suite("The page of recipes")
struct RecipesPageTests {
  /// The blocks of the page by the path in their first line.
  private static func files() throws -> [String: String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/recipes.md"), encoding: .utf8)
    var files: [String: String] = [:]
    for block in page.components(separatedBy: "```yaml\n# ").dropFirst() {
      let text = block.components(separatedBy: "\n```")[0]
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let path = String(lines[0])
      #expect(files[path] == nil, "\(path) stands twice")
      files[path] = String(lines[1]) + "\n"
    }
    return files
  }

  private static let exports = [
    "members.csv": """
    会員番号,氏名,メール,メルマガ希望,生年月日,入会日時,更新日時,配信頻度,取得経路
    M1,山田 太郎,m1@example.jp,希望する,2000-02-29,2026-11-20 13:00,2026-11-20 13:00,週1回,店頭
    M2,佐藤 花子,m2@example.jp,希望する,,2025-11-01 13:00,2025-11-01 13:00,毎日,サイト
    M3,髙橋 健,m3@example.jp,希望しない,1980-11-28,2025-11-01 13:00,2025-11-01 13:00,,店頭
    M4,鈴木 一,m4@example.jp,希望する,1999-11-20,2026-11-20 13:00,2026-11-20 13:00,,購入
    M5,田中 実,m5@example.jp,希望する,1990-11-28,2020-11-22 13:00,2020-11-22 13:00,,店頭
    """,
    "products.csv": "商品番号,商品名,分類,在庫\nP1,セーター,衣料,3\nP2,りんご,食品,0\n",
    "orders.csv": """
    注文番号,会員番号,注文日時,配達日,金額
    O1,M2,2026-11-20 10:00,2026-11-14,￥1000
    O2,M2,2026-01-01 10:00,2026-01-03,￥500
    O3,M3,2026-05-25 10:00,,￥70
    """,
    "order_lines.csv": """
    明細番号,会員番号,商品番号,数量
    L1,M2,P1,1
    L2,M2,P2,1
    L3,M3,P2,2
    """,
    "page_views.csv": """
    閲覧番号,会員番号,商品番号,閲覧日時
    V1,M2,P1,2026-11-10 10:00
    V2,M2,P1,2026-11-11 10:00
    V3,M2,P1,2026-11-12 10:00
    V4,M2,P2,2026-11-13 10:00
    V5,M2,P2,2026-11-14 10:00
    V6,M1,P2,2026-11-20 10:00
    V7,M1,P2,2026-11-20 11:00
    V8,M1,P2,2026-11-20 12:00
    V9,,P2,2026-11-20 12:00
    """,
    "carts.csv": """
    カート番号,会員番号,商品番号,更新日時
    C1,M1,P1,2026-11-20 09:00
    C2,M2,P1,2026-11-20 09:00
    C3,M1,P2,2026-11-20 09:00
    """,
  ]

  /// Days as numbers since 1970-01-01: 20777 is 2026-11-20.
  private static let expected: [String: [String: [String?]]] = [
    "members": [
      "member_id": ["M1", "M2", "M3", "M4", "M5"],
      "email_permission": ["1", "1", "0", "0", "1"], "never_ordered": ["1", "0", "0", "1", "1"],
      "orders_90d": ["0", "1", "0", "0", "0"], "amount_90d": ["0", "1000", "0", "0", "0"],
      "bought_wear": ["0", "1", "0", "0", "0"], "visits_30d": ["3", "5", "0", "0", "0"],
      "visits_7d": ["3", "0", "0", "0", "0"], "visits_stopped": ["0", "1", "0", "0", "0"],
      "score": ["12", "5", "0", "0", "0"],
      "last_contact_on": ["20777", "20777", "20598", nil, nil],
      "is_dormant": ["0", "0", "1", "0", "0"],
      "days_since_joined": ["1", "385", "385", "1", "2190"],
      "days_until_birthday": ["99", nil, "7", "364", "7"],
      "years_as_member": ["0", "1", "1", "0", "5"],
    ],
    "carts": [
      "cart_id": ["C1", "C2", "C3"], "in_stock": ["1", "1", "0"],
      "ordered_since": ["0", "1", "0"], "lines_of_member": ["0", "2", "0"],
      "lines_of_product": ["1", "1", "2"],
    ],
    "orders": ["order_id": ["O1", "O2", "O3"], "days_since_delivery": ["7", "322", nil]],
    "view_pairs": [
      "pair_id": ["M2/P1", "M2/P2", "M1/P2"], "views_14d": ["3", "2", "3"],
      "is_bought": ["1", "1", "0"],
    ],
  ]

  @Test("has no errors, no warnings, and says of each row what it says it says")
  func page() throws {
    let pipeline = try TemporaryFolder()
    let exports = try TemporaryFolder()
    let store = try TemporaryFolder()
    for (path, content) in try Self.files() { try pipeline.write(path, content) }
    for (name, content) in Self.exports { try exports.write(name, content) }
    func run(on date: Int64) throws -> StageRunner {
      let runner = try StageRunner(
        RunOptions(
          pipeline: pipeline.path, exports: exports.path, store: store.path, date: date,
          unsubscribeSecret: "a secret of the page"))
      try runner.runAll { _ in }
      return runner
    }
    #expect(try run(on: Shop.date).plan.warnings.map(\.rendered) == [])

    for (mart, columns) in Self.expected {
      let table = try StageFile.read(store.path + "/2026-11-21/derive.sqlite", table: mart)
      for (name, cells) in columns { #expect(table.cells(name) == cells, "\(mart).\(name)") }
    }
    // Saturday: nobody is written to of what they have looked at.
    let day = try #require(try Ledger(path: store.path + "/ledger.sqlite").day(Shop.date))
    let sends = Set(day.sends.map { "\($0.scenarioID) \($0.subjectKey)" })
    #expect(sends == ["welcome M1", "review_request O1", "birthday_coupon M5"])
    // Of two messages of a day the one of the scenario with the smaller number goes out.
    let reasons = day.exclusions.map(\.reason)
    #expect(reasons == ["frequency_cap"])

    // Two days later the second messages of M1 are due, who wants one mail a week.
    _ = try run(on: Shop.date + 2)
    let later = try #require(try Ledger(path: store.path + "/ledger.sqlite").day(Shop.date + 2))
    #expect(later.sends.isEmpty)
    #expect(
      later.exclusions.map { "\($0.reason) \($0.detail ?? "")" } == [
        "frequency_cap weekly", "frequency_cap weekly",
      ])
  }
}
