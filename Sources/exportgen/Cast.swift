/// Customers who each play one situation, whatever the seed: for every rule about matching,
/// consent, suppression and caps there is somebody to whom it applies on the business date.
///
/// Most of them asked for documents on the day before, which is what the first scenario waits for.
struct Cast: Sendable {
  let date: Day
  private let seed: UInt64
  /// How many customers the cast has; they are the first of the world.
  private(set) var members = 0
  private var rows: [Source: [[String]]] = [:]

  init(seed: UInt64, date: Day) {
    self.seed = seed
    self.date = date
    playForms()
    playConsent()
    playSuppressions()
    playJourneys()
    playOtherScenarios()
  }

  /// The rows of a source, in the order of its columns.
  func rows(_ source: Source) -> [[String]] { rows[source] ?? [] }

  /// A customer of the cast and their addresses, also those that their row leaves out.
  struct Member {
    let id: String
    let family: String
    let given: String
    let mail: String
    let phone: String
    let lineID: String
    let token: String
  }

  /// Adds a customer who allows every channel and whose firm is spelled as nobody's before, with the cells in `changes` instead.
  @discardableResult
  mutating func customer(_ changes: [String: String] = [:]) -> Member {
    let person = Person(members, seed: seed, date: date, castCount: .max)
    members += 1
    let member = Member(
      id: person.text(person.addID), family: person.familyName.kanji, given: person.name.kanji,
      mail: person.text(person.addMail), phone: person.text(person.addPhone),
      lineID: person.text(person.addLineID), token: person.text(person.addToken))
    let postal = padded(person.postal, 7)
    let cells = [
      "顧客ID": member.id, "姓": member.family, "名": member.given,
      "会社名": Dirt.company("見本商店", members), "セイ": person.familyName.kana, "メイ": person.name.kana,
      "メールアドレス": member.mail,
      "携帯電話番号": member.phone, "LINE ID": member.lineID, "FCMトークン": member.token,
      "生年月日": person.birth.text("/"), "性別": person.isWoman ? "女性" : "男性",
      "郵便番号": "\(postal.prefix(3))-\(postal.suffix(4))", "都道府県": person.prefecture,
      "住所": person.text(person.addAddress), "メルマガ許可": "1", "LINE配信許可": "1", "SMS配信許可": "1",
      "アプリpush許可": "1", "登録日時": time(-800), "更新日時": time(-100),
    ]
    add(.customers, cells, changes)
    return member
  }

  /// Adds a document request of the day before by the member, or by nobody known.
  @discardableResult
  mutating func request(_ member: Member?, day: Int = -1, _ changes: [String: String] = [:])
    -> String
  {
    let key = key(.documentRequests)
    let cells = [
      "資料請求ID": key, "資料ID": "D01", "資料名": Words.documents[0],
      "資料請求日時": time(day, "1\((rows[.documentRequests] ?? []).count % 8):15:00"),
    ]
    add(.documentRequests, form(member, cells), changes)
    return key
  }

  /// Adds a quote of the day before.
  mutating func quote(_ member: Member?, day: Int = -1, _ changes: [String: String] = [:]) {
    add(.quotes, form(member, ["見積ID": key(.quotes), "見積日時": time(day, "11:20:00")]), changes)
  }

  /// Adds a reservation made twenty days before the business date.
  mutating func reservation(_ member: Member?, _ changes: [String: String]) {
    let cells = [
      "来店予約ID": key(.reservations), "来店予約日時": time(-20), "来店予定日時": time(7), "店舗ID": "S001",
      "店舗名": Words.shops[0], "スタッフID": "ST001", "スタッフ名": "見本　花子", "相談内容": Words.topics[0],
      "相談のきっかけ": Words.sources[0], "更新日時": time(-20),
    ]
    add(.reservations, form(member, cells), changes)
  }

  /// Adds an active contract of a line (0 life, 1 non-life).
  mutating func contract(_ member: Member, line: Int = 0, _ changes: [String: String] = [:]) {
    let product = Words.products[line * 5]
    let cells = [
      "契約ID": key(.contracts), "顧客ID": member.id, "保険区分": line == 0 ? "生命" : "損害",
      "商品種別ID": product.typeID, "商品種別": product.type, "商品ID": product.ids[0],
      "商品名": product.names[0], "契約ステータス": "契約中", "契約開始日": day(-700), "更新回数": "1",
      "累計支払金額": "120000", "更新日時": time(-30),
    ]
    add(.contracts, cells, changes)
  }

  /// Adds a consent event.
  mutating func consent(
    _ customerID: String, _ action: String, day: Int, _ changes: [String: String] = [:]
  ) {
    let cells = [
      "許諾イベントID": key(.consentEvents), "顧客ID": customerID, "チャネル": "email", "トピック": "all",
      "種別": action, "発生日時": time(day, "08:00:00"), "取得元": "配信設定ページ",
    ]
    add(.consentEvents, cells, changes)
  }

  /// Adds a suppression of every channel from long ago and without an end.
  mutating func suppress(_ type: String, _ subject: String, _ changes: [String: String] = [:]) {
    let cells = [
      "除外ID": key(.suppressions), "対象種別": type, "対象": subject, "チャネル": "all", "理由": "other",
      "開始日": day(-300),
    ]
    add(.suppressions, cells, changes)
  }

  /// Adds what became of an e-mail that was sent on the business date `day` days away.
  mutating func delivery(
    _ kind: String, of key: String, day: Int, step: String = "A", entered: Int? = nil,
    _ changes: [String: String] = [:]
  ) {
    let send = SendID(
      scenario: "document_request_contract", step: step, subject: key,
      entered: date + (entered ?? day))
    let cells = [
      "イベントID": self.key(.deliveryEvents), "送信ID": send.text, "種別": kind,
      "発生日時": time(day, "20:30:00"),
    ]
    add(.deliveryEvents, cells, changes)
  }

  /// The day so many days from the business date.
  func day(_ days: Int) -> String { (date + days).text() }

  /// A time on that day.
  func time(_ days: Int, _ clock: String = "10:00:00") -> String { "\(day(days)) \(clock)" }

  mutating func add(
    _ source: Source, _ cells: [String: String], _ changes: [String: String] = [:]
  ) {
    let row = source.columns.map { changes[$0] ?? cells[$0] ?? "" }
    rows[source, default: []].append(row)
  }

  /// A key that no ordinary record has.
  func key(_ source: Source) -> String {
    source.prefix + "9" + padded((rows[source] ?? []).count + 1, 7)
  }

  /// The cells of a form that a member filled in with the main address and their own name.
  private func form(_ member: Member?, _ cells: [String: String]) -> [String: String] {
    let product = Words.products[2]
    let contact = [
      "商品種別ID": product.typeID, "商品種別": product.type, "商品ID": product.ids[0],
      "商品名": product.names[0], "顧客ID": member?.id ?? "", "メールアドレス": member?.mail ?? "",
      "姓": member?.family ?? "", "名": member?.given ?? "",
    ]
    return cells.merging(contact) { first, _ in first }
  }
}
