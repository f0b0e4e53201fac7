extension Dirt {
  static func person(_ text: String, _ turn: Int, isCP932: Bool) -> String {
    switch turn % 12 {
    case 0: text + "　様"
    case 1: " \(text)"
    case 2: olderShape(text)
    case 3: text + " 殿"
    case 4: text.count > 1 ? "\(text.prefix(1)) \(text.dropFirst())" : text + " "
    case 5: text + "さん"
    case 6: isCP932 ? text + "\u{3000}" : text + "\u{200B}"
    case 7: text + " 氏"
    case 8: halfKana(text)
    case 9: isCP932 ? "　\(text)" : decomposed(text) + "\u{00A0}"
    case 10: isCP932 ? text + " 様" : olderShape(text) + "\u{E0100}"
    default: text + "様　"
    }
  }

  private static func olderShape(_ text: String) -> String {
    for (new, old) in Names.olderShapes where text.contains(new) {
      return text.replacing(new, with: old)
    }
    return text + "　"
  }

  /// A company name without its legal form in one of the ways to write it with one.
  static func company(_ text: String, _ turn: Int) -> String {
    let core = text.hasPrefix("株式会社") ? String(text.dropFirst(4)) : text
    return switch turn % 40 {
    case 0: "(株)\(core)"
    case 1: "㈱\(core)"
    case 2: "（株） \(core)"
    case 3: "株)\(core)"
    case 4: "\(core)㈱"
    case 5: "\(core)（株）"
    case 6: "ｱｵﾊﾞ ｼｮｳﾃﾝ(ｶ"
    case 7: "㈱\(core)　大阪支店"
    case 8: "\(core)(株)大阪支店"
    case 9: "カブトムシ研究所"
    case 10: "ＡＢＣ　Ｃｏ．，Ｌｔｄ．"
    case 11: "(有)\(core)"
    case 12: "㈲\(core)"
    case 13: "カ)ミナトウンソウ"
    case 14: "\(core)合同会社"
    case 15: "(同)\(core)"
    case 16: "株式會社\(core)"
    case 17: "カブシキガイシャ\(core)"
    case 18: "（医社）\(core)会"
    case 19: "(一社)\(core)協会"
    case 20: "ユ）コウワ"
    case 21: "ニホンサンプル(カ"
    case 22: "(学)\(core)学園"
    case 23: "(社福)\(core)"
    case 24: "NPO法人\(core)"
    case 25: "トクヒ)ミドリノカイ"
    case 26: "(財)\(core)財団"
    case 27: "\(core) K.K."
    case 28: "Example Trading, Inc."
    case 29: "(合)\(core)"
    case 30: "シ)タナカ"
    case 31: "㈱  \(core)"
    case 32: "フク)ヒカリ"
    case 33: "Sample LLC"
    case 34: "(独)\(core)機構"
    case 35: halfKana("ソレイユキカク") + "㈱"
    case 36: "かぶしきがいしゃ\(core)"
    case 37: "㏍\(core)"
    case 38: "\(core)(カ)ウケツケ"
    default: " \(text)　"
    }
  }

  static func freeText(_ text: String, _ turn: Int, isCP932: Bool) -> String {
    switch turn % 16 {
    case 0: text + "\n2行目"
    case 1: "\(text),追記あり"
    case 2: "\"\(text)\" と記入"
    case 3: "　\(text)  "
    case 4: halfKana("カタカナ、ガギグ・パピプ ") + text
    case 5: "\(text)①②Ⅲ㈱℡№㎡"
    case 6: "\(text)\r\n \r\n末尾　"
    case 7: "=1+1 \(text)"
    case 8: isCP932 ? "ソ表能十予\(text)\\" : decomposed(text) + "\u{200B}\u{FEFF}"
    case 9: "\(text)\rここも同じ行"
    case 10: "<b>\(text)</b> & '引用'; --"
    case 11: "\(text)\t欄"
    case 12: isCP932 ? "①～③のうち \(text)" : "𠮷 🎉 \(text)"
    case 13: "@\(text)"
    case 14: fullWidth("A-1 ") + text
    default: "+\(text)"
    }
  }
}
