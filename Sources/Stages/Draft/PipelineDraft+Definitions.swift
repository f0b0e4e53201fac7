import Pipeline

extension PipelineDraft {
  static func definitions(_ name: String) -> [(path: String, content: String)] {
    [
      ("pipeline.yml", pipeline(name)), ("channels.yml", channels), ("consent.yml", consent),
      ("sources/customers.yml", customers), ("sources/orders.yml", orders),
      ("sources/consent_events.yml", consentEvents),
      ("sources/delivery_events.yml", deliveryEvents),
      ("marts/customers.yml", mart), ("scenarios/01-second-order.yml", scenario),
    ]
  }

  private static func pipeline(_ name: String) -> String {
    """
    # A pipeline to start from, made by 'meibo new pipeline'. Change it file by file; 'meibo check'
    # says what does not fit. Every key is explained in docs/definitions.md.
    # 雛形です。自社のエクスポートに合わせて書き換え、'meibo check' で確かめてください。
    pipeline: \(name)
    label: ショップ
    schema: 1
    time_zone: Asia/Tokyo
    parameters:
      # A run may override it: meibo run --set follow_days=10
      follow_days: {label: 初回注文からご案内までの日数, type: int, value: 7}

    """
  }

  private static let channels = """
    # How people are reached. The columns are those of the marts that send.
    # 配信チャネルと、送信者の表示事項。
    channels:
      email:
        label: メール
        addresses: [email]
        permission: email_permission
        caps:
          - {sends: 1, days: 1}  # at most one mail a day  1日1通まで
          - {sends: 3, days: 7}
    # What every mail must show by law (特定電子メール法 第4条). Replace it with yours.
    # 必ず自社の情報に書き換えてください。
    sender:
      name: \(SenderDefinition.Placeholder.name)
      postal_address: \(SenderDefinition.Placeholder.postalAddress)
      contact: \(SenderDefinition.Placeholder.contact)
      unsubscribe_url: \(SenderDefinition.Placeholder.unsubscribeURL)

    """

  private static let consent = """
    # Who agreed to be written to: nothing is sent without it.
    # 同意の根拠。ここに書かれた列で許可が確認できない人には送られません。
    people:
      source: customers
      key: customer_id
      updated_at: updated_at
      addresses:
        email: [email]
      permissions:
        email: email_permission
    # What people said since: clicks on unsubscribe links, calls.  その後の配信停止・再開。
    events: consent_events
    # What the sending system reports: opens, bounces, complaints.  開封・不達・苦情など。
    delivery_events: delivery_events
    # Refusals that reach you in other ways belong here as well before anything is sent in earnest
    # (docs/consent.md).  送ってはいけない相手の一覧は、本番の前に必ず追加してください。
    # suppressions: suppressions

    """

  private static let consentEvents = """
    # One row a consent taken back, or given again. Columns have these names whatever the export's.
    # 配信停止・再開の記録
    source: consent_events
    label: 許諾イベント
    files: "consent_events*.csv"
    mode: append
    key: [consent_id]
    event_time: occurred_at
    columns:
      - {name: consent_id, header: 許諾イベントID, type: id}
      - {name: customer_id, header: 顧客ID, type: id}
      - {name: channel, header: チャネル, type: choice, choices: {email: [メール], all: [すべて]}}
      - {name: topic, header: トピック, type: id, optional: true}
      - {name: action, header: 種別, type: choice, choices: {opt_in: [再開], opt_out: [停止]}}
      - {name: occurred_at, header: 発生日時, type: timestamp}
      - {name: origin, header: 取得元, type: text, optional: true}
      - {name: until_on, header: 期限日, type: date, optional: true}
      # The address itself, for those who left no number.
      - {name: address_email, header: メールアドレス, type: email, optional: true}
      - {name: address_phone, header: 電話番号, type: phone, optional: true}
      - {name: address_line_id, header: LINE ID, type: line_id, optional: true}
      - {name: address_token, header: トークン, type: token, optional: true}

    """

