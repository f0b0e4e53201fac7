import Cleanse
import Table
import TestSupport
import Testing

@Suite("properties of every type")
struct PropertyTests {
  static let seeds: [UInt64] = [1, 20_261_121, 0xC0FFEE]
  private static let rounds = 3000

  /// Pieces that rules look at, to be put together at random.
  private static let pieces = [
    " ", "　", "\t", "\n", "\r", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{3099}", "\u{309A}",
    "ﾞ", "ﾟ", "ｶ", "カ", "か", "ハ", "ﾊ", "っ", "ヶ", "ー", "・", "゛", "～", "山", "田", "邉", "神", "々",
    "様", "さん", "殿", "氏", "株", "(", ")", "（", "）", "㈱", "㈲", "(株)", "(株", "株)", "(有)", "カ)", "(カ",
    "(カ)", "フク)", "株式会社", "株式會社", "社団", "医療法人", "一般", "カブシキガイシャ", "NPO法人", "会社",
    "支店", "本社", "部", "Co.", ",", "Ltd.", "Inc.", "LLC", "K.K.", "A", "z", "Ａ", "É", "Я", "1", "0",
    "９",
    "81", "+", "090", "-", "−", "△", "¥", "￥", "円", "万", "億", ".", "@", "<", ">", "mailto:", ";",
    "example.jp",
    "2026", "/", "年", "月", "日", "令和", "R", "元", "T", ":", "時", "分", "午前", "Z", "+09:00", "46347",
    "東京", "都", "NULL", "なし", "N/A", "http://", "#", "?", "U", "①", "㎡", "㌔", "㋿", "🍣", "\u{E0100}",
    "〒",
    "true", "はい",
  ]

