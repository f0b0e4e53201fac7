import Testing

@Suite("The marts of page views, campaign grants and LINE IDs")
struct ActionGrantAndLineMartTests {
  /// W2 has no customer and is W1's visitor; W3's visitor never said who they are; W4 has nothing but
  /// a key; W5's customer has no contract in force; W6 is of tomorrow.
  static let views: [Row] = [
    [
      "access_id": "W1", "visitor_id": "X1", "customer_id": "A", "viewed_at": "2026-11-21 08:00",
      "page_url": "https://www.example.co.jp/a", "page_title": "A のページ",
    ],
    ["access_id": "W2", "visitor_id": "X1", "viewed_at": "2026-11-20 08:00"],
    [
      "access_id": "W3", "visitor_id": "X2", "viewed_at": "2026-11-19 08:00",
      "page_url": "https://www.example.co.jp/b", "page_title": "B のページ",
    ],
    ["access_id": "W4"],
    [
      "access_id": "W5", "visitor_id": "X3", "customer_id": "C", "viewed_at": "2026-11-21 23:59:59",
    ],
    ["access_id": "W6", "visitor_id": "X1", "customer_id": "C", "viewed_at": "2026-11-22 00:00"],
  ]

  @Test("each column of the page views follows its rule in every case")
  func siteActions() throws {
    try MartTable(
      name: "site_actions",
      world: [
        "web_access": Self.views, "customers": Household.customers,
        "contracts": Household.contracts,
      ],
      permissions: [
        "email": [1, 1, 0, 0, 0], "line": [1, 1, 0, 0, 0], "sms": [0, 1, 0, 0, 0],
        "push": [0, 0, 0, 0, 1],
      ],
      expected: """
        access_id                | W1 | W2 | W3 | W4 | W5
        email                    | a@example.jp | a@example.jp | - | - | c@example.jp
        email_sub                | a2@example.jp | a2@example.jp | - | - | -
        email_permission         | true | true | false | false | false
        line_id                  | U1 | U1 | - | - | U9
        line_permission          | true | true | false | false | false
        phone                    | +819012340001 | +819012340001 | - | - | -
        sms_permission           | false | true | false | false | false
        fcm_token                | tokenA | tokenA | - | - | -
        push_permission          | false | false | false | false | true
        customer_id              | A | A | - | - | C
        visitor_id               | X1 | X1 | X2 | - | X3
        contract_flag            | true | true | false | false | false
        current_product_type_ids | ["T1","T2"] | ["T1","T2"] | - | - | -
        current_product_types    | ["自動車","がん"] | ["自動車","がん"] | - | - | -
        current_product_ids      | ["P1","P2"] | ["P1","P2"] | - | - | -
        current_product_names    | ["自動車保険","がん保険"] | ["自動車保険","がん保険"] | - | - | -
        page_title               | A のページ | - | B のページ | - | -
        page_url                 | https://www.example.co.jp/a | - | https://www.example.co.jp/b | - | -
        viewed_at                | 2026-11-21 08:00:00 | 2026-11-20 08:00:00 | 2026-11-19 08:00:00 | - | 2026-11-21 23:59:59
        days_since_view          | 0 | 1 | 2 | - | 0
        gender                   | 男性 | 男性 | - | - | 女性
        age_group                | 40代 | 40代 | - | - | 10歳未満
        prefecture               | 大阪府 | 大阪府 | - | - | -
        family_name              | 山田 | 山田 | - | - | -
        given_name               | 太郎 | 太郎 | - | - | -
        """
    ).check()
  }

  /// Granted today, and used a day that has not come; used today; of a customer who is not there; of
  /// a day that is not known; granted tomorrow.
  static let grants: [Row] = [
    [
      "customer_id": "A", "campaign_id": "N1", "campaign_name": "春の特典",
      "granted_on": "2026-11-21", "used_on": "2026-11-22",
    ],
    [
      "customer_id": "C", "campaign_id": "N1", "campaign_name": "春の特典",
      "granted_on": "2025-11-21", "used_on": "2026-11-21",
    ],
    ["customer_id": "X", "campaign_id": "N2", "granted_on": "2026-11-20"],
    ["customer_id": "D", "campaign_id": "N3"],
    ["customer_id": "B", "campaign_id": "N1", "granted_on": "2026-11-22"],
  ]

  @Test("each column of the grants follows its rule in every case")
  func campaignGrants() throws {
    try MartTable(
      name: "campaign_grants",
      world: ["campaign_grants": Self.grants, "customers": Household.customers],
      permissions: [
        "email": [1, 0, 0, 0], "line": [1, 0, 0, 0], "sms": [0, 0, 0, 1], "push": [1, 0, 0, 0],
      ],
      expected: """
        grant_key        | A-N1 | C-N1 | X-N2 | D-N3
        email            | a@example.jp | c@example.jp | - | -
        email_sub        | a2@example.jp | - | - | -
        email_permission | true | false | false | false
        line_id          | U1 | U9 | - | U4
        line_permission  | true | false | false | false
        phone            | +819012340001 | - | - | +819012340004
        sms_permission   | false | false | false | true
        fcm_token        | tokenA | - | - | -
        push_permission  | true | false | false | false
        customer_id      | A | C | X | D
        campaign_id      | N1 | N1 | N2 | N3
        campaign_name    | 春の特典 | 春の特典 | - | -
        granted_on       | 2026-11-21 | 2025-11-21 | 2026-11-20 | -
        days_since_grant | 0 | 365 | 1 | -
        used_on          | - | 2026-11-21 | - | -
        granted_flag     | true | true | true | false
        used_flag        | false | true | false | false
        gender           | 男性 | 女性 | - | -
        age_group        | 40代 | 10歳未満 | - | 90代以上
        prefecture       | 大阪府 | - | - | -
        family_name      | 山田 | - | - | 高橋
        given_name       | 太郎 | - | - | -
        """
    ).check()
  }

  @Test("each column of the LINE IDs follows its rule in every case")
  func lineMembers() throws {
    try MartTable(
      name: "line_members",
      world: ["line_members": Household.lineMembers, "customers": Household.customers],
      permissions: ["email": [1, 0, 0], "line": [1, 0, 0]],
      expected: """
        line_id          | U1 | U4 | U8
        email            | a@example.jp | - | -
        email_sub        | a2@example.jp | - | -
        email_permission | true | false | false
        customer_id      | A | D | -
        line_permission  | true | false | false
        line_linked_flag | true | true | false
        joined_on        | 2026-01-01 | 2026-11-21 | -
        days_since_join  | 324 | 0 | -
        """
    ).check()
  }
}
