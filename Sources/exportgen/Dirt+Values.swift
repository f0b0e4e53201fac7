extension Dirt {
  /// Identifiers and keys: the same letters, wider or with blanks.
  static func identifier(_ text: String, _ turn: Int) -> String {
    switch turn % 5 {
    case 0: fullWidth(text)
    case 1: "　\(text) "
    case 2: "\(text.prefix(3)) \(text.dropFirst(3))"
    case 3: text + "\t"
    default: text.prefix(1) + fullWidth(String(text.dropFirst()))
    }
  }

  private static let yes = [
    "true", "○", "TRUE", "１", "許可", "はい", "希望する", "Y", "yes", "on", "〇", "◯", "可", "有", "あり",
    "同意", "受け取る", "済", "t", " 1 ", "Ｙｅｓ",
  ]
  private static let no = [
    "false", "×", "FALSE", "０", "拒否", "いいえ", "希望しない", "N", "no", "off", "不可", "無", "なし", "未同意",
    "受け取らない", "未", "f", "　0",
  ]

  static func bool(_ text: String, _ turn: Int) -> String {
    if turn % 7 == 6 { return ["?", "9", "要確認", "はい?", "△"][turn / 7 % 5] }
    let words = text == "1" || text == "true" ? yes : no
    return words[turn % words.count]
  }

  static func int(_ text: String, _ turn: Int) -> String {
    switch turn % 7 {
    case 0: fullWidth(text)
    case 1: grouped(text)
    case 2: " \(text) "
    case 3: text + "名程度"
    case 4: "△\(text)"
    case 5: fullWidth(grouped(text))
    default: "約\(text)"
    }
  }

  static func money(_ text: String, _ turn: Int) -> String {
    let number = Int(text) ?? 0
    return switch turn % 16 {
    case 0: "￥\(fullWidth(grouped(text)))円"
    case 1: grouped(text)
    case 2: "\(number / 10000).\(number / 1000 % 10)万円"
    case 3: "￥\(grouped(text))-"
    case 4: "△\(grouped(text))"
    case 5: "約\(text)円"
    case 6: "(\(grouped(text)))"
    case 7: "\(text)円"
    case 8: "▲\(text)"
    case 9: "1.2億円"
    case 10: "\(text)-"
    case 11: "－\(text)"
    case 12: "\\\(grouped(text))"
    case 13: "\(text).5"
    case 14: "\(text.prefix(1))..\(text.dropFirst())"
    default: " \(number / 10000)万 "
    }
  }

  /// Digits in groups of three.
  private static func grouped(_ digits: String) -> String {
    var result = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  static func choice(_ text: String, _ turn: Int) -> String {
    switch turn % 6 {
    case 0: fullWidth(text)
    case 1: "　\(text) "
    case 2: text.uppercased()
    case 3: "その他（要確認）"
    case 4: text.prefix(1).uppercased() + text.dropFirst()
    default: text + "?"
    }
  }
}
