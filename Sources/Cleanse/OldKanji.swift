/// Old and variant kanji as the letter they are compared as. For keys only: a name keeps the kanji
/// that its bearer wrote.
enum OldKanji {
  @inline(__always)
  static func unified(_ scalar: UInt32) -> UInt32 {
    scalar < 0x5000 ? scalar : look(scalar)
  }

  private static func look(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x9AD9: 0x9AD8  // 髙 高
    case 0xFA11: 0x5D0E  // 﨑 崎
    case 0x9089, 0x908A: 0x8FBA  // 邉 邊 辺
    case 0x9F4B: 0x658E  // 齋 斎
    case 0x9F4A: 0x6589  // 齊 斉
    case 0x6FA4: 0x6CA2  // 澤 沢
    case 0x6FF1, 0x6FF5: 0x6D5C  // 濱 濵 浜
    case 0x570B: 0x56FD  // 國 国
    case 0x5EE3: 0x5E83  // 廣 広
    case 0x771E: 0x771F  // 眞 真
    case 0x61C9: 0x5FDC  // 應 応
    case 0x5B78: 0x5B66  // 學 学
    case 0x6703: 0x4F1A  // 會 会
    case 0x58FD: 0x5BFF  // 壽 寿
    default: scalar
    }
  }
}
