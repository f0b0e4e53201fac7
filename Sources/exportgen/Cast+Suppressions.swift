extension Cast {
  /// Who must not be written to, whatever they agreed to, and where there is nothing to write to.
  mutating func playSuppressions() {
    playSubjects()
    playReach()
    playUnreadableSuppressions()
    playHandling()
    playDestinations()
  }

  private mutating func playSubjects() {
    for (type, reason) in [
      ("customer", "complaint_handling"), ("email", "legal"), ("phone", "deceased"),
      ("line_id", "internal"), ("token", "competitor"),
    ] {
      let member = customer()
      let subject =
        switch type {
        case "customer": member.id
        case "email": member.mail
        case "phone": member.phone
        case "line_id": member.lineID
        default: member.token
        }
      suppress(type, subject, ["理由": reason])
      request(member)
    }
    // A domain, and a domain above.
    request(customer(["メールアドレス": "one@blocked.example"]))
    request(customer(["メールアドレス": "two@mail.blocked.example"]))
    request(customer(["メールアドレス": "three@notblocked.example"]))
    suppress("email_domain", "blocked.example")
    // Any address of the person counts.
    let second = customer(["サブメールアドレス": "suppressed.sub@example.net"])
    suppress("email", "Suppressed.Sub@example.net")
    request(second)
  }

  /// When and on which channel a suppression holds.
  private mutating func playReach() {
    suppressed(["開始日": day(0), "終了日": day(0)])
    suppressed(["終了日": day(-1)])
    suppressed(["開始日": day(1)])
    suppressed(["チャネル": "email"])
    suppressed(["チャネル": "sms"])
    suppressed(["チャネル": "sms", "理由": "legal"])
    // The smallest id gives the reason.
    let twice = customer()
    suppress("customer", twice.id, ["理由": "internal"])
    suppress("email", twice.mail, ["理由": "legal"])
    request(twice)
  }

  private mutating func playUnreadableSuppressions() {
    suppressed(["開始日": ""])
    suppressed(["終了日": "未定"])
    suppressed(["チャネル": "メール"])
    suppressed(["チャネル": "sms", "理由": "不明な理由"])
    let any = customer()
    suppress("種別不明", any.mail)
    request(any)
    suppress("customer", "")
    suppress("email", "読めない宛先")
  }

  /// 対応状況, a free text.
  private mutating func playHandling() {
    for words in [
      "クレーム対応中", "クレーム 解決済", "クレーム 未解決", "クレームなし", "対応中", "ｸﾚｰﾑ　対応完了", "クレーム（再燃）",
      "クレーム未対応済", "完了",
    ] {
      request(customer(["対応状況": words]))
    }
  }

  /// No address, the second address, and one address for two.
  private mutating func playDestinations() {
    request(customer(["メールアドレス": ""]), ["メールアドレス": ""])
    request(customer(["メールアドレス": "broken@@example.jp"]), ["メールアドレス": ""])
    request(customer(["メールアドレス": "", "サブメールアドレス": "only.sub@example.net"]), ["メールアドレス": ""])
    for clock in ["09:00:00", "20:00:00"] {
      request(
        customer(["メールアドレス": "", "サブメールアドレス": "both.sub@example.net"]),
        ["メールアドレス": "", "資料請求日時": time(-1, clock)])
    }
    let main = customer()
    request(main)
    request(customer(["メールアドレス": "", "サブメールアドレス": main.mail]), ["メールアドレス": ""])
  }

  /// A customer with one suppression, who asked for documents.
  private mutating func suppressed(_ changes: [String: String]) {
    let member = customer()
    suppress("customer", member.id, changes)
    request(member)
  }
}
