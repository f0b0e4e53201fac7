import Testing

@Suite("The quotes mart")
struct QuoteMartTests {
  /// Q1 and Q2 are a customer's by id, on one day; Q3 a prospect's; Q4 has nothing but a key; Q5 is a
  /// customer's by e-mail, Q6 by sub e-mail, Q7 by phone and family name; Q8 is not known yet.
  static let quotes: [Row] = [
    [
      "quote_id": "Q1", "customer_id": "C1", "quoted_at": "2026-11-20 10:00",
      "product_type_id": "T1", "product_type": "医療", "product_id": "P1", "product_name": "医療保険",
      "form_email": "form@example.jp", "form_phone": "+819012340001", "form_family_name": "田中",
      "form_given_name": "次郎", "form_prefecture": "東京都",
    ],
    ["quote_id": "Q2", "customer_id": "C1", "quoted_at": "2026-11-20 12:00"],
    [
      "quote_id": "Q3", "quoted_at": "2026-11-21 00:00", "product_type_id": "T2",
      "product_type": "がん", "product_id": "P2", "product_name": "がん保険",
      "form_email": "p@example.jp", "form_phone": "+819012340003", "form_family_name": "田中",
      "form_given_name": "一郎", "form_prefecture": "東京都",
    ],
    ["quote_id": "Q4"],
    [
      "quote_id": "Q5", "quoted_at": "2026-11-21 23:59:59", "form_email": "c2@example.jp",
      "form_phone": "+819012340005",
    ],
    ["quote_id": "Q6", "quoted_at": "2025-11-21 08:00", "form_email": "c3sub@example.jp"],
    [
      "quote_id": "Q7", "quoted_at": "2026-11-20 12:00", "form_phone": "+819012344444",
      "form_family_name_key": "高橋",
    ],
    ["quote_id": "Q8", "customer_id": "C1", "quoted_at": "2026-11-22 00:00"],
  ]

  @Test("each column follows its rule in every case")
  func columns() throws {
    try MartTable(
      name: "quotes",
      world: [
        "quotes": Self.quotes, "customers": InsuranceWorld.customers,
        "contracts": InsuranceWorld.contracts,
      ],
      permissions: [
        "email": [1, 1, 1, 0, 0, 0, 0], "line": [1, 1, 0, 0, 0, 0, 0],
        "sms": [0, 0, 1, 0, 0, 0, 1], "push": [0, 1, 0, 0, 0, 0, 0],
      ],
      expected: """
        quote_id                | Q1 | Q2 | Q3 | Q4 | Q5 | Q6 | Q7
        email                   | c1@example.jp | c1@example.jp | p@example.jp | - | c2@example.jp | - | -
        email_sub               | c1sub@example.jp | c1sub@example.jp | - | - | - | c3sub@example.jp | -
        email_permission        | true | true | true | false | false | false | false
        line_id                 | U1 | U1 | - | - | - | - | U4
        line_permission         | true | true | false | false | false | false | false
        phone                   | +819012341111 | +819012341111 | +819012340003 | - | - | - | +819012344444
        sms_permission          | false | false | true | false | false | false | true
        fcm_token               | token1 | token1 | - | - | - | - | -
        push_permission         | false | true | false | false | false | false | false
        quoted_on               | 2026-11-20 | 2026-11-20 | 2026-11-21 | - | 2026-11-21 | 2025-11-21 | 2026-11-20
        days_since_quote        | 1 | 1 | 0 | - | 0 | 365 | 1
        product_type_id         | T1 | - | T2 | - | - | - | -
        product_type            | 医療 | - | がん | - | - | - | -
        product_id              | P1 | - | P2 | - | - | - | -
        product_name            | 医療保険 | - | がん保険 | - | - | - | -
        contract_flag           | true | true | false | false | false | true | true
        gender                  | 男性 | 男性 | - | - | 女性 | - | 女性
        age_group               | 40代 | 40代 | - | - | 30代 | 10歳未満 | 90代以上
        prefecture              | 大阪府 | 大阪府 | 東京都 | - | - | - | 北海道
        family_name             | 山田 | 山田 | 田中 | - | 佐藤 | 鈴木 | 高橋
        given_name              | 太郎 | 太郎 | 一郎 | - | 花子 | - | 一
        email_unique_today_flag | false | true | true | false | true | false | false
        sms_unique_today_flag   | false | true | true | false | false | false | true
        line_unique_today_flag  | false | true | false | false | false | false | true
        """
    ).check()
  }
}
