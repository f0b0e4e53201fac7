extension Cast {
  /// At least one customer for the entry of each of the other daily scenarios, and the caps that
  /// several of them together run into.
  mutating func playOtherScenarios() {
    quote(customer())
    quote(customer(), day: -60)
    request(customer(), day: -60)
    playVisits()
    playContractDays()
    playViews()
    playGrants()
    playLine()
    // Four scenarios on one day: two messages, then the cap.
    let wanted = customer()
    request(wanted)
    quote(wanted)
    view(wanted, "/products/T03")
    grant(wanted, day: -7)
    let holder = customer()
    contract(holder, ["次回契約更新日": day(30), "前回契約更新日": day(-335)])
    grant(holder, day: -7)
  }

  private mutating func playVisits() {
    reservation(customer(), [:])
    reservation(customer(["SMS配信許可": ""]), ["来店予定日時": time(7, "18:30:00")])
    reservation(customer(), ["来店キャンセル日時": time(-1)])
    reservation(customer(["SMS配信許可": "0"]), ["来店キャンセル日時": time(-1)])
    // Booked again after the cancellation; known only after the business date.
    let rebooked = customer()
    reservation(rebooked, ["来店キャンセル日時": time(-1, "09:00:00")])
    reservation(rebooked, ["来店予約日時": time(-1, "15:00:00"), "来店予定日時": time(9)])
    reservation(customer(), ["来店キャンセル日時": time(1)])
    reservation(customer(), ["来店予定日時": time(-1), "来店日時": time(-1)])
    reservation(customer(), ["来店予定日時": time(-60), "来店日時": time(-60), "来店予約日時": time(-70)])
    reservation(customer(), ["来店予定日時": time(2), "来店日時": time(2)])
    reservation(
      nil, ["姓": "見本", "携帯電話番号": "070-9200-0002", "メールアドレス": "visit@example.net", "メルマガ許可": "可"])
  }

  private mutating func playContractDays() {
    contract(customer(), ["契約開始日": day(-1)])
    contract(customer(), line: 1, ["契約開始日": day(-1)])
    // One address, two holders: both renewals would go to it.
    for _ in 0..<2 {
      contract(customer(["メールアドレス": "renewal.pair@example.com"]), ["次回契約更新日": day(30)])
    }
    contract(customer(["メールアドレス": ""]), ["次回契約更新日": day(30)])
    let both = customer()
    contract(both)
    contract(both, line: 1, ["次回契約更新日": day(30), "累計支払金額": "￥1,234,567-"])
    contract(both, line: 1, ["契約ステータス": "解約", "契約終了日": day(-40)])
  }

  private mutating func playViews() {
    view(customer(), "/products/T11")
    let leaving = customer()
    contract(leaving)
    view(leaving, Words.cancellationPage.path + "?step=1")
  }

  private mutating func view(_ member: Member, _ path: String) {
    let key = key(.webAccess)
    let cells = [
      "webアクセスログID": key, "ビジターID": "v" + key, "顧客ID": member.id,
      "閲覧日時": time(-1, "21:10:00"), "ページURL": Words.site + path, "ページタイトル": "商品のご案内",
    ]
    add(.webAccess, cells)
  }

  private mutating func playGrants() {
    grant(customer(), day: -7)
    grant(customer(), day: -7, ["利用日": day(-2)])
    grant(customer(), day: -7, ["利用日": day(3)])
    grant(customer(), day: 2)
    grant(customer(), day: -7, ["付与日": ""])
    grant(customer(), day: -7, ["顧客ID": "C9999996"])
  }

  private mutating func grant(_ member: Member, day: Int, _ changes: [String: String] = [:]) {
    let cells = [
      "顧客ID": member.id, "キャンペーンID": "CP2699", "キャンペーン名": "秋の特典", "付与日": self.day(day),
      "更新日時": time(day),
    ]
    add(.campaignGrants, cells, changes)
  }

  /// Friends of the LINE account: strangers who joined the day before, linked, blocked.
  private mutating func playLine() {
    let stranger = (0..<6).map { "U" + String(repeating: "0", count: 31) + String($0) }
    friend(stranger[0])
    friend(stranger[1], ["LINE配信許可": "0"])
    friend(stranger[2], ["LINE配信許可": ""])
    friend(stranger[3], ["ブロック日時": time(-1, "12:00:00")])
    friend(stranger[4], ["ブロック日時": time(1)])
    friend(stranger[5])
    consent("", "opt_out", day: -1, ["宛先": stranger[5], "チャネル": "line"])
    let linked = customer()
    friend(linked.lineID, ["顧客ID": linked.id])
    friend(customer().lineID)
    friend(customer(["LINE配信許可": "0"]).lineID)
    friend(customer(["LINE配信許可": ""]).lineID, ["ブロック日時": time(-3)])
  }

  private mutating func friend(_ lineID: String, _ changes: [String: String] = [:]) {
    let cells = ["LINE ID": lineID, "LINE会員登録日時": time(-1, "10:30:00"), "LINE配信許可": "1"]
    add(.lineMembers, cells, changes)
  }
}
