import Testing

@Suite("The reservations mart")
struct ReservationMartTests {
  static let reservations: [Row] = [
    // A customer's, due today; the visit is of tomorrow and not known yet.
    [
      "reservation_id": "V1", "customer_id": "C1", "reserved_at": "2026-11-10 10:00",
      "visit_due_at": "2026-11-21 09:00", "visited_at": "2026-11-22 00:00",
      "product_type_id": "T1", "product_type": "医療", "product_id": "P1", "product_name": "医療保険",
      "store_id": "S1", "store_name": "丸の内店", "staff_id": "E1", "staff_name": "伊藤",
      "topic": "見直し", "topic_source": "紹介",
    ],
    // Visited in the last second of today; reserved on the day of V1, and later.
    [
      "reservation_id": "V2", "customer_id": "C1", "reserved_at": "2026-11-10 12:00",
      "visit_due_at": "2026-11-20 23:59:59", "visited_at": "2026-11-21 23:59:59",
    ],
    // Cancelled; the same customer reserved again one second later, and cancelled that too.
    [
      "reservation_id": "V3", "customer_id": "C2", "reserved_at": "2026-11-14 12:00",
      "cancelled_at": "2026-11-15 12:00",
    ],
    [
      "reservation_id": "V4", "form_email": "c2@example.jp", "reserved_at": "2026-11-15 12:00:01",
      "cancelled_at": "2026-11-20 09:00",
    ],
    // A prospect who is the same by phone, whatever the e-mail.
    [
      "reservation_id": "V5", "reserved_at": "2026-11-01 08:00",
      "cancelled_at": "2026-11-02 08:00", "form_phone": "+819012340005",
      "form_email": "old@example.jp", "form_family_name": "森", "form_given_name": "葉",
      "form_prefecture": "京都府",
    ],
    [
      "reservation_id": "V6", "reserved_at": "2026-11-03 08:00", "form_phone": "+819012340005",
      "form_email": "new@example.jp",
    ],
    // A prospect without a phone, who is the same by e-mail. V8's cancellation is not known yet.
    [
      "reservation_id": "V7", "reserved_at": "2026-11-21 07:00",
      "cancelled_at": "2026-11-21 08:00", "form_email": "e@example.jp",
    ],
    [
      "reservation_id": "V8", "reserved_at": "2026-11-21 09:00", "form_email": "e@example.jp",
      "form_phone": "+819012340008", "visit_due_at": "2026-11-25 10:00",
      "cancelled_at": "2026-11-22 00:00",
    ],
    ["reservation_id": "V9"],
    // Not known yet, so no rebooking of V4 either.
    ["reservation_id": "VA", "customer_id": "C2", "reserved_at": "2026-11-22 00:00"],
  ]

  @Test("each column follows its rule in every case")
  func columns() throws {
    try MartTable(
      name: "reservations",
      world: [
        "reservations": Self.reservations, "customers": InsuranceWorld.customers,
        "contracts": InsuranceWorld.contracts,
      ],
      permissions: [
        "email": [1, 1, 0, 0, 0, 0, 1, 1, 0], "line": [1, 1, 0, 0, 0, 0, 0, 0, 0],
        "sms": [0, 0, 0, 0, 1, 1, 0, 0, 0], "push": [0, 1, 0, 0, 0, 0, 0, 0, 0],
      ],
      expected: """
        reservation_id          | V1 | V2 | V3 | V4 | V5 | V6 | V7 | V8 | V9
        email                   | c1@example.jp | c1@example.jp | c2@example.jp | c2@example.jp | old@example.jp | new@example.jp | e@example.jp | e@example.jp | -
        email_sub               | c1sub@example.jp | c1sub@example.jp | - | - | - | - | - | - | -
        email_permission        | true | true | false | false | false | false | true | true | false
        line_id                 | U1 | U1 | - | - | - | - | - | - | -
        line_permission         | true | true | false | false | false | false | false | false | false
        phone                   | +819012341111 | +819012341111 | - | - | +819012340005 | +819012340005 | - | +819012340008 | -
        sms_permission          | false | false | false | false | true | true | false | false | false
        fcm_token               | token1 | token1 | - | - | - | - | - | - | -
        push_permission         | false | true | false | false | false | false | false | false | false
        reserved_on             | 2026-11-10 | 2026-11-10 | 2026-11-14 | 2026-11-15 | 2026-11-01 | 2026-11-03 | 2026-11-21 | 2026-11-21 | -
        days_since_reservation  | 11 | 11 | 7 | 6 | 20 | 18 | 0 | 0 | -
        visit_due_on            | 2026-11-21 | 2026-11-20 | - | - | - | - | - | 2026-11-25 | -
        days_until_visit        | 0 | - | - | - | - | - | - | 4 | -
        visited_flag            | false | true | false | false | false | false | false | false | false
        visited_on              | - | 2026-11-21 | - | - | - | - | - | - | -
        days_since_visit        | - | 0 | - | - | - | - | - | - | -
        cancelled_flag          | false | false | true | true | true | false | true | false | false
        cancelled_on            | - | - | 2026-11-15 | 2026-11-20 | 2026-11-02 | - | 2026-11-21 | - | -
        days_since_cancellation | - | - | 6 | 1 | 19 | - | 0 | - | -
        rebooked_flag           | false | false | true | false | true | false | true | false | false
        rebooked_on             | - | - | 2026-11-15 | - | 2026-11-03 | - | 2026-11-21 | - | -
        days_since_rebooking    | - | - | 6 | - | 18 | - | 0 | - | -
        product_type_id         | T1 | - | - | - | - | - | - | - | -
        product_type            | 医療 | - | - | - | - | - | - | - | -
        product_id              | P1 | - | - | - | - | - | - | - | -
        product_name            | 医療保険 | - | - | - | - | - | - | - | -
        contract_flag           | true | true | false | false | false | false | false | false | false
        gender                  | 男性 | 男性 | 女性 | 女性 | - | - | - | - | -
        age_group               | 40代 | 40代 | 30代 | 30代 | - | - | - | - | -
        prefecture              | 大阪府 | 大阪府 | - | - | 京都府 | - | - | - | -
        family_name             | 山田 | 山田 | 佐藤 | 佐藤 | 森 | - | - | - | -
        given_name              | 太郎 | 太郎 | 花子 | 花子 | 葉 | - | - | - | -
        store_id                | S1 | - | - | - | - | - | - | - | -
        store_name              | 丸の内店 | - | - | - | - | - | - | - | -
        staff_id                | E1 | - | - | - | - | - | - | - | -
        staff_name              | 伊藤 | - | - | - | - | - | - | - | -
        topic                   | 見直し | - | - | - | - | - | - | - | -
        topic_source            | 紹介 | - | - | - | - | - | - | - | -
        email_unique_today_flag | false | true | true | true | true | true | false | true | false
        sms_unique_today_flag   | false | true | false | false | true | true | false | true | false
        line_unique_today_flag  | false | true | false | false | false | false | false | false | false
        """
    ).check()
  }
}
