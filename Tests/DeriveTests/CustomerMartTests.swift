import Testing

@Suite("The customers mart")
struct CustomerMartTests {
  /// Forms by id, by e-mail, and by phone and family name; those of tomorrow do not count.
  static let world: [String: [Row]] = [
    "customers": Household.customers, "contracts": Household.contracts,
    "line_members": Household.lineMembers,
    "document_requests": [
      ["request_id": "R1", "customer_id": "A", "requested_at": "2026-11-01 10:00"],
      ["request_id": "R2", "customer_id": "A", "requested_at": "2026-10-01 10:00"],
      ["request_id": "R3", "form_email": "c@example.jp", "requested_at": "2026-11-21 23:59"],
      ["request_id": "R4", "customer_id": "B", "requested_at": "2026-11-22 00:00"],
      ["request_id": "R5", "customer_id": "F"],
    ],
    "quotes": [
      ["quote_id": "Q1", "customer_id": "A", "quoted_at": "2026-09-21 10:00"],
      [
        "quote_id": "Q2", "form_phone": "+819012340004", "form_family_name_key": "高橋",
        "quoted_at": "2026-11-20 10:00",
      ],
      ["quote_id": "Q3", "customer_id": "B", "quoted_at": "2026-11-22 00:00"],
    ],
    "reservations": [
      [
        "reservation_id": "V1", "customer_id": "A", "reserved_at": "2026-11-01 10:00",
        "visited_at": "2026-11-20 10:00",
      ],
      [
        "reservation_id": "V2", "customer_id": "A", "reserved_at": "2026-11-01 11:00",
        "visited_at": "2026-11-02 10:00",
      ],
      // Reserved, and to be visited only tomorrow.
      [
        "reservation_id": "V3", "customer_id": "C", "reserved_at": "2026-11-01 10:00",
        "visited_at": "2026-11-22 00:00",
      ],
    ],
  ]

  @Test("each column follows its rule in every case")
  func columns() throws {
    try MartTable(
      name: "customers", world: Self.world,
      permissions: [
        "email": [1, 0, 1, 0, 0, 0], "line": [1, 0, 0, 0, 0, 0], "sms": [0, 0, 0, 1, 0, 0],
        "push": [1, 0, 0, 0, 0, 0],
      ],
      expected: """
        customer_id                | A | B | C | D | E | F
        email                      | a@example.jp | - | c@example.jp | - | - | -
        email_sub                  | a2@example.jp | - | - | - | - | -
        email_permission           | true | false | true | false | false | false
        line_id                    | U1 | - | U9 | U4 | - | -
        line_permission            | true | false | false | false | false | false
        phone                      | +819012340001 | - | - | +819012340004 | - | -
        sms_permission             | false | false | false | true | false | false
        fcm_token                  | tokenA | - | - | - | - | -
        push_permission            | true | false | false | false | false | false
        gender                     | 男性 | - | 女性 | - | - | その他
        age_group                  | 40代 | - | 10歳未満 | 90代以上 | - | -
        prefecture                 | 大阪府 | - | - | - | - | -
        family_name                | 山田 | - | - | 高橋 | - | -
        given_name                 | 太郎 | - | - | - | - | -
        document_request_flag      | true | false | true | false | false | true
        first_requested_on         | 2026-10-01 | - | 2026-11-21 | - | - | -
        days_since_first_request   | 51 | - | 0 | - | - | -
        quote_flag                 | true | false | false | true | false | false
        first_quoted_on            | 2026-09-21 | - | - | 2026-11-20 | - | -
        days_since_first_quote     | 61 | - | - | 1 | - | -
        life_contract_flag         | true | false | false | false | false | false
        nonlife_contract_flag      | true | false | false | false | false | false
        current_product_types      | ["自動車","がん"] | - | - | - | - | -
        visited_flag               | true | false | false | false | false | false
        contract_flag              | true | false | false | false | false | false
        contract_status            | 契約中 | 未契約 | 解約 | 失効 | 未契約 | 満期
        first_contract_started_on  | 2019-05-05 | - | 2016-11-21 | 2020-01-01 | - | 2020-01-01
        days_since_first_contract  | 2757 | - | 3652 | 2516 | - | 2516
        contract_ended_on          | - | - | 2026-11-20 | 2026-01-01 | - | 2026-11-20
        days_since_contract_end    | - | - | 1 | 324 | - | 1
        next_renewal_on            | 2026-11-21 | - | - | - | - | -
        days_until_renewal         | 0 | - | - | - | - | -
        last_renewal_on            | 2025-11-21 | - | - | - | - | -
        days_since_last_renewal    | 365 | - | - | - | - | -
        current_product_type_ids   | ["T1","T2"] | - | - | - | - | -
        first_visited_on           | 2026-11-02 | - | - | - | - | -
        days_since_first_visit     | 19 | - | - | - | - | -
        current_product_ids        | ["P1","P2"] | - | - | - | - | -
        current_product_names      | ["自動車保険","がん保険"] | - | - | - | - | -
        cancelled_product_type_ids | ["T3"] | - | ["T5"] | ["T5","T6"] | - | -
        cancelled_product_types    | ["火災"] | - | ["旅行"] | ["旅行","傷害"] | - | -
        cancelled_product_ids      | ["P3"] | - | ["P5"] | ["P5","P6"] | - | -
        cancelled_product_names    | ["火災保険"] | - | ["旅行保険"] | ["旅行保険","傷害保険"] | - | -
        renewal_count              | 7 | 0 | 2 | 0 | 0 | 0
        paid_total                 | 105000 | 0 | 3 | 0 | 0 | 0
        email_known_flag           | true | false | true | false | false | false
        line_flag                  | true | false | false | false | false | false
        app_flag                   | true | false | false | false | false | false
        """
    ).check()
  }
}
