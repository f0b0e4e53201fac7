import Stages
import Table
import TestSupport

/// A small pipeline with exports of a few days, in folders made for one test.
struct Shop: Sendable {
  let pipeline: TemporaryFolder
  let exports: TemporaryFolder

  init() throws {
    pipeline = try TemporaryFolder()
    exports = try TemporaryFolder()
    for (path, content) in Self.definitions { try pipeline.write(path, content) }
    for (name, content) in Self.files { try exports.write(name, content) }
  }

  static let date: Int64 = 20778

  func runner(
    _ store: TemporaryFolder, on date: Int64 = date, threads: Int = 1, secret: String? = "secret",
    parameters: [(name: String, value: String)] = [], replay: Bool = false, force: Bool = true
  ) throws -> StageRunner {
    try StageRunner(
      RunOptions(
        pipeline: pipeline.path, exports: exports.path, store: store.path, date: date,
        parameters: parameters, threads: threads, unsubscribeSecret: secret, replay: replay,
        force: force))
  }

  /// Puts other words into a definition as it was at first.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    try pipeline.write(path, (Self.definitions[path] ?? "").replacing(old, with: new))
  }

  /// Runs a date in one go; forced, so that stages show what they do and not what they did.
  @discardableResult
  func run(
    _ store: TemporaryFolder, on date: Int64 = date, threads: Int = 1, replay: Bool = false,
    force: Bool = true
  ) throws -> [StageReport] {
    var reports: [StageReport] = []
    try runner(store, on: date, threads: threads, replay: replay, force: force).runAll {
      reports.append($0)
    }
    return reports
  }

  /// Runs stages of a date one by one, each as a command of its own would.
  func run(_ stages: some Sequence<Stage>, _ store: TemporaryFolder, on date: Int64 = date) throws {
    for stage in stages { _ = try runner(store, on: date).run(stage) }
  }

  static let definitions = [
    "pipeline.yml": """
    pipeline: shop
    parameters:
      days: {type: int, value: 1}
    """,
    "channels.yml": """
    channels:
      email:
        addresses: [email]
        permission: email_permission
        caps: [{sends: 2, days: 7}]
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
    forms:
      - source: orders
        link: person
        key: order_id
        at: ordered_at
        answers:
          email: {address: order_email, permission: order_ok}
    """,
    "sources/people.yml": """
    source: people
    files: people*.csv*
    encoding: utf-8
    key: person_id
    newest_by: updated_at
    event_time: registered_at
    max_quarantined: 0.2
    columns:
      - {name: person_id, header: 会員ID, type: id}
      - {name: name, header: 名前, type: person}
      - {name: email, header: メール, type: email}
      - {name: email_ok, header: 許可, type: bool}
      - {name: prefecture, header: 都道府県, type: prefecture}
      - {name: address, header: 住所, type: text}
      - {name: registered_at, header: 登録日時, type: timestamp}
      - {name: updated_at, header: 更新日時, type: timestamp}
    """,
    "sources/orders.yml": """
    source: orders
    files: orders*.csv*
    encoding: utf-8
    mode: append
    key: order_id
    event_time: ordered_at
    columns:
      - {name: order_id, header: order, type: id}
      - {name: person_id, header: person, type: id}
      - {name: order_email, header: mail, type: email}
      - {name: order_ok, header: ok, type: bool}
      - {name: ordered_at, header: at, type: timestamp}
      - {name: amount, header: amount, type: money}
      - {name: note, header: note, type: text, optional: true}
    links:
      person:
        source: people
        match:
          - {column: person_id, equals: person_id}
          - {column: order_email, equals: email}
    """,
    "sources/stores.yml": """
    source: stores
    files: stores*.csv*
    key: store_id
    optional: true
    columns:
      - {name: store_id, header: store, type: id}
    """,
    "marts/orders.yml": """
    mart: orders
    rows: orders
    key: order_id
    columns:
      - {name: order_id, type: text, roles: [key]}
      - {name: email, type: text, roles: [address], value: "if(linked(person), person.email, order_email)"}
      - {name: email_permission, type: bool, roles: [segment], value: permission(email)}
      - {name: days_since_order, type: int, roles: [segment], value: days_since(ordered_at)}
      - {name: amount, type: int, roles: [content]}
      - {name: orders, type: int, roles: [segment], value: count(orders)}
      - {name: prefecture, type: text, roles: [content], value: person.prefecture}
      - {name: name, type: text, roles: [content], value: person.name}
    helpers:
      - {name: customer_id, type: text, value: person.person_id}
      - {name: ordered_at, type: timestamp}
    """,
    "scenarios/thanks.yml": """
    scenario: thanks
    number: 1
    mart: orders
    topic: campaign
    trigger: {every: day, at: "19:00"}
    reentry: never
    entry: [email_permission, days_since_order = days]
    guards:
      - {require: amount < 90000, else: left}
    messages:
      A: {label: お礼, channel: email}
      B: {label: ご案内, channel: email}
    flow:
      - send: A
      - wait: 1 day after A
      - send: B
    """,
  ]

  static let files = [
    "people-1.csv": people(1..<40, updated: "2026-11-01"),
    // Newer records of some of them, and older ones.
    "people-2.csv": people(30..<61, updated: "2026-11-10"),
    "people-10.csv": people(50..<55, updated: "2026-10-01") + ",鍵なし,,,,,,\n",
    "orders.csv": orders,
  ]

  private static func people(_ numbers: Range<Int>, updated: String) -> String {
    numbers.reduce(into: "会員ID,名前,メール,許可,都道府県,住所,登録日時,更新日時\r\n") { text, number in
      let address = number % 4 == 0 ? "\"大阪府大阪市,北区\"" : "?"
      text +=
        "P\(number),山田　\(number)様,P\(number)＠Example.jp,"
        + "\(number % 3 == 0 ? "拒否" : number % 7 == 0 ? "?" : "許可"),"
        + "\(number % 5 == 0 ? "東京" : ""),\(address),"
        + "2026/11/\(number % 9 == 0 ? 23 : 1) 9:00,\(updated) 10:00:0\(number % 10)\r\n"
    }
  }

  private static var orders: String {
    (0..<200).reduce(into: "order,at,person,mail,ok,amount,note\n") { text, number in
      let person = number % 4 == 0 ? "" : "P\(number % 67)"
      text +=
        "O\(number),2026-11-\(16 + number % 7) \(number % 24):\(10 + number % 50),\(person),"
        + "o\(number % 90)@example.jp,\(number % 2 == 0 ? "yes" : "no"),"
        + "\"￥\(number * 7 % 100),000\",\"一行目\n\"\"二\"\"行目\"\n"
    }
  }
}

extension TemporaryFolder {
  /// What stages have published here: stage files and manifests, without the ledger and the lock.
  func published() throws -> [String: [UInt8]] {
    try files().filter { !$0.key.hasPrefix("ledger.sqlite") && $0.key != ".lock" }
  }
}
