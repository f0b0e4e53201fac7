/// Values at the edges of what cleansing reads.
enum OddValue {
  private static let values = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-0", "+-1",
    "99999999999999999999999999999999", "2026-02-30", "0000-00-00", "9999-12-31 23:59:60",
    "令和99年13月32日", "H0.0.0", "明治元年", "R8/2/29", "24:00", "２０２６年２月２９日", "1900/2/29",
    "a@b", "@", "a@@b.c", "\"a b\"@c.d", "a@b.c.", "+81-0-0-0", "090", "０９０－１２３４－５６７８",
    "〒", "000-0000", "㌔", "ｶﾞ", "ﾞ", "か\u{3099}", "\u{309A}", "e\u{301}\u{301}\u{301}",
    "\u{200D}", "\u{FEFF}", "\u{202E}", "\u{3000}", "\u{A0}", "👨‍👩‍👧‍👦", "\u{10FFFF}", "𠮷", "髙﨑",
    "㈱", "株式会社", "(株)(株)", "http://", "javascript:x", "null", "なし", "ー", "－", "\\", "~",
  ]

  static func random(_ random: inout Random) -> String {
    let value = random.pick(values)
    return random.chance(20) ? value + random.pick(values) : value
  }
}
