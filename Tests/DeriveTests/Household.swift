/// Customers on 2026-11-21 whose contracts, visits and LINE accounts are, between them, in every
/// state that the marts tell apart.
enum Household {
  static let customers: [Row] = [
    [
      "customer_id": "A", "email": "a@example.jp", "email_sub": "a2@example.jp", "line_id": "U1",
      "phone": "+819012340001", "fcm_token": "tokenA", "gender": "male",
      "birth_date": "1986-11-21", "prefecture": "大阪府", "family_name": "山田",
      "given_name": "太郎", "app_last_login_at": "2026-08-24 23:59",
    ],
    // Nothing but an id.
    ["customer_id": "B"],
    // A LINE ID that the account does not know; a login that is a day too old.
    [
      "customer_id": "C", "email": "c@example.jp", "line_id": "U9", "gender": "female",
      "birth_date": "2017-01-01", "app_last_login_at": "2026-08-23 23:59",
    ],
    // Has blocked the account; a login that is of tomorrow.
    [
      "customer_id": "D", "line_id": "U4", "phone": "+819012340004", "family_name": "高橋",
      "family_name_key": "高橋", "birth_date": "1930-01-01",
      "app_last_login_at": "2026-11-22 00:00",
    ],
    ["customer_id": "E", "gender": "unknown"], ["customer_id": "F", "gender": "other"],
    // Registers tomorrow.
    ["customer_id": "G", "registered_at": "2026-11-22 00:00"],
  ]

  static let contracts: [Row] = [
    // A: in force; in force until a cancellation that is booked for tomorrow; cancelled; one that
    // starts tomorrow.
    [
      "contract_id": "A1", "customer_id": "A", "line_of_business": "life", "status": "active",
      "started_on": "2020-01-01", "product_type_id": "T2", "product_type": "がん",
      "product_id": "P2", "product_name": "がん保険", "next_renewal_on": "2026-11-21",
      "last_renewal_on": "2025-11-21", "renewals": "6", "paid_total": "100000",
    ],
    [
      "contract_id": "A2", "customer_id": "A", "line_of_business": "nonlife",
      "status": "cancelled", "started_on": "2021-04-01", "ended_on": "2026-11-22",
      "product_type_id": "T1", "product_type": "自動車", "product_id": "P1",
      "product_name": "自動車保険", "next_renewal_on": "2026-12-01", "last_renewal_on": "2026-11-22",
      "renewals": "1", "paid_total": "5000",
    ],
    [
      "contract_id": "A3", "customer_id": "A", "line_of_business": "nonlife",
      "status": "cancelled", "started_on": "2019-05-05", "ended_on": "2026-11-20",
      "product_type_id": "T3", "product_type": "火災", "product_id": "P3",
      "product_name": "火災保険", "next_renewal_on": "2026-11-20", "last_renewal_on": "2026-11-19",
    ],
    [
      "contract_id": "A4", "customer_id": "A", "line_of_business": "life", "status": "active",
      "started_on": "2026-11-22", "product_type_id": "T4", "renewals": "9", "paid_total": "9",
    ],
    // C: matured yesterday, cancelled as of today, which is later.
    [
      "contract_id": "C1", "customer_id": "C", "line_of_business": "life", "status": "matured",
      "started_on": "2016-11-21", "ended_on": "2026-11-20", "product_type_id": "T1",
      "paid_total": "1",
    ],
    [
      "contract_id": "C2", "customer_id": "C", "line_of_business": "nonlife",
      "status": "cancelled", "started_on": "2018-03-31", "ended_on": "2026-11-21",
      "product_type_id": "T5", "product_type": "旅行", "product_id": "P5",
      "product_name": "旅行保険", "renewals": "2", "paid_total": "2",
    ],
    // D: lapsed without an end, which is later than any; of two without one the greater id counts,
    // and one whose status cannot be read is passed over.
    [
      "contract_id": "D1", "customer_id": "D", "status": "cancelled", "started_on": "2020-01-01",
      "product_type_id": "T6", "product_type": "傷害", "product_id": "P6", "product_name": "傷害保険",
    ],
    [
      "contract_id": "D2", "customer_id": "D", "status": "lapsed", "started_on": "2020-01-01",
    ],
    [
      "contract_id": "D3", "customer_id": "D", "started_on": "2020-01-01",
    ],
    [
      "contract_id": "D4", "customer_id": "D", "status": "cancelled", "started_on": "2020-01-01",
      "ended_on": "2026-01-01", "product_type_id": "T5", "product_type": "旅行",
      "product_id": "P5", "product_name": "旅行保険",
    ],
    // E: starts tomorrow. F: over since yesterday, though its status still says otherwise.
    [
      "contract_id": "E1", "customer_id": "E", "line_of_business": "life", "status": "active",
      "started_on": "2026-11-22",
    ],
    [
      "contract_id": "F1", "customer_id": "F", "line_of_business": "life", "status": "active",
      "started_on": "2020-01-01", "ended_on": "2026-11-20",
    ],
    // Of nobody known.
    ["contract_id": "X1", "customer_id": "X", "status": "active", "started_on": "2020-01-01"],
  ]

  static let lineMembers: [Row] = [
    // Blocked only tomorrow.
    [
      "line_id": "U1", "customer_id": "A", "joined_at": "2026-01-01 10:00",
      "blocked_at": "2026-11-22 00:00",
    ],
    // Found by the LINE ID; blocked today.
    ["line_id": "U4", "joined_at": "2026-11-21 23:59:59", "blocked_at": "2026-11-21 10:00"],
    // The id of nobody; no day of joining.
    ["line_id": "U8", "customer_id": "X"],
    // Joined tomorrow.
    ["line_id": "U9", "joined_at": "2026-11-22 00:00"],
  ]
}
