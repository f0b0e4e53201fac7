extension FieldDefinition {
  /// True for a header such as 配信停止 or `HasOptedOutOfEmail`, under which a yes is somebody's no.
  public static func isRefusal(header: String) -> Bool {
    let header = String(String.UnicodeScalarView(header.unicodeScalars.map(halfWidth)))
    let words = words(of: header)
    let whole = words.joined()
    return japanese.contains(where: header.contains) || anywhere.contains(where: whole.contains)
      || words.contains(where: wholeWords.contains)
      || words.indices.contains { start in
        let rest = words[start...].joined()
        return beginnings.contains(where: rest.hasPrefix)
      }
  }

  private static let japanese = [
    "停止", "中止", "休止", "拒否", "拒絶", "辞退", "断り", "謝絶", "禁止", "除外", "対象外", "解除", "退会", "脱退",
    "削除", "無効", "抑止", "不要", "不可", "不許可", "不同意", "不承諾", "不希望", "不達", "不着", "非許可", "非同意",
    "非承諾", "非希望", "非配信", "未許可", "未同意", "未承諾", "ない", "ません", "オプトアウト", "ブロック", "ブラックリスト",
    "エラー",
  ]

  /// Written in one with other words, too: `emailoptout`.
  private static let anywhere = [
    "unsubscri", "optout", "optedout", "optingout", "donot", "blacklist",
  ]

  private static let wholeWords: Set<String> = ["ng", "not", "never", "dnc", "dnd", "dne", "dnm"]

  /// How one word or several begin: `No Email`, `stopped`.
  private static let beginnings = [
    "refus", "reject", "declin", "denied", "deny", "dont", "stop", "suspend", "suppress", "block",
    "bounc", "exclude", "exclusion", "withdr", "revok", "prohibit", "forbid", "banned", "mute",
    "complain", "objected", "objection", "remov", "delet", "disab", "invalid", "inactive",
    "undeliver", "spam", "noemail", "nomail", "nocontact", "nocall", "nophone", "nosms", "nodm",
    "noline", "nopush", "noads", "nosend", "nomarketing", "nonewsletter", "nopromo", "noconsent",
    "nopermission",
  ]

  /// The runs of ASCII letters in lower case; a capital in `optOut` or `DMOptOut` begins another.
  private static func words(of header: String) -> [String] {
    let letters = Array(header.unicodeScalars)
    func isLower(_ index: Int) -> Bool {
      letters.indices.contains(index) && ("a"..."z").contains(letters[index])
    }
    var words = [""]
    for (index, letter) in letters.enumerated() {
      let isCapital = ("A"..."Z").contains(letter)
      if isCapital && (isLower(index - 1) || isLower(index + 1)) || !isCapital && !isLower(index) {
        words.append("")
      }
      if isCapital || isLower(index) { words[words.count - 1] += String(letter).lowercased() }
    }
    return words.filter { !$0.isEmpty }
  }

  private static func halfWidth(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(letter.value) else { return letter }
    return Unicode.Scalar(letter.value - 0xFEE0) ?? letter
  }
}
