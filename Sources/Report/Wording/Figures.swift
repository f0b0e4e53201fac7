import Table

/// Numbers as people read them. Whole-number arithmetic, so that the same figures always give the
/// same text.
enum Figures {
  /// `4,098`.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `+12`, `−3`, `±0`.
  static func change(_ number: Int) -> String {
    number == 0 ? "±0" : number > 0 ? "+" + count(number) : count(number)
  }

  /// `1 record`, `2 records`.
  static func english(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `0.7%`; under 0.1 %, but not nothing: `<0.1%`.
  static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (part * 1000 + whole / 2) / whole
    if tenths == 0, part > 0 { return "<0.1%" }
    return tenths == 0 || tenths == 1000 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
  }

  /// `2.7 MB`, in powers of ten.
  static func bytes(_ number: Int) -> String {
    var unit = 1
    for name in ["B", "kB", "MB", "GB"] {
      if number < unit * 1000 || name == "GB" {
        if unit == 1 { return "\(number) B" }
        let tenths = (number * 10 + unit / 2) / unit
        return tenths >= 100
          ? "\(count(tenths / 10)) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
      }
      unit *= 1000
    }
    return ""
  }

  /// `2026-11-21`.
  static func day(_ number: Int64) -> String { CalendarDay.text(number) }

  /// `11-21`.
  static func shortDay(_ number: Int64) -> String { String(CalendarDay.text(number).dropFirst(5)) }

  /// The day of the week.
  static func weekday(_ number: Int) -> Phrase {
    let words = [
      Phrase("日", "Sunday"), Phrase("月", "Monday"), Phrase("火", "Tuesday"),
      Phrase("水", "Wednesday"), Phrase("木", "Thursday"), Phrase("金", "Friday"),
      Phrase("土", "Saturday"),
    ]
    return words[((number % 7) + 7) % 7]
  }
}
