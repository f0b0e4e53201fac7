/// The thirteen exports, each with its columns in the order in which records are made.
enum Source: String, CaseIterable, Sendable {
  case customers, contracts
  case documentRequests = "document_requests"
  case quotes, reservations
  case webAccess = "web_access"
  case campaignGrants = "campaign_grants"
  case lineMembers = "line_members"
  case consentEvents = "consent_events"
  case suppressions
  case deliveryEvents = "delivery_events"
  case deals, activities

  var columns: [String] {
    switch self {
    case .customers:
      [
        "顧客ID", "姓", "名", "セイ", "メイ", "会社名", "部署", "役職", "業種", "従業員数", "メールアドレス",
        "サブメールアドレス", "携帯電話番号", "LINE ID", "FCMトークン", "生年月日", "性別", "郵便番号", "都道府県",
        "住所", "メルマガ許可", "LINE配信許可", "SMS配信許可", "アプリpush許可", "アプリ最終ログイン日時",
        "対応状況", "登録日時", "更新日時",
      ]
    case .contracts:
      [
        "契約ID", "顧客ID", "保険区分", "商品種別ID", "商品種別", "商品ID", "商品名", "契約ステータス", "契約開始日",
        "契約終了日", "次回契約更新日", "前回契約更新日", "更新回数", "累計支払金額", "更新日時",
      ]
    case .documentRequests:
      ["資料請求ID", "顧客ID", "資料ID", "資料名", "資料請求日時"] + Self.product + Self.form
    case .quotes:
      ["見積ID", "顧客ID", "見積日時"] + Self.product + Self.form
    case .reservations:
      ["来店予約ID", "顧客ID", "来店予約日時", "来店予定日時", "来店日時", "来店キャンセル日時"]
        + Self.product + ["店舗ID", "店舗名", "スタッフID", "スタッフ名", "相談内容", "相談のきっかけ"]
        + Self.form + ["更新日時"]
    case .webAccess:
      ["webアクセスログID", "ビジターID", "顧客ID", "閲覧日時", "ページURL", "ページタイトル"]
    case .campaignGrants:
      ["顧客ID", "キャンペーンID", "キャンペーン名", "付与日", "利用日", "更新日時"]
    case .lineMembers:
      ["LINE ID", "顧客ID", "LINE会員登録日時", "LINE配信許可", "ブロック日時"]
    case .consentEvents:
      ["許諾イベントID", "顧客ID", "宛先", "チャネル", "トピック", "種別", "発生日時", "取得元", "期限日"]
    case .suppressions:
      ["除外ID", "対象種別", "対象", "チャネル", "理由", "開始日", "終了日"]
    case .deliveryEvents:
      ["イベントID", "送信ID", "種別", "発生日時", "リンクURL"]
    case .deals:
      ["商談ID", "顧客ID", "商談名", "フェーズ", "失注日", "失注理由", "営業担当者", "金額", "更新日時"]
    case .activities:
      ["活動ID", "顧客ID", "種別", "活動日時", "内容"]
    }
  }

  private static let product = ["商品種別ID", "商品種別", "商品ID", "商品名"]
  private static let form = ["メールアドレス", "携帯電話番号", "姓", "名", "都道府県", "メルマガ許可", "SMS配信許可"]

  /// True for the exports in CP932; the others are UTF-8.
  var isCP932: Bool {
    switch self {
    case .customers, .contracts, .reservations, .campaignGrants, .suppressions, .deals,
      .activities:
      true
    default: false
    }
  }

  /// Before a record's number in its key.
  var prefix: String {
    switch self {
    case .customers: "C"
    case .contracts: "K"
    case .documentRequests: "DR"
    case .quotes: "QT"
    case .reservations: "RV"
    case .webAccess: "WA"
    case .campaignGrants: "CP"
    case .lineMembers: "U"
    case .consentEvents: "CE"
    case .suppressions: "SP"
    case .deliveryEvents: "EV"
    case .deals: "DL"
    case .activities: "AC"
    }
  }
}