  private static func value(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...8, using: &generator))
      .map { _ in pieces.randomElement(using: &generator)! }.joined()
  }

  private static func cleanser(_ type: FieldType) -> Cleanser {
    Cleanser(
      type: type, choices: ChoiceTable([Choice(code: "山", words: ["田", "A"])]))
  }

  /// What the type reads, with pieces in it.
  private static func nearly(_ known: String, _ generator: inout SeededGenerator) -> String {
    var characters = Array(known).map(String.init)
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let place = Int.random(in: 0...characters.count, using: &generator)
      characters.insert(pieces.randomElement(using: &generator)!, at: place)
    }
    return characters.joined()
  }

  @Test(
    "a number seen at a glance is the one that the rules give", arguments: FieldTypes.all, seeds)
  func plainNumber(_ type: FieldType, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = ["20261121", "2026/11/21"]
    let cleansers = [Cleanser(type: type), Cleanser(type: type, nullWords: words)]
    var found = 0
    var latest = LatestDay()
    for _ in 0..<PropertyTests.rounds {
      let digits = (0..<Int.random(in: 1...17, using: &generator)).map { _ in
        String(UInt8.random(in: 0...9, using: &generator))
      }
      let known =
        ["2026-11-21 10:11:12", "2026-11-21T10:11:12+09:00", "2026/11/21", digits.joined()] + words
      let input =
        Bool.random(using: &generator)
        ? known.randomElement(using: &generator)!
        : PropertyTests.nearly(known.randomElement(using: &generator)!, &generator)
      for cleanser in cleansers {
        let number = Array(input.utf8).withUnsafeBufferPointer {
          cleanser.plainNumber($0, &latest)
        }
        guard let number else { continue }
        found += 1
        let out = ByteBuffer()
        // The blank changes nothing, but is not seen at a glance.
        let outcome = Array((input + " ").utf8).withUnsafeBufferPointer {
          Expected(cleanser.cleanse($0, into: out, scratch: CleanseScratch()))
        }
        #expect(outcome == .number(number), "seed \(seed): \(input)")
      }
    }
    #expect((found > 100) == [.date, .timestamp, .int, .money].contains(type))
  }

  @Test("cleansing twice is cleansing once", arguments: FieldTypes.readAgain, seeds)
  func idempotent(_ type: FieldType, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let cleanser = PropertyTests.cleanser(type)
    var read = 0
    for round in 0..<PropertyTests.rounds {
      // Some types are rarely met by chance.
      let input =
        round.isMultiple(of: 4)
        ? PropertyTests.nearly(FieldTypes.known(type), &generator)
        : PropertyTests.value(&generator)
      let once = cleanser.result(input)
      let text: String
      switch once {
      case .text(let clean): text = clean
      case .number(let number): text = String(number)
      case .null, .issue: continue
      }
      read += 1
      #expect(
        cleanser.result(text) == once, "seed \(seed), round \(round): \(input.debugDescription)")
    }
    // A quarter was made of a value that is read, and a third of that has nothing in it.
    #expect(read >= PropertyTests.rounds / 16)
  }

  @Test("a blank behind a value changes nothing", arguments: FieldTypes.all, seeds)
  func blank(_ type: FieldType, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // Values as programs write them are read without being folded; those with a blank are not.
    let words = ["n/a", "2026-11-21 10:11:12", "2026/11/21", "C9", "https://a.example/"]
    let cleanser = Cleanser(
      type: type, choices: ChoiceTable([Choice(code: "山", words: ["田", "A"])]),
      nullWords: Array(words.shuffled(using: &generator).prefix(2)))
    for round in 0..<PropertyTests.rounds {
      let input =
        switch round % 4 {
        case 0: PropertyTests.value(&generator)
        case 1: PropertyTests.nearly(FieldTypes.known(type), &generator)
        case 2: words.randomElement(using: &generator)!
        default: PropertyTests.nearly(words.randomElement(using: &generator)!, &generator)
        }
      #expect(
        cleanser.result(input) == cleanser.result(input + " "),
        "seed \(seed), round \(round): \(input.debugDescription)")
    }
  }

  @Test("folding twice is folding once", arguments: seeds)
  func foldIdempotent(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<PropertyTests.rounds * 3 {
      let once = folded(Array(PropertyTests.value(&generator).utf8))
      #expect(folded(once) == once, "seed \(seed), round \(round)")
    }
  }

  @Test(
    "any bytes give an outcome and leave the buffers fit for use", arguments: FieldTypes.all, seeds)
  func anyBytes(_ type: FieldType, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let cleanser = PropertyTests.cleanser(type)
    let out = ByteBuffer()
    let scratch = CleanseScratch()
    let sample = FieldTypes.known(type)
    let known = cleanser.result(sample)
    switch known {
    case .text, .number: break
    case .null, .issue: Issue.record("\(sample) is not read")
    }
    for round in 0..<PropertyTests.rounds {
      var bytes = Array(PropertyTests.value(&generator).utf8)
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        bytes.insert(UInt8.random(in: 1...255, using: &generator), at: place)
      }
      bytes.removeLast(Int.random(in: 0...min(2, bytes.count), using: &generator))
      let isEmpty = bytes.withUnsafeBufferPointer { bytes in
        if case .text(let text) = cleanser.cleanse(bytes, into: out, scratch: scratch) {
          text.isEmpty
        } else {
          false
        }
      }
      #expect(!isEmpty, "seed \(seed), round \(round): \(bytes)")
      #expect(
        cleanser.result(sample, into: out, scratch) == known, "seed \(seed), round \(round)")
    }
  }

  @Test("a date or timestamp is read back from its ISO form", arguments: seeds)
  func readBack(_ seed: UInt64) throws {
    let first = try #require(CalendarDay.parse("1868-01-25")) * secondsPerDay
    let end = try #require(CalendarDay.parse("2201-01-01")) * secondsPerDay
    var generator = SeededGenerator(seed: seed)
    let date = Cleanser(type: .date)
    let timestamp = Cleanser(type: .timestamp)
    for _ in 0..<PropertyTests.rounds {
      let second = Int64.random(in: first..<end, using: &generator)
      let buffer = ByteBuffer()
      buffer.append(timestamp: second)
      let iso = text(of: buffer)
      #expect(timestamp.result(iso) == .text(iso), "seed \(seed)")
      #expect(date.result(iso) == .text(String(iso.prefix(10))), "seed \(seed)")
    }
  }

  @Test("threads share a cleanser")
  func shared() async {
    let cleanser = Cleanser(type: .company)
    let texts = ["㈱山田商店　大阪支店", "ﾔﾏﾀﾞ ｼｮｳﾃﾝ(ｶ", "カブトムシ研究所"]
    let expected = texts.map { cleanser.result($0) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<500).allSatisfy { _ in texts.map { cleanser.result($0) } == expected }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}