  private static let deliveryEvents = """
    # One row something that happened to a mail; 'send_id' is the manifest's.
    # 配信システムからの配信結果
    source: delivery_events
    label: 配信結果
    files: "delivery_events*.csv"
    mode: append
    key: [event_id]
    event_time: occurred_at
    columns:
      - {name: event_id, header: イベントID, type: id}
      - {name: send_id, header: 送信ID, type: id}
      - {name: kind, header: 種別, type: choice, choices: [delivered, open, click, hard_bounce, soft_bounce, complaint, unsubscribe]}
      - {name: occurred_at, header: 発生日時, type: timestamp}

    """

  private static let customers = """
    # One row a customer. 'meibo new source --from FILE' drafts such a file from a real export.
    # 顧客マスタ
    source: customers
    label: 顧客
    files: "customers*.csv"
    mode: snapshot
    key: [customer_id]
    newest_by: updated_at
    columns:
      - {name: customer_id, header: 顧客ID, type: id}
      - {name: family_name, header: 姓, type: person}
      - {name: given_name, header: 名, type: person}
      - {name: email, header: メールアドレス, type: email}
      - {name: email_permission, header: メルマガ許可, type: bool}
      - {name: updated_at, header: 更新日時, type: timestamp}

    """

  private static let orders = """
    # One row an order.
    # 注文
    source: orders
    label: 注文
    files: "orders*.csv"
    mode: append
    key: [order_id]
    event_time: ordered_at  # an order that lies after the business date is not known yet
    columns:
      - {name: order_id, header: 注文番号, type: id}
      - {name: customer_id, header: 顧客ID, type: id}
      - {name: ordered_at, header: 注文日時, type: timestamp}
      - {name: amount, header: 金額, type: money}
      - {name: status, header: 状態, type: choice, choices: {paid: [支払済], cancelled: [取消, キャンセル]}}
    links:
      customer: {source: customers, on: customer_id}
    conditions:
      valid: status = 'paid'

    """

  private static let mart = """
    # What marketers choose people by: one row a customer. 'value' is an expression
    # (docs/expressions.md); without it, the source's column of that name.
    # 配信用データ。顧客1人に1行。
    mart: customers
    label: 顧客データ
    rows: customers
    key: customer_id
    columns:
      - {name: customer_id, label: 顧客ID, type: text, roles: [key]}
      - {name: email, label: メールアドレス, type: text, roles: [address]}
      - {name: email_permission, label: メルマガ許可フラグ, type: bool, roles: [segment], value: permission(email)}
      - {name: family_name, label: 姓, type: text, roles: [content]}
      - {name: given_name, label: 名, type: text, roles: [content]}
      - {name: order_count, label: 注文回数, type: int, roles: [segment], value: count(orders where valid)}
      - {name: paid_total, label: 累計購入金額, type: int, roles: [segment], value: sum(orders.amount where valid)}
      - {name: first_ordered_on, label: 初回注文日, type: date, roles: [content], value: date(min(orders.ordered_at where valid))}
      - {name: days_since_first_order, label: 初回注文日からの経過日数, type: int, roles: [segment], value: days_since(first_ordered_on)}

    """

  private static let scenario = """
    # A week after somebody's first and only order: an offer, and once more if it was not opened.
    # 初回注文の7日後に2回目の購入をご案内し、開封がなければ3日後に再送します。
    scenario: second_order
    number: 1
    name: 2回目購入のご案内
    mart: customers
    topic: campaign
    trigger: {every: day, at: "10:00"}
    reentry: never
    entry:
      - email_permission
      - order_count = 1
      - days_since_first_order = follow_days
    # Asked again before every further message.
    guards:
      - {require: order_count = 1, else: goal}
    messages:
      A: {label: 2回目購入のご案内, channel: email}
      "A'": {label: 2回目購入のご案内（再送）, channel: email, resend_of: A}
    flow:
      - send: A
      - wait: 3 days after A
      - if: open(A)
        then:
          - end: done
        else:
          - send: "A'"

    """
}
