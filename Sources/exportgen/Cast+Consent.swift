extension Cast {
  /// Whether the person who asked for documents may be written to.
  mutating func playConsent() {
    playBase()
    playEvents()
    playAddresses()
    playUnreadable()
    playFormConsent()
  }

  private mutating func playBase() {
    request(customer(["メルマガ許可": "0"]))
    request(customer(["メルマガ許可": ""]))
    request(customer(["メルマガ許可": "要確認"]))
    request(customer(["メルマガ許可": "希望する"]))
  }

  private mutating func playEvents() {
    // A refusal holds however old it is; an agreement only if it is newer than the row.
    event("opt_out", day: -400)
    event("opt_out", day: -3)
    event("opt_in", day: -3, customer: ["メルマガ許可": "0"])
    event("opt_in", day: -300, customer: ["メルマガ許可": "0"])
    event("opt_in", day: -300, customer: ["メルマガ許可": ""])
    event("opt_in", day: -3, customer: ["メルマガ許可": "0", "更新日時": ""])
    // The later of two decides; in the same second the refusal.
    let back = customer()
    consent(back.id, "opt_out", day: -20)
    consent(back.id, "opt_in", day: -10)
    request(back)
    let torn = customer(["メルマガ許可": ""])
    consent(torn.id, "opt_out", day: -5)
    consent(torn.id, "opt_in", day: -5)
    request(torn)
    // A topic: this message's, another's, and none given.
    event("opt_out", day: -5, ["トピック": "campaign"])
    event("opt_out", day: -5, ["トピック": "renewal"])
    event("opt_out", day: -5, ["トピック": ""])
    // For a time: to the business date, to the day before, to a day that cannot be read.
    event("opt_out", day: -30, ["期限日": day(0)])
    event("opt_out", day: -30, ["期限日": day(-1)])
    event("opt_out", day: -30, ["期限日": "来月末"])
    // Not known yet, and of another channel.
    event("opt_out", day: 1)
    event("opt_out", day: -5, ["チャネル": "sms"])
    event("opt_out", day: -5, ["チャネル": "all"])
  }

  /// Events about an address and not a customer.
  private mutating func playAddresses() {
    let mail = customer()
    consent("", "opt_out", day: -5, ["宛先": " \(mail.mail.uppercased())"])
    request(mail)
    let second = customer(["サブメールアドレス": "refused.sub@example.net"])
    consent("", "opt_out", day: -5, ["宛先": "refused.sub@example.net"])
    request(second)
    // Whoever has the telephone refuses everything; agreeing to everything is for it alone.
    let phone = customer()
    consent("", "opt_out", day: -5, ["宛先": phone.phone, "チャネル": "all"])
    request(phone)
    let eager = customer(["メルマガ許可": "0"])
    consent("", "opt_in", day: -5, ["宛先": eager.phone, "チャネル": "all"])
    request(eager)
    // The guest of a form, by address.
    consent("", "opt_out", day: -5, ["宛先": "guest.refused@example.org"])
    request(nil, ["メールアドレス": "guest.refused@example.org", "姓": "見本", "メルマガ許可": "true"])
    consent("", "opt_out", day: -5, ["宛先": "この人"])
    consent("C9999997", "opt_out", day: -5)
  }

  /// What cannot be read counts against sending.
  private mutating func playUnreadable() {
    event("停止希望", day: -5)
    event("", day: -5)
    event("opt_out", day: -5, ["チャネル": "メルマガ"])
    event("opt_out", day: -5, ["チャネル": ""])
    event("opt_in", day: -5, customer: ["メルマガ許可": "0"], ["チャネル": "めーる"])
    event("opt_in", day: -5, customer: ["メルマガ許可": "0"], ["発生日時": "先週"])
    let undated = customer()
    consent(undated.id, "opt_out", day: 0, ["発生日時": "2026-02-31 10:00:00"])
    consent(undated.id, "opt_in", day: -1)
    request(undated)
    event("ｏｐｔ＿ｏｕｔ", day: -5, ["チャネル": "ＥＭＡＩＬ"])
  }

  /// A ticked box of a known customer's form.
  private mutating func playFormConsent() {
    request(customer(["メルマガ許可": "0"]), ["メルマガ許可": "true"])
    request(customer(["メルマガ許可": ""]), ["メルマガ許可": "true"])
    request(customer(), ["メルマガ許可": "false"])
    let refused = customer()
    consent(refused.id, "opt_out", day: -5)
    request(refused, ["メルマガ許可": "true"])
    // Another's address in the form agrees for nobody.
    request(
      customer(["メルマガ許可": "0"]), ["メールアドレス": "someone.else@example.org", "メルマガ許可": "true"])
    let second = customer(["メルマガ許可": "0", "サブメールアドレス": "ticked.sub@example.net"])
    request(second, ["メールアドレス": "ticked.sub@example.net", "メルマガ許可": "true"])
  }

  /// A customer with one event, who asked for documents.
  private mutating func event(
    _ action: String, day: Int, customer cells: [String: String] = [:],
    _ changes: [String: String] = [:]
  ) {
    let member = customer(cells)
    consent(member.id, action, day: day, changes)
    request(member)
  }
}
