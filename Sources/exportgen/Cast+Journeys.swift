extension Cast {
  /// Requests of the days before, whose first message was sent if those days were run: what
  /// became of it decides what comes next, and whether anything does.
  mutating func playJourneys() {
    answered("open")
    answered("click", ["リンクURL": Words.site + "/products/"])
    answered("delivered")
    answered("soft_bounce")
    answered("hard_bounce")
    answered("unsubscribe")
    answered("complaint")
    answered("open", ["発生日時": ""])
    answered("hard_bounce", ["発生日時": "配信直後"])
    answered("開封")
    // Bounced, with a second address; bounced, and agreed again.
    let second = customer(["サブメールアドレス": "after.bounce@example.net"])
    delivery("hard_bounce", of: request(second, day: -2), day: -1)
    let again = customer()
    delivery("hard_bounce", of: request(again, day: -2), day: -1)
    consent("", "opt_in", day: 0, ["宛先": again.mail])
    playSoftBounces()
    playEveryDay()
    playContracts()
    // Answers to nobody's message.
    for kind in ["delivered", "open", "hard_bounce", "unsubscribe"] {
      delivery(kind, of: "nobody", day: -4)
    }
  }

  private mutating func answered(_ kind: String, _ changes: [String: String] = [:]) {
    delivery(kind, of: request(customer(), day: -2), day: -1, changes)
  }

  /// Three soft bounces over more than a week, and the same with one message opened between.
  private mutating func playSoftBounces() {
    for opened in [false, true] {
      let member = customer()
      for (day, kind) in [
        (-10, "soft_bounce"), (-6, opened ? "open" : "soft_bounce"), (-2, "soft_bounce"),
      ] {
        delivery(kind, of: request(member, day: day - 1), day: day)
      }
      request(member)
    }
  }

  /// Somebody who asks every day: the cap of a week is reached if every day is run.
  private mutating func playEveryDay() {
    let eager = customer()
    for day in -7 ... -1 { request(eager, day: day) }
  }

  /// Whoever holds a contract is not asked to make one.
  private mutating func playContracts() {
    for changes in [
      [:], ["契約開始日": day(0)], ["契約開始日": day(1)], ["契約ステータス": "解約", "契約終了日": day(1)],
      ["契約ステータス": "解約", "契約終了日": day(0)], ["契約ステータス": "解約"], ["契約終了日": day(0)],
      ["契約終了日": day(-1)], ["契約ステータス": "満期", "契約終了日": day(-400)], ["契約ステータス": "不明"],
      ["契約開始日": "不明"],
    ] {
      let member = customer()
      contract(member, changes)
      request(member)
    }
  }
}
