extension Dirt {
  static func email(_ text: String, _ turn: Int) -> String {
    switch turn % 16 {
    case 0: text.uppercased()
    case 1: fullWidth(text)
    case 2: "山田 太郎 <\(text)>"
    case 3: "mailto:\(text)"
    case 4: " \(text) ;"
    case 5: text.replacing("@", with: "@@")
    case 6: "<\(text)>"
    case 7: "\(text),"
    case 8: "　\(text).　"
    case 9: "\"Ｃｕｓｔｏｍｅｒ, One\" <\(text)>"
    case 10: text.replacing("@", with: " at ")
    case 11: text.replacing("@", with: "＠")
    case 12: "受付＠" + text
    case 13: text.replacing(".", with: "．")
    case 14: text.prefix { $0 != "@" } + "@localhost"
    default: text.prefix { $0 != "@" } + "@-example..jp"
    }
  }

  /// `090-1234-5678` in its other spellings.
  static func phone(_ text: String, _ turn: Int) -> String {
    let digits = text.replacing("-", with: "")
    let rest = text.dropFirst()
    return switch turn % 20 {
    case 0: fullWidth(text)
    case 1: digits
    case 2: "+81 \(rest)"
    case 3: String(digits.dropFirst())
    case 4: "(\(text.prefix(3)))\(text.dropFirst(4))"
    case 5: "+81(0)\(rest)"
    case 6: text.replacing("-", with: ".")
    case 7: "03-0000-0000"
    case 8: "0081\(digits.dropFirst())"
    case 9: text.replacing("-", with: "ー")
    case 10: "81\(digits.dropFirst())"
    case 11: text.replacing("-", with: "‐")
    case 12: String(text.dropLast())
    case 13: text.replacing("-", with: "ｰ")
    case 14: "+810\(digits.dropFirst())"
    case 15: text.replacing("-", with: "～")
    case 16: "\(text.prefix(3)) \(text.dropFirst(4).prefix(4)) \(text.suffix(4))"
    case 17: "090-0123-4567"
    case 18: "　" + text.replacing("-", with: "－") + " "
    default: text + "(自宅)"
    }
  }

  static func lineID(_ text: String, _ turn: Int) -> String {
    switch turn % 6 {
    case 2: text.uppercased()
    case 5: String(text.prefix(20))
    default: identifier(text, turn)
    }
  }

  /// `100-0001` in its other spellings.
  static func postal(_ text: String, _ turn: Int) -> String {
    let digits = text.replacing("-", with: "")
    return switch turn % 8 {
    case 0: "〒\(digits)"
    case 1: digits
    case 2: fullWidth(text)
    case 3: digits.hasPrefix("0") ? String(digits.dropFirst()) : "〒 \(text)"
    case 4: "\(text.prefix(3)) \(text.suffix(4))"
    case 5: String(text.prefix(6))
    case 6: text.replacing("-", with: "ー")
    default: digits.hasPrefix("0") ? String(digits.dropFirst()) : "12345-6789"
    }
  }

  /// The full name of a prefecture in its other spellings.
  static func prefecture(_ text: String, _ turn: Int) -> String {
    let place = Words.places.first { $0.prefecture == text }
    let code = place?.code ?? 13
    return switch turn % 8 {
    case 0: text == "北海道" ? text + " " : String(text.dropLast())
    case 1: place?.english ?? text
    case 2: padded(code)
    case 3: "　\(text) "
    case 4: ""
    case 5: "関東地方"
    case 6: fullWidth(padded(code))
    default: place?.english.uppercased() ?? text
    }
  }

  static func url(_ text: String, _ turn: Int) -> String {
    switch turn % 6 {
    case 0: text + "#section-2"
    case 1: text.replacing("https://www.example", with: "HTTPS://WWW.Example")
    case 2: " \(text)"
    case 3: text + "?utm_source=mail&utm_campaign=a%2Cb"
    case 4: text + "?plan=a,b"
    default: text + "?q=保険　見直し#top"
    }
  }
}
