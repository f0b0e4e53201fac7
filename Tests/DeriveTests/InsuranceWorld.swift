import Derive
import Foundation
import Pipeline
import Table

/// A few requests for documents on 2026-11-21, between them all cases that the mart's columns tell
/// apart.
enum InsuranceWorld {
  static let requests: [Row] = [
    // A customer by id, twice on one day; what the form says of her contact is not taken.
    [
      "request_id": "R01", "customer_id": "C1", "document_id": "D1", "document_name": "医療の案内",
      "requested_at": "2026-11-20 10:00", "product_type_id": "T1", "product_type": "医療",
      "product_id": "P1", "product_name": "医療保険", "form_email": "form@example.jp",
      "form_phone": "+819012340001", "form_family_name": "田中", "form_given_name": "次郎",
      "form_prefecture": "東京都",
    ],
    ["request_id": "R02", "customer_id": "C1", "requested_at": "2026-11-20 12:00"],
    // A prospect, in the first second of the day.
    [
      "request_id": "R03", "document_id": "D2", "document_name": "がんの案内",
      "requested_at": "2026-11-21 00:00", "product_type_id": "T2", "product_type": "がん",
      "product_id": "P2", "product_name": "がん保険", "form_email": "p@example.jp",
      "form_phone": "+819012340003", "form_family_name": "田中", "form_given_name": "一郎",
      "form_prefecture": "東京都",
    ],
    // Nothing but a key.
    ["request_id": "R04"],
    // A customer by e-mail, who has no phone: the form's is not hers.
    [
      "request_id": "R05", "requested_at": "2026-11-21 23:59:59", "form_email": "c2@example.jp",
      "form_phone": "+819012340005", "form_family_name": "佐藤", "form_family_name_key": "佐藤",
      "form_prefecture": "福岡県",
    ],
    // By sub e-mail; the customer has no main e-mail and no given name.
    [
      "request_id": "R06", "requested_at": "2026-11-19 08:00", "form_email": "c3sub@example.jp",
      "form_given_name": "次郎",
    ],
    // By phone and family name, written with another form of the character.
    [
      "request_id": "R07", "requested_at": "2026-11-20 12:00", "form_phone": "+819012344444",
      "form_email": "unknown@example.jp", "form_family_name": "髙橋",
      "form_family_name_key": "高橋",
    ],
    ["request_id": "R08", "customer_id": "C5", "requested_at": "2026-11-20 09:00"],
    ["request_id": "R09", "customer_id": "C6", "requested_at": "2026-11-20 09:00"],
    // Not yet known.
    ["request_id": "R10", "customer_id": "C1", "requested_at": "2026-11-22 00:00"],
    // The other request of a prospect in the same second.
    [
      "request_id": "R11", "requested_at": "2026-11-21 00:00", "form_email": "p@example.jp",
      "form_phone": "+819012340003", "form_family_name": "田中", "form_given_name": "一郎",
      "form_prefecture": "東京都",
    ],
    // The id of a customer who registers only tomorrow.
    [
      "request_id": "R12", "customer_id": "C7", "requested_at": "2025-11-21 12:00",
      "form_email": "c7@example.jp", "form_family_name": "森", "form_given_name": "葉",
      "form_prefecture": "京都府",
    ],
  ]

  static let customers: [Row] = [
    [
      "customer_id": "C1", "email": "c1@example.jp", "email_sub": "c1sub@example.jp",
      "line_id": "U1", "phone": "+819012341111", "fcm_token": "token1", "gender": "male",
      "birth_date": "1986-11-21", "prefecture": "大阪府", "family_name": "山田",
      "given_name": "太郎", "registered_at": "2026-11-21 23:59:59",
    ],
    [
      "customer_id": "C2", "email": "c2@example.jp", "gender": "female",
      "birth_date": "1986-11-22", "family_name": "佐藤", "family_name_key": "佐藤",
      "given_name": "花子",
    ],
    [
      "customer_id": "C3", "email_sub": "c3sub@example.jp", "birth_date": "2017-01-01",
      "family_name": "鈴木",
    ],
    [
      "customer_id": "C4", "phone": "+819012344444", "line_id": "U4", "gender": "female",
      "birth_date": "1930-01-01", "prefecture": "北海道", "family_name": "高橋",
      "family_name_key": "高橋", "given_name": "一",
    ],
    ["customer_id": "C5", "email": "c5@example.jp", "gender": "unknown"],
    ["customer_id": "C6", "email": "c6@example.jp", "fcm_token": "token6", "gender": "other"],
    [
      "customer_id": "C7", "email": "c7@example.jp", "family_name": "林",
      "registered_at": "2026-11-22 00:00",
    ],
  ]

  static let contracts: [Row] = [
    // In force without an end; beside it one that is over.
    contract("K1", "C1", "active", "2020-01-01"),
    contract("K1b", "C1", "matured", "2010-01-01", until: "2020-01-01"),
    // Cancelled yesterday, and run out before.
    contract("K2", "C2", "cancelled", "2020-01-01", until: "2026-11-20"),
    contract("K2b", "C2", "matured", "2000-01-01", until: "2010-01-01"),
    // Cancelled as of tomorrow: still in force.
    contract("K3", "C3", "cancelled", "2020-01-01", until: "2026-11-22"),
    // On its last day, and on its first.
    contract("K4", "C4", "active", "2026-11-21", until: "2026-11-21"),
    // Over since yesterday though its status says otherwise; lapsed; without a start.
    contract("K5", "C5", "active", "2020-01-01", until: "2026-11-20"),
    contract("K5b", "C5", "lapsed", "2020-01-01"),
    contract("K5c", "C5", "active", nil),
    contract("K5d", "C5", nil, "2020-01-01"),
    // Cancelled as of today, and one that starts tomorrow.
    contract("K6", "C6", "cancelled", "2020-01-01", until: "2026-11-21"),
    contract("K6b", "C6", "active", "2026-11-22"),
    // Of nobody known.
    contract("K7", "C7", "active", "2020-01-01"), contract("K8", nil, "active", "2020-01-01"),
  ]

  private static func contract(
    _ id: String, _ customer: String?, _ status: String?, _ from: String?,
    until: String? = nil
  ) -> Row {
    var row = ["contract_id": id]
    row["customer_id"] = customer
    row["status"] = status
    row["started_on"] = from
    row["ended_on"] = until
    return row
  }

  /// By known request: 1 where the person may be sent to.
  static let permissions = FixedPermissions(values: [
    "document_requests email": [1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1],
    "document_requests line": [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    "document_requests sms": [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0],
    "document_requests push": [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
  ])

  /// The definitions that come with the product.
  static func plan() throws -> Plan {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try Plan(checking: .load(folder: root.path + "/pipelines/insurance"))
  }

  static func mart() throws -> Table {
    let plan = try plan()
    let day = plan.day([
      "document_requests": requests, "customers": customers, "contracts": contracts,
    ])
    return try plan.mart("document_requests", day, permissions: permissions)
  }
}
