import Stages
import Store
import Table
import TestSupport

/// A club that writes to each of five members every day, with exports of all kinds of refusals.
struct Club: Sendable {
  let shop: Shop

  /// Three business dates, one after the other.
  static let days: [Int64] = [Shop.date, Shop.date + 1, Shop.date + 2]
  static let members = (1...5).map { "p\($0)@example.jp" }

  init() throws {
    shop = try Shop()
    for (path, content) in Self.definitions { try shop.pipeline.write(path, content) }
    for name in ["people-2.csv", "people-10.csv"] { try shop.exports.remove(name) }
    try shop.exports.write(
      "people-1.csv",
      (1...5).reduce(into: "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\n") { text, number in
        text += "P\(number),山田\(number),p\(number)@example.jp,許可,,,2026-01-01,2026-01-01\n"
      })
    try shop.exports.write(
      "orders.csv",
      (0..<20).reduce(into: "order,at,person,mail,ok,amount,note\n") { text, number in
        let day = CalendarDay.text(Shop.date - 1 + Int64(number / 5))
        text += "O\(number),\(day) 9:00,P\(number % 5 + 1),,,100,\n"
      })
    try export()
  }

  /// Puts the refusals that the exports hold in the place of those they held.
  func export(events: [String] = [], suppressions: [String] = [], reports: [String] = []) throws {
    let files = [
      ("events.csv", "id,person,address,channel,topic,action,at,origin,until", events),
      ("suppressions.csv", "id,type,subject,channel,reason,from,until", suppressions),
      ("reports.csv", "id,send,kind,at", reports),
    ]
    for (name, header, lines) in files {
      try shop.exports.write(name, ([header] + lines).map { $0 + "\n" }.joined())
    }
  }

  /// What a run of a date came to.
  struct Outcome: Equatable {
    /// The addresses that it sends to.
    var sent: Set<String>
    /// Refusals known from memory only, by the name of their source.
    var remembered: [String: Int]
    var notes: [String]
  }

  func run(
    _ store: TemporaryFolder, on date: Int64, replay: Bool = false
  ) throws -> Outcome {
    let reports = try shop.run(store, on: date, replay: replay)
    let sends = try ledger(store).day(date)?.sends ?? []
    let folder = "manifests/\(CalendarDay.text(date))"
    let index = String(decoding: try store.read("\(folder)/manifest.json"), as: UTF8.self)
      .replacing(" ", with: "")
    let line = index.split(separator: "\n").first { $0.contains("\"remembered_refusals\"") } ?? ""
    var remembered: [String: Int] = [:]
    for kind in RefusalKind.allCases {
      let count = line.split(separator: "\"\(kind.rawValue)\":").dropFirst().first
      remembered[kind.rawValue] = count.flatMap { Int($0.prefix { $0.isNumber }) }
    }
    return Outcome(
      sent: Set(sends.map(\.address)), remembered: remembered.filter { $0.value > 0 },
      notes: reports[4].notes.filter { $0.contains("memory") })
  }

  func ledger(_ store: TemporaryFolder) throws -> Ledger {
    try Ledger(path: store.path + "/ledger.sqlite")
  }

  /// The id of the message that a member was sent on a date.
  func sendID(_ store: TemporaryFolder, to member: String, on date: Int64) throws -> String {
    let sends = try ledger(store).day(date)?.sends ?? []
    return sends.first { $0.address == member }?.sendID ?? ""
  }

  private static let definitions = [
    "channels.yml": """
    channels:
      email:
        addresses: [email]
        permission: email_permission
    sender:
      name: 株式会社サンプル
      postal_address: 東京都千代田区丸の内一丁目
      contact: https://shop.example/contact
      unsubscribe_url: https://shop.example/unsubscribe
    """,
    "consent.yml": """
    people:
      source: people
      key: person_id
      updated_at: updated_at
      addresses: {email: [email]}
      permissions: {email: email_ok}
    events: events
    suppressions: suppressions
    delivery_events: reports
    """,
    "sources/events.yml": """
    source: events
    files: events*.csv
    encoding: utf-8
    mode: append
    key: consent_id
    event_time: occurred_at
    columns:
      - {name: consent_id, header: id, type: id}
      - {name: customer_id, header: person, type: id}
      - {name: channel, header: channel, type: choice, choices: [email, all]}
      - {name: topic, header: topic, type: id}
      - {name: action, header: action, type: choice, choices: [opt_in, opt_out]}
      - {name: occurred_at, header: at, type: timestamp}
      - {name: origin, header: origin, type: text}
      - {name: until_on, header: until, type: date, optional: true}
      - {name: address_email, header: address, type: email, reading: true}
      - {name: address_phone, header: address, type: phone, reading: true}
      - {name: address_line_id, header: address, type: line_id, reading: true}
      - {name: address_token, header: address, type: token, reading: true}
    """,
    "sources/suppressions.yml": """
    source: suppressions
    files: suppressions*.csv
    encoding: utf-8
    key: suppression_id
    columns:
      - {name: suppression_id, header: id, type: id}
      - {name: subject_type, header: type, type: choice, choices: [customer, email, email_domain]}
      - {name: channel, header: channel, type: choice, choices: [email, all]}
      - {name: reason, header: reason, type: choice, choices: [legal, other]}
      - {name: from_on, header: from, type: date}
      - {name: until_on, header: until, type: date}
      - {name: subject_customer_id, header: subject, type: id, reading: true}
      - {name: subject_email, header: subject, type: email, reading: true}
      - {name: subject_domain, header: subject, type: id, reading: true}
      - {name: subject_phone, header: subject, type: phone, reading: true}
      - {name: subject_line_id, header: subject, type: line_id, reading: true}
      - {name: subject_token, header: subject, type: token, reading: true}
    """,
    "sources/reports.yml": """
    source: reports
    files: reports*.csv
    encoding: utf-8
    mode: append
    optional: true
    key: event_id
    event_time: occurred_at
    columns:
      - {name: event_id, header: id, type: id}
      - {name: send_id, header: send, type: id}
      - {name: kind, header: kind, type: choice, choices: [open, hard_bounce, complaint, unsubscribe]}
      - {name: occurred_at, header: at, type: timestamp}
    """,
  ]
}
