import Table

/// What codes of tables mean, in words. A code that is not known here stands for itself.
enum Codes {
  static func exclusion(_ code: String) -> Phrase { exclusions[code] ?? Phrase(code) }
  static func quarantine(_ code: String) -> Phrase { quarantines[code] ?? Phrase(code) }
  static func issue(_ code: String) -> Phrase { issues[code] ?? Phrase(code) }

  /// How a journey ended; what is not known is a word of the scenario's own.
  static func outcome(_ code: String) -> Phrase {
    outcomes[code] ?? exclusions[code] ?? Phrase(code)
  }

  static func response(_ code: String, of step: String) -> Phrase {
    switch code {
    case "open": Phrase("\(step) を開封？", "\(step) opened?")
    case "click": Phrase("\(step) をクリック？", "\(step) clicked?")
    default: Phrase("\(code)(\(step))")
    }
  }

  private static let exclusions: [String: Phrase] = [
    "no_destination": Phrase("宛先なし", "no destination"),
    "suppressed": Phrase("配信停止リスト", "suppressed"),
    "opted_out": Phrase("受信拒否", "opted out"),
    "no_consent": Phrase("同意なし", "no consent"),
    "bounced": Phrase("不達の宛先", "bounced address"),
    "already_sent": Phrase("送信済み", "already sent"),
    "holdout": Phrase("対照群", "control group"),
    "missing_field": Phrase("差込項目の不足", "missing field"),
    "duplicate_destination": Phrase("宛先の重複", "duplicate destination"),
    "frequency_cap": Phrase("配信上限", "frequency cap"),
  ]

  private static let quarantines: [String: Phrase] = [
    "unterminated_quote": Phrase("閉じない引用符", "unterminated quote"),
    "stray_quote": Phrase("不正な引用符", "stray quote"),
    "too_long": Phrase("長すぎるレコード", "too long"),
    "field_count": Phrase("項目数の不一致", "wrong number of fields"),
    "bad_encoding": Phrase("文字コードの誤り", "bad encoding"),
    "missing_key": Phrase("キーなし", "missing key"),
  ]

  private static let issues: [String: Phrase] = [
    "bad_date": Phrase("日付として読めない", "not a date"),
    "bad_number": Phrase("数値として読めない", "not a number"),
    "bad_boolean": Phrase("真偽値として読めない", "not yes or no"),
    "bad_email": Phrase("メールアドレスでない", "not an e-mail address"),
    "bad_phone": Phrase("電話番号でない", "not a phone number"),
    "bad_line_id": Phrase("LINE ID でない", "not a LINE ID"),
    "bad_postal": Phrase("郵便番号でない", "not a postal code"),
    "bad_choice": Phrase("選択肢にない", "not one of the choices"),
  ]

  private static let outcomes: [String: Phrase] = [
    "done": Phrase("完了", "done"),
    "goal": Phrase("目標達成", "goal reached"),
    "left": Phrase("対象外になった", "left the segment"),
    "gone": Phrase("データが消えた", "row gone"),
    "cold": Phrase("反応なし", "cold"),
    "flow_changed": Phrase("フロー変更", "flow changed"),
  ]

  /// On which days people enter.
  static func trigger(_ trigger: DayReport.Trigger) -> Phrase {
    switch trigger {
    case .daily: return Phrase("毎日", "every day")
    case .monthly(let day): return Phrase("毎月\(day)日", "day \(day) of each month")
    case .weekdays(let weekday, let nth):
      let name = Figures.weekday(weekday)
      let numbers = nth.map(String.init)
      return Phrase(
        "第\(numbers.joined(separator: "・"))\(name.ja)曜日",
        "\(name.en) no. \(numbers.joined(separator: ", ")) of each month")
    case .dates(let dates):
      let list = dates.map(Figures.day).joined(separator: ", ")
      return dates.isEmpty ? Phrase("日付の指定なし", "no dates set") : Phrase(list)
    }
  }
}
