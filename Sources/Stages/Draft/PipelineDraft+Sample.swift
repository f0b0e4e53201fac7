extension PipelineDraft {
  /// Exports of nobody: one more row for each way in which somebody is left out. Nothing was sent
  /// yet that could have been opened.
  static let sample = [
    (path: "\(exports)/customers_20261121.csv", content: customerRows),
    (path: "\(exports)/orders_20261121.csv", content: orderRows),
    (path: "\(exports)/consent_events_20261121.csv", content: consentRows),
    (path: "\(exports)/delivery_events_20261121.csv", content: "イベントID,送信ID,種別,発生日時\n"),
  ]

  private static let consentRows = """
    許諾イベントID,顧客ID,チャネル,種別,発生日時
    E001,C009,メール,停止,2026/11/18 21:30

    """

  private static let customerRows = """
    顧客ID,姓,名,メールアドレス,メルマガ許可,更新日時
    C001,佐藤,花子,hanako.sato@example.jp,許可,2026/11/14 10:05
    C002,鈴木,一郎,ＩＣＨＩＲＯ@example.jp,1,2026-11-14 12:00:00
    C003,高橋,久美子,kumiko@example.com,不可,2026/11/14 09:00
    C004,田中,実,,許可,2026/11/14 18:30
    C005,伊藤,さくら,sakura.ito@example.net,許可,2026/11/20 20:00
    C006,渡辺,健,ken@example.org,許可,2026/11/18 08:15
    C007,佐藤,太郎,hanako.sato@example.jp,許可,2026/11/14 10:30
    C008,山本,葵,aoi.yamamoto@example.com,許可,2026/11/15 11:00
    C009,中村,蓮,ren.nakamura@example.jp,許可,2026/11/14 15:20

    """

  private static let orderRows = """
    注文番号,顧客ID,注文日時,金額,状態
    O1001,C001,2026/11/14 10:05,"4,980円",支払済
    O1002,C002,2026/11/14 12:00,"￥12,800",支払済
    O1003,C003,2026/11/14 09:00,"3,200",支払済
    O1004,C004,2026/11/14 18:30,"2,400",支払済
    O1005,C005,2026/11/14 21:00,"6,600",支払済
    O1006,C005,2026/11/20 20:00,"1,980",支払済
    O1007,C006,2026/11/18 08:15,"9,900",支払済
    O1008,C007,2026/11/14 10:30,"5,500",支払済
    O1009,C008,2026/11/14 11:00,"7,700",キャンセル
    O1010,C009,2026/11/14 15:20,"3,300",支払済

    """
}
