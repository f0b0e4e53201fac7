/// The word lists besides people's names: places, companies, products, pages. All invented or
/// generic, none of them a firm's or a product's own name.
enum Words {
  static let places: [(prefecture: String, city: String, postal: Int, english: String, code: Int)] =
    [
      ("北海道", "札幌市中央区", 600_000, "Hokkaido", 1), ("青森県", "青森市", 300_000, "Aomori", 2),
      ("宮城県", "仙台市青葉区", 9_800_000, "Miyagi", 4), ("埼玉県", "さいたま市", 3_300_000, "Saitama", 11),
      ("千葉県", "千葉市中央区", 2_600_000, "Chiba", 12), ("東京都", "新宿区", 1_600_000, "Tokyo", 13),
      ("東京都", "世田谷区", 1_540_000, "Tokyo", 13), ("神奈川県", "横浜市西区", 2_200_000, "Kanagawa", 14),
      ("新潟県", "新潟市中央区", 9_500_000, "Niigata", 15), ("石川県", "金沢市", 9_200_000, "Ishikawa", 17),
      ("静岡県", "静岡市葵区", 4_200_000, "Shizuoka", 22), ("愛知県", "名古屋市中区", 4_600_000, "Aichi", 23),
      ("京都府", "京都市中京区", 6_040_000, "Kyoto", 26), ("大阪府", "大阪市北区", 5_300_000, "Osaka", 27),
      ("大阪府", "堺市堺区", 5_900_000, "Osaka", 27), ("兵庫県", "神戸市中央区", 6_500_000, "Hyogo", 28),
      ("岡山県", "岡山市北区", 7_000_000, "Okayama", 33), ("広島県", "広島市中区", 7_300_000, "Hiroshima", 34),
      ("香川県", "高松市", 7_600_000, "Kagawa", 37), ("福岡県", "福岡市博多区", 8_120_000, "Fukuoka", 40),
      ("鹿児島県", "鹿児島市", 8_900_000, "Kagoshima", 46), ("沖縄県", "那覇市", 9_000_000, "Okinawa", 47),
    ]
  static let towns = ["本町", "緑町", "旭町", "栄町", "中央", "若葉台", "桜ヶ丘", "表町", "新富町"]
  static let buildings = ["", "", "", " コーポ緑101", " グリーンハイツ 205号室", " ソレイユ十番館3F"]

  static let companyCores = [
    "青葉商店", "みどり工務店", "日向システム", "北斗物流", "さくら運送", "東雲製作所", "光和不動産", "大空食品",
    "ひまわり介護サービス", "朝日ヶ丘電機", "つばめ印刷", "ソレイユ企画", "表参道デザイン室", "八千代\u{FA19}具店",
  ]
  static let departments = ["", "営業部", "総務部", "経理部", "情報システム部", "人事部 採用課", "ｼｽﾃﾑ企画室"]
  static let titles = ["", "部長", "課長", "主任", "代表取締役", "係長"]
  static let industries = ["製造業", "建設業", "小売業", "情報通信業", "医療・福祉", "運輸業", "金融業", "宿泊業"]

  /// Kind, its id, the line it belongs to, and two products.
  static let products:
    [(typeID: String, type: String, isLife: Bool, ids: [String], names: [String])] =
      [
        ("T01", "定期保険", true, ["P0101", "P0102"], ["定期保険Ａプラン", "収入保障プラン"]),
        ("T02", "終身保険", true, ["P0201", "P0202"], ["終身保険スタンダード", "終身保険ライト"]),
        ("T03", "医療保険", true, ["P0301", "P0302"], ["医療保険ベーシック", "医療保険 女性プラン"]),
        ("T04", "がん保険", true, ["P0401", "P0402"], ["がん保険 診断一時金型", "がん保険Ⅱ型"]),
        ("T05", "学資保険", true, ["P0501", "P0502"], ["学資保険１８歳満期", "学資保険２２歳満期"]),
        ("T11", "自動車保険", false, ["P1101", "P1102"], ["自動車保険 一般", "自動車保険 ゴールド"]),
        ("T12", "火災保険", false, ["P1201", "P1202"], ["火災保険 戸建て", "火災保険 マンション"]),
        ("T13", "地震保険", false, ["P1301", "P1302"], ["地震保険", "地震保険 上乗せ"]),
        ("T14", "傷害保険", false, ["P1401", "P1402"], ["傷害保険 個人型", "傷害保険 家族型"]),
        ("T15", "旅行保険", false, ["P1501", "P1502"], ["旅行保険 国内", "旅行保険 海外"]),
      ]
  static let documents = ["保険の選び方ガイド", "医療保険 比較資料", "はじめての学資保険", "火災保険のしおり", "総合パンフレット"]
  static let shops = ["新宿店", "横浜店", "梅田店", "博多店", "札幌店", "名古屋栄店", "表町店"]
  static let topics = ["保険の見直し", "新規加入の相談", "満期のご案内について", "家計全体の相談", "請求手続き"]
  static let sources = ["Web広告", "店頭チラシ", "知人の紹介", "DM", "検索"]
  static let campaigns = ["資料請求ギフト", "ご契約感謝キャンペーン", "アプリ登録特典", "紹介特典", "健康診断優待"]
  static let handling = ["", "", "", "", "", "", "新規", "要フォロー", "フォロー不要", "連絡待ち"]
  static let lostReasons = ["価格", "他社に決定", "時期尚早", "連絡が取れない", "予算なし"]
  static let notes = ["特になし", "資料を送付済み", "次回は来月に架電", "保障内容の説明", "家族構成を確認"]
  static let deals = ["団体保険のご提案", "更新商談", "法人契約の見直し", "福利厚生プラン"]

  static let site = "https://www.example.co.jp"
  static let pages: [(path: String, title: String)] = [
    ("/", "トップページ"), ("/products/", "商品一覧"), ("/products/T03", "医療保険"),
    ("/products/T11", "自動車保険"), ("/request/", "資料請求"), ("/quote/", "お見積り"),
    ("/store/", "店舗検索"), ("/mypage/", "マイページ"), ("/mypage/contract", "ご契約内容の照会"),
    ("/column/", "保険のコラム"),
  ]
  static let cancellationPage = (path: "/mypage/cancel", title: "解約のお手続き")
  static let mailDomains = [
    "example.com", "example.jp", "example.co.jp", "example.net", "mail.example.ne.jp",
    "keitai.example", "sub.example.org", "free.example",
  ]
}
