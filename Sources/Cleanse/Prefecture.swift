public import Table

/// The 47 prefectures of Japan (JIS X 0401).
public enum Prefecture {
  /// By JIS code, from 01: name and English name.
  static let names: [(name: String, english: String)] = [
    ("北海道", "Hokkaido"), ("青森県", "Aomori"), ("岩手県", "Iwate"), ("宮城県", "Miyagi"),
    ("秋田県", "Akita"), ("山形県", "Yamagata"), ("福島県", "Fukushima"), ("茨城県", "Ibaraki"),
    ("栃木県", "Tochigi"), ("群馬県", "Gunma"), ("埼玉県", "Saitama"), ("千葉県", "Chiba"),
    ("東京都", "Tokyo"), ("神奈川県", "Kanagawa"), ("新潟県", "Niigata"), ("富山県", "Toyama"),
    ("石川県", "Ishikawa"), ("福井県", "Fukui"), ("山梨県", "Yamanashi"), ("長野県", "Nagano"),
    ("岐阜県", "Gifu"), ("静岡県", "Shizuoka"), ("愛知県", "Aichi"), ("三重県", "Mie"),
    ("滋賀県", "Shiga"), ("京都府", "Kyoto"), ("大阪府", "Osaka"), ("兵庫県", "Hyogo"),
    ("奈良県", "Nara"), ("和歌山県", "Wakayama"), ("鳥取県", "Tottori"), ("島根県", "Shimane"),
    ("岡山県", "Okayama"), ("広島県", "Hiroshima"), ("山口県", "Yamaguchi"),
    ("徳島県", "Tokushima"), ("香川県", "Kagawa"), ("愛媛県", "Ehime"), ("高知県", "Kochi"),
    ("福岡県", "Fukuoka"), ("佐賀県", "Saga"), ("長崎県", "Nagasaki"), ("熊本県", "Kumamoto"),
    ("大分県", "Oita"), ("宮崎県", "Miyazaki"), ("鹿児島県", "Kagoshima"), ("沖縄県", "Okinawa"),
  ]

  private static let nameColumn = TextColumn(names.map(\.name))

  /// Names, names without 都/府/県 (北海道 has no short form), English names and two-digit codes.
  static let words: WordTable = {
    var words = WordTable()
    for (number, (name, english)) in names.enumerated() {
      words.add(name, value: number)
      if name != "北海道" { words.add(String(name.dropLast()), value: number) }
      words.add(english, value: number)
      words.add(number < 9 ? "0\(number + 1)" : "\(number + 1)", value: number)
    }
    return words
  }()

  static func read(_ folded: ByteView, scratch: ByteBuffer) -> CleanseOutcome {
    guard let number = words.value(of: folded, scratch: scratch), let name = nameColumn[number]
    else { return .issue(.badChoice) }
    return .text(name)
  }

  /// The full name of the prefecture that an address begins with, or nil. For rows whose own
  /// prefecture is null or unreadable.
  ///
  /// `address` may be raw or cleansed. The view is of `address` or of `scratch`: copy it before
  /// either changes. O(47).
  public static func starting(_ address: ByteView, scratch: CleanseScratch) -> ByteView? {
    let folded = Fold.fold(address, into: scratch.folded)
    for number in 0..<nameColumn.count {
      guard let name = nameColumn[number], folded.count >= name.count,
        Bytes.equal(folded.slice(0, name.count), name)
      else { continue }
      return folded.slice(0, name.count)
    }
    return nil
  }
}
