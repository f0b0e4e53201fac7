/// People's and systems' spelling: closes a cell as it is, or, now and then, in another spelling.
///
/// The spellings of a type come in turn, so that each of them occurs in a world that is large
/// enough; the last of a type's list are those that nobody can read.
struct Dirt {
  /// How many of a thousand cells are touched.
  private let perMille: Int
  private let isCP932: Bool
  private var random: Random
  private var turns = [Int](repeating: 0, count: Kind.allCases.count)

  /// What a cell holds.
  enum Kind: Int, CaseIterable {
    /// Part of a key: always readable.
    case key
    case id, text, person, kana, company, email, phone, lineID, token, bool, int, money, postal
    case prefecture, choice, url, day, moment, blank
  }

  init(perMille: Int, isCP932: Bool, seed: UInt64, part: Int) {
    self.perMille = perMille
    self.isCP932 = isCP932
    random = Random(seed: seed, stream: .dirt, index: part)
    for kind in turns.indices { turns[kind] = part }
  }

  /// No dirt at all.
  static func none(isCP932: Bool) -> Dirt {
    Dirt(perMille: 0, isCP932: isCP932, seed: 0, part: 0)
  }

  private mutating func strikes() -> Bool {
    random.below(1000) < perMille
  }

  private mutating func turn(_ kind: Kind) -> Int {
    defer { turns[kind.rawValue] += 1 }
    return turns[kind.rawValue]
  }

  /// Closes the open cell of the record.
  mutating func end(_ record: inout Record, _ kind: Kind) {
    if strikes() {
      if record.isOpenEmpty {
        if let word = nullWord(kind) { record.add(word) }
      } else {
        let text = record.openText
        let turn = turn(kind)
        record.replaceOpen(with: spelling(of: text, kind, turn))
      }
    }
    record.end()
  }

  /// Adds a cell of text.
  mutating func cell(_ text: String, _ kind: Kind, _ record: inout Record) {
    record.add(text)
    end(&record, kind)
  }

  /// Adds a cell of a day; nil leaves it empty.
  mutating func day(_ day: Day?, separator: String = "/", _ record: inout Record) {
    guard let day else { return end(&record, .blank) }
    if strikes() {
      record.add(Self.spelling(of: day, turn(.day)))
    } else {
      record.add(day, separator: separator.utf8.first ?? UInt8(ascii: "-"))
    }
    record.end()
  }

  /// Adds a cell of a moment; nil leaves it empty.
  mutating func moment(_ moment: Moment?, _ style: MomentStyle, _ record: inout Record) {
    guard let moment else { return end(&record, .blank) }
    if strikes() {
      record.add(Self.spelling(of: moment, turn(.moment)))
    } else {
      style.add(moment, to: &record)
    }
    record.end()
  }

  /// What people write into a cell that should be empty, where it is told from a value.
  private mutating func nullWord(_ kind: Kind) -> String? {
    switch kind {
    case .text, .person, .company, .bool: return ["", " ", "　"][turn(.blank) % 3]
    case .key: return nil
    default:
      let words = ["NULL", "-", "なし", "N/A", "ー", "未入力", "null", "#N/A", "ｎ／ａ", "　", "ＮＵＬＬ"]
      return words[turn(.blank) % words.count]
    }
  }

  private func spelling(of text: String, _ kind: Kind, _ turn: Int) -> String {
    switch kind {
    // Blanks inside a LINE ID make it another text, and a key must stay readable.
    case .key where text.utf8.count == 33: turn % 2 == 0 ? fullWidth(text) : " \(text)　"
    case .key: Self.identifier(text, turn)
    case .id: Self.identifier(text, turn)
    case .lineID: Self.lineID(text, turn)
    case .token: turn % 2 == 0 ? " \(text)　" : fullWidth(text)
    case .text: Self.freeText(text, turn, isCP932: isCP932)
    case .person: Self.person(text, turn, isCP932: isCP932)
    case .kana: [halfKana(text), hiragana(text), "　\(text) ", halfKana(text) + "1"][turn % 4]
    case .company: Self.company(text, turn)
    case .email: Self.email(text, turn)
    case .phone: Self.phone(text, turn)
    case .bool: Self.bool(text, turn)
    case .int: Self.int(text, turn)
    case .money: Self.money(text, turn)
    case .postal: Self.postal(text, turn)
    case .prefecture: Self.prefecture(text, turn)
    case .choice: Self.choice(text, turn)
    case .url: Self.url(text, turn)
    case .day, .moment, .blank: text
    }
  }

}

/// How a source writes its moments when nothing is wrong.
enum MomentStyle {
  /// `2026/11/21 09:05:00`
  case slashes
  /// `2026-11-21 09:05:00`
  case dashes
  /// `2026-11-21T09:05:00+09:00`
  case zoned
  /// `2026-11-21T00:05:00Z`
  case universal

  func add(_ moment: Moment, to record: inout Record) {
    let shown = self == .universal ? Moment(seconds: moment.seconds - 9 * 3600) : moment
    let separator = self == .slashes ? UInt8(ascii: "/") : UInt8(ascii: "-")
    record.add(shown.day, separator: separator)
    record.add(self == .slashes || self == .dashes ? UInt8(ascii: " ") : UInt8(ascii: "T"))
    record.add(clock: shown.second)
    if self == .zoned { record.add("+09:00") }
    if self == .universal { record.add(UInt8(ascii: "Z")) }
  }
}
