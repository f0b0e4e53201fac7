import Table
import Testing

@testable import Ingest

@Suite("Random dirty input")
struct RandomInputTests {
  /// Pieces that dirty files are put together from, the common ones more than once.
  static let pieces: [[UInt8]] =
    [
      ",", ",", ",", "\n", "\n", "\r\n", "\r\n", "\r", "\"", "\"", "\"\"", "\",\"", "\"\n\"", "a",
      "b1", " ", ";",
      "\t", "あ", "ｱ", "\0", "abcdefghijklmnopqrstuvwxyz0123456789",
      String(repeating: "x", count: 61),
    ].map { Array($0.utf8) } + [[0x82], [0xA0], [0x82, 0xA0], [0xB1], [0xE3, 0x81], [0xFF]]

  static func dirtyFile(_ seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(state: seed)
    var bytes = Array((["a\n", "a,b\n", "a,b,c\r\n"].randomElement(using: &random)!).utf8)
    // Without quotes and bad bytes now and then, so that good records are common too.
    let usable = Bool.random(using: &random) ? pieces : pieces.filter { !$0.contains(34) }
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      bytes += usable.randomElement(using: &random)!
    }
    return bytes
  }

  static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
  }

  /// A character at a time; which characters there are is what `CP932Tests` is about.
  static func isCP932(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      var character = [byte]
      if byte >= 0x81 && byte <= 0x9F || byte >= 0xE0 && byte <= 0xFC {
        guard let trail = rest.popFirst() else { return false }
        character.append(trail)
      }
      guard isCP932Text(character) else { return false }
    }
    return true
  }

  @Test("the scanner and a plain reader agree on every record", arguments: 0..<8 as Range<UInt64>)
  func agreesWithReference(_ batch: UInt64) throws {
    for seed in batch * 1000..<batch * 1000 + 500 {
      let bytes = Self.dirtyFile(seed)
      for delimiter in [ExportFormat.Delimiter.comma, .semicolon] {
        let all = ReferenceReader(
          bytes: bytes, delimiter: delimiter.byte, isText: Self.isUTF8
        ).read()
        let found = try events(bytes, ExportFormat(delimiter: delimiter))
        try #require(found == Array(all.dropFirst()), "seed \(seed), delimiter \(delimiter)")
        #expect(found.count { $0.reason == .unterminatedQuote } <= 1, "seed \(seed)")
      }
    }
  }

  @Test("the scanner and a plain reader agree on CP932 too", arguments: 0..<500 as Range<UInt64>)
  func agreesWithReferenceInCP932(_ seed: UInt64) throws {
    let bytes = Self.dirtyFile(seed)
    guard Self.isCP932(Array(bytes.prefix { $0 != 10 })) else { return }
    let all = ReferenceReader(bytes: bytes, isText: Self.isCP932).read()
    let decoded = all.dropFirst().map { event in
      guard case .record(let number, let offset, let fields) = event else { return event }
      return .record(number: number, offset: offset, fields: fields.map(decodedCP932))
    }
    #expect(try events(bytes, ExportFormat(encoding: .cp932)) == decoded, "seed \(seed)")
  }

  @Test("parts read at the same time are what one thread reads, wherever they are thought to start")
  func partsAgree() throws {
    for seed in 0..<60 as Range<UInt64> {
      let bytes = Self.dirtyFile(seed)
      let reader = try reader(bytes)
      let match = try reader.matchAll()
      let whole = try reader.events(match)
      let makeSink = { @Sendable in Recorder(decoder: FieldDecoder(.utf8)) }
      func check(_ parts: [ReadPart<Recorder>], _ what: String) throws {
        let joined = parts.flatMap { part in
          part.sink.events.map { $0.shifted(by: part.recordsBefore) }
        }
        try #require(joined == whole, "seed \(seed), \(what)")
        #expect(parts.map(\.counts.read).reduce(0, +) == whole.count)
      }
      for start in reader.bodyStart...bytes.count {
        try check(
          reader.read(match, starts: [reader.bodyStart, start], makeSink: makeSink),
          "second part from \(start)")
      }
      for count in 1...5 {
        try check(reader.read(match, parts: count, makeSink: makeSink), "\(count) parts")
      }
    }
  }

  @Test("where quotes are sound, parts start at records and are about equal")
  func guessesAreRight() throws {
    var random = SeededGenerator(state: 7)
    var text = "a,b\n"
    for row in 0..<2000 {
      text += Bool.random(using: &random) ? "\(row),\"x\n\"\",\r\n\"\n" : "\(row),y\r\n"
    }
    let reader = try reader(text.utf8)
    let starts = reader.guessStarts(parts: 4)
    let records = try reader.events().map { event in
      if case .record(_, let offset, _) = event { offset } else { -1 }
    }
    for (part, start) in starts.enumerated() {
      #expect(records.contains(start))
      #expect(abs(start - text.utf8.count / 4 * part) < 100)
    }
  }
}
