import Pipeline
import Table
import Testing

@Suite("The document_requests mart")
struct DocumentRequestMartTests {
  @Test(
    "each column follows its rule in every case",
    arguments: [
      (
        "request_id", ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R11", "R12"]
      ),
      (
        "email",
        [
          "c1@example.jp", "c1@example.jp", "p@example.jp", nil, "c2@example.jp", nil, nil,
          "c5@example.jp", "c6@example.jp", "p@example.jp", "c7@example.jp",
        ]
      ),
      (
        "email_sub",
        [
          "c1sub@example.jp", "c1sub@example.jp", nil, nil, nil, "c3sub@example.jp", nil, nil, nil,
          nil,
          nil,
        ]
      ),
      ("email_permission", Self.flags([0, 1, 2, 7, 10])),
      ("line_id", ["U1", "U1", nil, nil, nil, nil, "U4", nil, nil, nil, nil]),
      ("line_permission", Self.flags([0, 1])),
      (
        "phone",
        [
          "+819012341111", "+819012341111", "+819012340003", nil, nil, nil, "+819012344444", nil,
          nil,
          "+819012340003", nil,
        ]
      ),
      ("sms_permission", Self.flags([2, 6, 9])),
      ("fcm_token", ["token1", "token1", nil, nil, nil, nil, nil, nil, "token6", nil, nil]),
      ("push_permission", Self.flags([8])),
      ("document_id", ["D1", nil, "D2"] + Self.nulls(8)),
      ("document_name", ["医療の案内", nil, "がんの案内"] + Self.nulls(8)),
      (
        "requested_on",
        [
          "2026-11-20", "2026-11-20", "2026-11-21", nil, "2026-11-21", "2026-11-19", "2026-11-20",
          "2026-11-20", "2026-11-20", "2026-11-21", "2025-11-21",
        ]
      ),
      ("days_since_request", ["1", "1", "0", nil, "0", "2", "1", "1", "1", "0", "365"]),
      ("product_type_id", ["T1", nil, "T2"] + Self.nulls(8)),
      ("product_type", ["医療", nil, "がん"] + Self.nulls(8)),
      ("product_id", ["P1", nil, "P2"] + Self.nulls(8)),
      ("product_name", ["医療保険", nil, "がん保険"] + Self.nulls(8)),
      ("contract_flag", Self.flags([0, 1, 5, 6])),
      ("gender", ["男性", "男性", nil, nil, "女性", nil, "女性", nil, "その他", nil, nil]),
      ("age_group", ["40代", "40代", nil, nil, "30代", "10歳未満", "90代以上"] + Self.nulls(4)),
      (
        "prefecture",
        [
          "大阪府", "大阪府", "東京都", nil, nil, nil, "北海道", nil, nil, "東京都", "京都府",
        ]
      ),
      ("family_name", ["山田", "山田", "田中", nil, "佐藤", "鈴木", "高橋", nil, nil, "田中", "森"]),
      ("given_name", ["太郎", "太郎", "一郎", nil, "花子", nil, "一", nil, nil, "一郎", "葉"]),
      ("email_unique_today_flag", Self.flags([1, 4, 7, 8, 9, 10])),
      ("sms_unique_today_flag", Self.flags([1, 6, 9])),
      ("line_unique_today_flag", Self.flags([1, 6])),
      ("customer_id", ["C1", "C1", nil, nil, "C2", "C3", "C4", "C5", "C6", nil, nil]),
      (
        "requested_at",
        [
          "2026-11-20 10:00:00", "2026-11-20 12:00:00", "2026-11-21 00:00:00", nil,
          "2026-11-21 23:59:59", "2026-11-19 08:00:00", "2026-11-20 12:00:00",
          "2026-11-20 09:00:00",
          "2026-11-20 09:00:00", "2026-11-21 00:00:00", "2025-11-21 12:00:00",
        ]
      ),
    ] as [(String, [String?])])
  func column(_ name: String, _ expected: [String?]) throws {
    #expect(try InsuranceWorld.mart()[name].cells == expected)
  }

  @Test("it has the playbook's 27 columns, then its helpers")
  func columns() throws {
    let plan = try #require(try InsuranceWorld.plan().mart("document_requests"))
    let own = plan.columns.filter { !$0.isHelper }
    #expect(own.count == 27)
    #expect(plan.columns.prefix(27).map(\.name) == own.map(\.name))
    #expect(own.first?.name == "request_id")
    #expect(own.last?.name == "line_unique_today_flag")
    #expect(own.filter { $0.type == .bool }.count == 8)
  }

  @Test("on an earlier date the same rows give that date's answer")
  func earlier() throws {
    let plan = try InsuranceWorld.plan()
    let day = plan.day(
      ["document_requests": InsuranceWorld.requests, "contracts": InsuranceWorld.contracts],
      on: day("2026-11-19"))
    var none = FixedPermissions()
    for channel in ["email", "line", "sms", "push"] {
      none.values["document_requests \(channel)"] = [0, 0, 0]
    }
    let mart = try plan.mart("document_requests", day, permissions: none)
    #expect(mart["request_id"].cells == ["R04", "R06", "R12"])
    #expect(mart["days_since_request"].cells == [nil, "0", "363"])
    // Without the customers every request is a prospect's.
    #expect(mart["email"].cells == [nil, "c3sub@example.jp", "c7@example.jp"])
    #expect(mart["contract_flag"].cells == ["false", "false", "false"])
  }

  private static func nulls(_ count: Int) -> [String?] { Array(repeating: nil, count: count) }

  /// True in the rows given, false in the others.
  private static func flags(_ rows: [Int]) -> [String?] {
    (0..<11).map { rows.contains($0) ? "true" : "false" }
  }
}
