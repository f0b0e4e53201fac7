/// A small pipeline: people, their orders, one mart, one scenario.
enum Shop {
  static let files = [
    "pipeline.yml": pipeline, "channels.yml": channels, "consent.yml": consent,
    "sources/people.yml": people, "sources/orders.yml": orders, "sources/stores.yml": stores,
    "sources/delivery_events.yml": deliveryEvents, "marts/orders.yml": mart,
    "scenarios/thanks.yml": scenario,
  ]

  static let pipeline = """
    pipeline: shop
    label: 店
    schema: 1
    time_zone: Asia/Tokyo
    parameters:
      page: {type: text, value: /cart}
      limit: {type: int, value: 3}
      since: {type: date, value: 2026-11-01}
      starts: {type: list of date, value: [2026-11-24]}
    """

  static let channels = """
    channels:
      email:
        label: メール
        addresses: [email]
        permission: email_permission
        caps:
          - {sends: 2, days: 7}
      sms: {addresses: [phone], permission: sms_permission}
    sender:
      name: 株式会社サンプル商店
      postal_address: 東京都千代田区丸の内一丁目
      contact: https://shop.example/contact
      unsubscribe_url: https://shop.example/unsubscribe
    """

  static let consent = """
    people:
      source: people
      key: person_id
      updated_at: updated_at
      handling: note
      addresses: {email: email}
      permissions: {email: email_ok}
    forms:
      - source: orders
        link: person
        key: order_id
        at: ordered_at
        answers:
          email: {address: order_email, permission: paid}
    suppress_handling: [complaint]
    delivery_events: delivery_events
    """

  static let deliveryEvents = """
    source: delivery_events
    files: delivery_events*.csv
    key: event_id
    columns:
      - {name: event_id, header: ID, type: id}
      - {name: send_id, header: 送信ID, type: id}
      - {name: kind, header: 種別, type: choice, choices: [open, click, hard_bounce, complaint, unsubscribe]}
      - {name: occurred_at, header: 日時, type: timestamp}
    """

  static let people = """
    source: people
    files: people*.csv
    mode: snapshot
    key: person_id
    newest_by: updated_at
    columns:
      - {name: person_id, header: ID, type: id}
      - {name: name, header: 名前, type: person}
      - {name: email, header: メール, type: email}
      - {name: email_ok, header: 許可, type: bool}
      - {name: birth_date, header: 生年月日, type: date}
      - {name: rank, header: 会員, type: choice, choices: {gold: [ゴールド, 金], none: []}}
      - {name: updated_at, header: 更新日時, type: timestamp}
      - {name: note, header: 対応状況, type: text}
    """

  static let orders = """
    source: orders
    files: orders*.csv
    mode: append
    key: [order_id]
    event_time: ordered_at
    columns:
      - {name: order_id, header: 注文ID, type: id}
      - {name: person_id, header: ID, type: id}
      - {name: order_email, header: メール, type: email}
      - {name: ordered_at, header: 注文日時, type: timestamp}
      - {name: due_on, header: 期日, type: date}
      - {name: amount, header: 金額, type: money}
      - {name: paid, header: 支払, type: bool}
      - {name: status, header: 状態, type: choice, choices: {open: [受付], done: [完了]}}
    links:
      person:
        source: people
        match:
          - {column: person_id, equals: person_id}
          - {column: order_email, equals: email, unless_differ: {person_id: name}}
    conditions:
      overdue: not paid and due_on < today
    """

  static let stores = """
    source: stores
    files: stores*.csv
    key: store_id
    columns:
      - {name: store_id, header: 店, type: id}
    """

  static let mart = """
    mart: orders
    rows: orders
    key: order_id
    columns:
      - {name: order_id, type: text, roles: [key]}
      - {name: email, type: text, roles: [address], value: person.email}
      - {name: email_permission, type: bool, roles: [segment], value: permission(email)}
      - {name: days_since_order, type: int, roles: [segment], value: days_since(ordered_at)}
    helpers:
      - {name: person_id, type: text, value: person.person_id}
    """

  static let scenario = """
    scenario: thanks
    number: 1
    name: お礼
    mart: orders
    topic: campaign
    trigger: {every: day, at: "19:00"}
    reentry: never
    entry:
      - email_permission
      - days_since_order = 1
    guards:
      - {require: days_since_order < 30, else: left}
    messages:
      A: {label: お礼, channel: email}
      A': {label: お礼（再送）, channel: email, resend_of: A}
      B: {label: ご案内}
    flow:
      - send: A
      - wait: 1 day after A
      - if: open(A)
        then:
          - send: B
        else:
          - send: A'
          - wait: 2 days after A'
          - send: B
    """
}
