import Table

extension DateParser {
  /// Asia/Tokyo is nine hours ahead of UTC all year.
  private static let tokyoOffset = 9 * 3600

  /// What follows a date: nothing, or a time after `T` or a blank (after 日 also at once), and a
  /// zone. Gives seconds from the date's midnight in Asia/Tokyo, below 0 or above a day if the zone
  /// moves the date. Must reach the end of the text.
  mutating func timeToEnd(after form: Form) -> Int? {
    let isApart = skipBlanks()
    let hasT = accept(UInt8(ascii: "T")) || accept(UInt8(ascii: "t"))
    if isAtEnd { return hasT ? nil : 0 }
    guard isApart || hasT || form == .kanji else { return nil }
    if hasT { skipBlanks() }
    guard let seconds = clock() else { return nil }
    skipBlanks()
    if isAtEnd { return seconds }
    guard let offset = zone(), isAtEnd else { return nil }
    return seconds - offset + DateParser.tokyoOffset
  }

  /// `H:MM`, `HH:MM:SS`, `HH:MM:SS.fff` or `H時M分`, after 午前 or 午後 or not, in seconds.
  private mutating func clock() -> Int? {
    let isMorning = accept("午前")
    let isAfternoon = !isMorning && accept("午後")
    if isMorning || isAfternoon { skipBlanks() }
    guard var hour = shortNumber() else { return nil }
    if isMorning || isAfternoon {
      guard hour <= 12 else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    var minute = 0
    var second = 0
    if accept("時") {
      skipBlanks()
      guard let value = shortNumber(), accept("分") else { return nil }
      minute = value
    } else {
      guard accept(UInt8(ascii: ":")), let value = twoDigits() else { return nil }
      minute = value
      if accept(UInt8(ascii: ":")) {
        guard let value = twoDigits() else { return nil }
        second = value
        if accept(UInt8(ascii: ".")), !skipDigits() { return nil }
      }
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// `Z`, `+09:00` or `+0900`: how far ahead of UTC, in seconds.
  private mutating func zone() -> Int? {
    if accept(UInt8(ascii: "Z")) || accept(UInt8(ascii: "z")) { return 0 }
    let isBehind = accept(UInt8(ascii: "-"))
    guard isBehind || accept(UInt8(ascii: "+")), let hours = twoDigits() else { return nil }
    _ = accept(UInt8(ascii: ":"))
    guard let minutes = twoDigits(), hours < 24, minutes < 60 else { return nil }
    let offset = hours * 3600 + minutes * 60
    return isBehind ? -offset : offset
  }

  private mutating func twoDigits() -> Int? {
    guard at + 2 <= text.count, 0x30...0x39 ~= text[at], 0x30...0x39 ~= text[at + 1] else {
      return nil
    }
    at += 2
    return Int(text[at - 2] - 0x30) * 10 + Int(text[at - 1] - 0x30)
  }

  private mutating func skipDigits() -> Bool {
    let start = at
    while at < text.count, 0x30...0x39 ~= text[at] { at += 1 }
    return at > start
  }
}
