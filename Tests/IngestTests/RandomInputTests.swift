import Table
import TestSupport
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

  static let headers = ["a\n", "a,b\n", "a,b,c\r\n"].map { Array($0.utf8) }

  /// Those of ASCII, then some in CP932, then some that CP932 does not have: half a character, and a
  /// byte of none.
  static let headersInCP932: [[UInt8]] =
    headers + [
      [0x82, 0xA0, 10], [0xB1, 44, 0x95, 0x5C, 13, 10], [97, 44, 0x82, 0xA0, 44, 0xB1, 10],
    ]
    + [[0x82, 10], [97, 44, 0xFF, 10]]

  static func dirtyFile(_ seed: UInt64, _ headers: [[UInt8]] = headers) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var bytes = headers.randomElement(using: &random)!
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

  /// Marks are found hundreds at a time, and a header may have more columns than that.
  @Test(
    "the scanner and a plain reader agree however many columns the header has",
    arguments: [1, 2, 31, 32, 33, 34, 255, 511, 512, 513, 600, 1025])
  func widths(_ width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    let values = [
      "", "", "1", "ab", "\"q\"", "\"a,\"\"b\n\"", "あ", String(repeating: "x", count: 70),
    ]
    for round in 0..<8 {
      var text = (0..<width).map { "c\($0)" }.joined(separator: ",") + "\n"
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        // Most have the header's number of fields, some one more or less, some are short, or empty.
        let odd = Int.random(in: 0...9, using: &random)
        let count = odd < 6 ? width : [width + 1, width - 1, 1, 0][odd - 6]
        // Without quotes, mostly without anything that is not ASCII.
        let usable = Bool.random(using: &random) ? values : values.filter { !$0.contains("\"") }
        text += (0..<max(0, count)).map { _ in usable.randomElement(using: &random)! }
          .joined(separator: ",")
        text += Bool.random(using: &random) ? "\n" : "\r\n"
      }
      if Bool.random(using: &random) { text += "last" }
      let bytes = Array(text.utf8)
      let all = ReferenceReader(bytes: bytes, isText: Self.isUTF8).read()
      let found = try events(bytes, ExportFormat())
      try #require(found == Array(all.dropFirst()), "width \(width), round \(round)")
      let pieces = try PiecewiseReading(bytes, 100)
      try #require(pieces.events == found, "width \(width), round \(round), in pieces")
    }
  }

  @Test("the scanner and a plain reader agree on CP932 too")
  func agreesWithReferenceInCP932() throws {
    var refused = 0
    for seed in 0..<500 as Range<UInt64> {
      let bytes = Self.dirtyFile(seed, Self.headersInCP932)
      guard Self.isCP932(Array(bytes.prefix { $0 != 10 })) else {
        refused += 1
        #expect(throws: IngestError.self, "seed \(seed)") {
          try events(bytes, ExportFormat(encoding: .cp932))
        }
        continue
      }
      let all = ReferenceReader(bytes: bytes, isText: Self.isCP932).read()
      let decoded = all.dropFirst().map { event in
        guard case .record(let number, let offset, let fields) = event else { return event }
        return .record(number: number, offset: offset, fields: fields.map(decodedCP932))
      }
      #expect(try events(bytes, ExportFormat(encoding: .cp932)) == decoded, "seed \(seed)")
    }
    #expect((75...200).contains(refused), "\(refused) of 500 headers are refused")
  }

  @Test("a file read in pieces is the file read at once, whatever their size")
  func piecesAgree() throws {
    for seed in 0..<300 as Range<UInt64> {
      let bytes = Self.dirtyFile(seed)
      for isPacked in [false, true] {
        let whole = try reader(bytes).events()
        for size in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 100_000] {
          let pieces = try PiecewiseReading(isPacked ? GzipTests.pack(bytes) : bytes, size)
          try #require(pieces.events == whole, "seed \(seed), pieces of \(size) bytes")
        }
      }
    }
  }

  @Test(
    "a file in UTF-16, or whose encoding all of it tells, is one piece",
    arguments: [ExportFormat.Encoding.utf16le, .auto])
  func onePiece(_ encoding: ExportFormat.Encoding) throws {
    let text = "a,b\n" + String(repeating: "1,あ\n", count: 100)
    let bytes =
      encoding == .auto
      ? Array(text.utf8)
      : text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let format = ExportFormat(encoding: encoding)
    let pieces = try PiecewiseReading(bytes, 10, format)
    #expect(pieces.count == 1)
    #expect(pieces.events == (try events(bytes, format)))
  }

  @Test("where quotes are sound pieces end at records and are about equal, and none is read again")
  func piecesAreRight() throws {
    var random = SeededGenerator(seed: 7)
    var text = "a,b\n"
    for row in 0..<2000 {
      text += Bool.random(using: &random) ? "\(row),\"x\n\"\"\r\n\"\n" : "\(row),y\r\n"
    }
    let pieces = try PiecewiseReading(Array(text.utf8), 1000)
    #expect(pieces.corrections == 0)
    #expect(pieces.count >= text.utf8.count / 1000)
    #expect(pieces.count <= text.utf8.count / 900)
  }

  @Test("stray quotes beside line breaks in quotes cost no more than the records they stand in")
  func strayQuotes() throws {
    var text = "id,note\n"
    for row in 0..<400 {
      text += "\(row),\"two\nlines\"\n"
      if row % 50 == 7 { text += "\(row),5\" screen\n" }
    }
    for size in [40, 100, 333, 1000] {
      let pieces = try PiecewiseReading(Array(text.utf8), size)
      #expect(pieces.events == (try events(text.utf8)), "pieces of \(size) bytes")
      #expect(pieces.corrections == 0, "pieces of \(size) bytes")
    }
  }

  @Test("lines within quotes that look like records are read again as what they are")
  func linesWithinQuotes() throws {
    var text = "id,note\n"
    for row in 0..<50 { text += "\(row),\"1,2\n3,4\n5,6\n7,8\n\"\n" }
    for size in 1...60 {
      let pieces = try PiecewiseReading(Array(text.utf8), size)
      #expect(pieces.events == (try events(text.utf8)), "pieces of \(size) bytes")
    }
    #expect(try PiecewiseReading(Array(text.utf8), 20).corrections > 0)
  }
}
