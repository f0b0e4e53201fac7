extension Cast {
  /// Who filled in the form: by id, address or telephone, or nobody we know; and which of a
  /// day's requests counts.
  mutating func playForms() {
    request(customer())
    // Known by the main address, by the second, by telephone and family name.
    request(customer(), ["顧客ID": ""])
    let second = customer(["サブメールアドレス": "second.one@sub.example.net"])
    request(second, ["顧客ID": "", "メールアドレス": "second.one@sub.example.net"])
    let phoned = customer()
    request(phoned, ["顧客ID": "", "メールアドレス": "", "携帯電話番号": phoned.phone, "名": ""])
    request(customer(), ["顧客ID": "C9999998"])
    // The telephone is right and the family name is not given, or another: a prospect.
    let unnamed = customer()
    request(
      unnamed, ["顧客ID": "", "メールアドレス": "unnamed@example.org", "携帯電話番号": unnamed.phone, "姓": ""])
    // The address is right and the name is another's: a prospect with the form's own consent.
    request(customer(), ["顧客ID": "", "姓": "別姓", "メルマガ許可": "true"])
    request(customer(), ["顧客ID": "", "名": "別名", "メルマガ許可": "false"])
    playSpelledNames()
    playFamilies()
    playProspects()
    playDays()
  }

  /// Names that are the same in older letters, and addresses in another width.
  private mutating func playSpelledNames() {
    let older = customer(["姓": "髙﨑", "名": "真理"])
    request(older, ["顧客ID": "", "姓": "高崎　様", "名": "眞理"])
    // Spellings that chance might leave out, among them eras and a lost zero.
    for cells in [
      ["郵便番号": "600001", "生年月日": "S50.1.2"], ["メルマガ許可": "有", "生年月日": "H元.5.1"],
      ["生年月日": "大正15年12月25日"], ["生年月日": "Ｔ１４．３．３"], ["生年月日": "明治45年7月29日"],
      ["生年月日": "H3.7.7", "従業員数": "１，２００"],
    ] {
      customer(cells)
    }
    let wide = customer()
    request(wide, ["顧客ID": fullWidth(wide.id) + "　", "メールアドレス": fullWidth(wide.mail)])
    let caps = customer()
    request(caps, ["顧客ID": "", "メールアドレス": "MAILTO:\(caps.mail.uppercased());"])
  }

  /// A family with one address and one telephone.
  private mutating func playFamilies() {
    let mail = "family.one@mail.example.ne.jp"
    let shared = ["メールアドレス": mail, "携帯電話番号": "080-9100-0001", "姓": "山田"]
    let parent = customer(shared.merging(["名": "一郎"]) { $1 })
    let child = customer(shared.merging(["名": "花子"]) { $1 })
    // With the given name the address is enough; without it, it could be either.
    request(child, ["顧客ID": "", "メールアドレス": mail, "姓": "山田", "名": "花子"])
    request(parent, ["顧客ID": "", "メールアドレス": mail, "姓": "山田", "名": "", "メルマガ許可": "true"])
    // The address could be either, the telephone is one's own.
    let own = customer(["メールアドレス": "family.two@example.jp", "姓": "佐藤", "名": "次郎"])
    customer(["メールアドレス": "family.two@example.jp", "姓": "佐藤", "名": "梅"])
    request(
      own,
      ["顧客ID": "", "メールアドレス": "family.two@example.jp", "姓": "佐藤", "名": "", "携帯電話番号": own.phone])
    // Two customers with one address, each by id: the later request counts for the address.
    let first = customer(["メールアドレス": "family.three@example.com"])
    let last = customer(["メールアドレス": "family.three@example.com"])
    request(first, ["メールアドレス": "family.three@example.com", "資料請求日時": time(-1, "09:00:00")])
    request(last, ["メールアドレス": "family.three@example.com", "資料請求日時": time(-1, "21:00:00")])
  }

  private mutating func playProspects() {
    let guest = ["姓": "見本", "名": "太郎", "都道府県": "東京"]
    for (mail, permission) in [
      ("guest.yes@example.net", "true"), ("guest.no@example.net", "false"),
      ("guest.blank@example.net", ""), ("guest.odd@example.net", "たぶん"), ("", "true"),
    ] {
      let form = ["メールアドレス": mail, "メルマガ許可": permission]
      request(nil, guest.merging(form) { $1 })
    }
    // Nothing at all is filled in.
    request(nil, ["都道府県": ""])
  }

  /// Requests of other days, several on one day, and one without a time.
  private mutating func playDays() {
    let twice = customer()
    request(twice, ["資料請求日時": time(-1, "09:00:00")])
    request(twice, ["資料請求日時": time(-1, "18:00:00")])
    let tied = customer()
    request(tied, ["資料請求日時": time(-1, "12:00:00")])
    request(tied, ["資料請求日時": time(-1, "12:00:00")])
    request(customer(), ["資料請求日時": time(-1, "00:00:00")])
    request(customer(), ["資料請求日時": time(-1, "23:59:59")])
    request(customer(), day: 0)
    request(customer(), day: 1)
    request(customer(), ["資料請求日時": ""])
    request(customer(), ["資料請求日時": "2026/02/30 10:00"])
    request(customer(), day: -60)
    request(customer(), day: -61)
    // The request before midnight in Tokyo is one of the day before in London.
    request(customer(), ["資料請求日時": "\(day(-1))T14:59:59Z"])
  }
}
