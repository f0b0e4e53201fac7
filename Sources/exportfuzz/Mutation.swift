/// One way of breaking a file.
enum Mutation: String, CaseIterable {
  case flipBits, insertBytes, cutShort, cutOut, repeatBytes, emptied
  case repeatLines, deleteLines, shuffleLines, lineBreaks
  case quotes, delimiters, nuls, loneCP932, brokenUTF8, loneSurrogates, oddLength, byteOrderMarks
  case oddValues, longField, breakHeader, longHeader, manyColumns

  /// What costs much, or leaves nothing to read, is drawn seldom.
  static func random(_ random: inout Random) -> Mutation {
    let seldom: [Mutation] = [.longField, .longHeader, .manyColumns, .emptied]
    while true {
      let mutation = random.pick(allCases)
      if !seldom.contains(mutation) || random.chance(5) { return mutation }
    }
  }

  func apply(to text: inout MutableText, _ random: inout Random) {
    switch self {
    case .flipBits: flipBits(in: text.start..<text.bytes.count, of: &text, &random)
    case .insertBytes:
      text.bytes.insert(
        contentsOf: (0...random.below(64)).map { _ in random.byte() }, at: text.anyPlace(&random))
    case .cutShort: text.bytes.removeSubrange(text.anyPlace(&random)...)
    case .cutOut:
      let start = text.anyPlace(&random)
      let count = random.below(min(200, text.bytes.count - start) + 1)
      text.bytes.removeSubrange(start..<(start + count))
    case .repeatBytes:
      let start = text.anyPlace(&random)
      let piece = text.bytes[start..<min(start + random.below(300), text.bytes.count)]
      text.bytes.insert(contentsOf: Array(piece), at: text.place(&random))
    case .emptied: text = MutableText([], text.encoding, delimiter: text.delimiter)
    case .repeatLines, .deleteLines, .shuffleLines: breakLines(&text, &random)
    case .lineBreaks:
      let breaks = ["\r", "\n", "\r\n", "\r\r\n", "\n\r", "\n\n", "\r\n\r\n", "\""]
      text.scatter(storm(of: breaks, &random), &random)
    case .quotes:
      let quotes = ["\"", "\"", "\"\"", "\"\"\"", ",\"", "\",", "\"\n", "\n\"", " \"", "\"\r"]
      text.scatter(storm(of: quotes, &random), &random)
    case .delimiters: text.scatter(storm(of: [delimiter(of: text)], &random), &random)
    case .nuls: text.scatter(storm(of: ["\0"], &random), &random)
    case .loneCP932:
      let bytes: [UInt8] = [0x81, 0x9F, 0xE0, 0xFC, 0x80, 0xA0, 0xFD, 0xFF, 0x40, 0x7F, 0x85, 0xEB]
      text.scatter((0...random.below(6)).map { _ in [random.pick(bytes)] }, &random)
    case .brokenUTF8:
      let bytes: [[UInt8]] = [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE3, 0x81], [0xE3], [0xFE],
        [0xF0, 0x9F, 0x98], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80], [0xE0, 0x80, 0xAF],
      ]
      text.scatter((0...random.below(6)).map { _ in random.pick(bytes) }, &random)
    case .loneSurrogates:
      let units: [[UInt8]] = [[0x00, 0xD8], [0x00, 0xDC], [0xFF, 0xDB], [0xFF, 0xDF]]
      text.scatter((0...random.below(6)).map { _ in random.pick(units) }, &random)
    case .oddLength:
      if text.bytes.count.isMultiple(of: 2) { text.bytes.append(random.byte()) }
    case .byteOrderMarks:
      let mark: [UInt8] = random.pick([[0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]])
      text.bytes.insert(contentsOf: mark, at: text.place(&random))
    case .oddValues:
      text.scatter((0...random.below(20)).map { _ in OddValue.random(&random) }, &random)
    case .longField:
      let count = random.pick([70_000, 1_000_000, 1 << 20, (1 << 20) + 1, 10_000_000])
      let letters = ["x", "1", " ", "\"\"", "-", "あ", "ｶﾞ", "㈱", "株式会社", "\u{3000}", "@", "."]
      text.scatter([text.filled(with: random.pick(letters), count: count)], &random)
    case .breakHeader:
      let header = 0..<(text.lines.first?.count ?? 0)
      text.protect(lines: 0)
      if random.chance(50) { return flipBits(in: header, of: &text, &random) }
      let start = random.below(header.count + 1)
      text.bytes.removeSubrange(start..<min(start + random.below(9), header.count))
    case .longHeader:
      let count = random.pick([70_000, 1_000_000, 1 << 20, 3_000_000])
      let delimiter = text.encoded(delimiter(of: text))
      text.widen(
        header: text.filled(with: random.pick(["x", "あ", "\u{3000}"]), count: count) + delimiter,
        others: delimiter, lines: random.pick([0, 40]))
    case .manyColumns:
      let name = random.pick(["x", "", "\"a\"\"b\"", "id"]) + delimiter(of: text)
      let columns = random.pick([300, 20_000, 250_000, 1_000_000])
      let names = text.filled(with: name, count: columns * name.utf8.count)
      text.widen(header: names, others: names, lines: columns < 100_000 ? random.pick([0, 40]) : 0)
    }
  }

  private func delimiter(of text: MutableText) -> String { String(UnicodeScalar(text.delimiter)) }

  /// One of the texts or up to a thousand and one.
  private func storm(of texts: [String], _ random: inout Random) -> [String] {
    (0...random.pick([0, 1, 3, 10, 1000])).map { _ in random.pick(texts) }
  }

  private func flipBits(in range: Range<Int>, of text: inout MutableText, _ random: inout Random) {
    guard !range.isEmpty else { return }
    for _ in 0...random.below(8) {
      text.bytes[range.lowerBound + random.below(range.count)] ^= 1 << UInt8(random.below(8))
    }
  }

  private func breakLines(_ text: inout MutableText, _ random: inout Random) {
    let kept = text.bytes[..<text.start]
    text.bytes.removeSubrange(..<text.start)
    var lines = text.lines
    for _ in 0...random.below(6) where !lines.isEmpty {
      let line = random.below(lines.count)
      switch self {
      case .repeatLines: lines.insert(lines[line], at: random.below(lines.count + 1))
      case .deleteLines: lines.remove(at: line)
      default: lines.swapAt(line, random.below(lines.count))
      }
    }
    text.bytes = kept + Array(lines.joined())
  }
}
