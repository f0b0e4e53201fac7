import Ingest
import Table
import Testing

@Suite("Encodings")
struct EncodingTests {
  static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  static let illFormed: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE3, 0x81], [0xE3, 0x81, 0x41],
    [0xF0, 0x80, 0x80, 0x80],
    [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0xF0, 0x9F, 0x98], [0xFE],
    [0xFF], [0x00],
  ]

  @Test("ill-formed UTF-8 is undecodable, wherever it stands", arguments: illFormed)
  func illFormedUTF8(_ bytes: [UInt8]) throws {
    for lead in [0, 1, 62, 63, 64, 200] {
      for (before, after) in [("", ",y"), ("", ""), ("x,\"", "\"")] {
        let line =
          Array(repeating: UInt8(ascii: "a"), count: lead) + Array(before.utf8) + bytes
          + Array(after.utf8)
        // A quote must not become stray by what stands before it.
        if lead > 0 && before.contains("\"") { continue }
        let count = before.contains(",") || after.contains(",") ? "a,b" : "a"
        let file = Array("\(count)\n".utf8) + line + Array("\n\(count)".utf8)
        let found = try events(file)
        #expect(found.map(\.reason) == [.badEncoding, nil])
      }
    }
  }

  @Test("the shortest and longest forms of UTF-8 are read")
  func wellFormedUTF8() throws {
    let text = "\u{1}\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{FFFF}\u{10000}\u{10FFFF}"
    #expect(try events("a\n\(text)".utf8).map(\.texts) == [[text]])
  }

  @Test("an undecodable byte in a column that nobody declared counts too")
  func undeclaredColumn() throws {
    let reader = try reader(Array("a,b\n1,".utf8) + [0xFF, 0x0A] + Array("2,3".utf8))
    let match = try reader.match([WantedColumn("a")], folding: asIs)
    #expect(try reader.events(match).map(\.reason) == [.badEncoding, nil])
  }

  @Test("UTF-16LE is read with and without its mark, offsets and raw bytes are the file's own")
  func utf16le() throws {
    for mark in [[], [0xFF, 0xFE]] as [[UInt8]] {
      let broken: [UInt8] = [0x00, 0xD8] + Self.utf16("x,2")
      let file =
        mark + Self.utf16("名,b\r\n\"😀\",é\r\n") + broken + Self.utf16("\r\nあ\n1,2")
      let format = ExportFormat(encoding: .utf16le)
      let reader = try reader(file, format)
      #expect(reader.header == ["名", "b"])
      let found = try reader.events()
      #expect(
        found == [
          .record(number: 1, offset: mark.count + 10, fields: [Array("😀".utf8), Array("é".utf8)]),
          .quarantine(number: 2, offset: mark.count + 26, reason: .badEncoding, raw: broken),
          .quarantine(
            number: 3, offset: mark.count + 38, reason: .fieldCount, raw: Self.utf16("あ")),
          .record(number: 4, offset: mark.count + 42, fields: [[49], [50]]),
        ])
    }
  }

  @Test("in UTF-16LE the 1 MiB are those of the file")
  func utf16TooLong() throws {
    let format = ExportFormat(encoding: .utf16le)
    let longest = String(repeating: "x", count: 1 << 19)
    let found = try events(Self.utf16("a\n\(longest)\n\(longest)x\n"), format)
    #expect(found.map(\.reason) == [nil, .tooLong])
  }

  @Test("an odd byte at the end and U+0000 are undecodable in UTF-16LE")
  func utf16Odd() throws {
    let format = ExportFormat(encoding: .utf16le)
    let odd = try events(Self.utf16("a\n1\n2") + [0x33], format)
    #expect(
      odd.last
        == .quarantine(number: 2, offset: 8, reason: .badEncoding, raw: Self.utf16("2") + [0x33]))
    #expect(try events(Self.utf16("a\n\0\n"), format).map(\.reason) == [.badEncoding])
  }

  struct AutoCase: CustomTestStringConvertible {
    let name: String
    let file: [UInt8]
    let encoding: TextEncoding
    var testDescription: String { name }
  }

  static let autoCases: [AutoCase] = [
    AutoCase(name: "ASCII is UTF-8", file: Array("a\n1\n".utf8), encoding: .utf8),
    AutoCase(name: "no bytes are UTF-8", file: [], encoding: .utf8),
    AutoCase(name: "UTF-8 without a mark", file: Array("名\nあ\n".utf8), encoding: .utf8),
    AutoCase(name: "CP932", file: [0x96, 0xBC, 0x0A, 0x82, 0xA0, 0x0A], encoding: .cp932),
    AutoCase(
      name: "the mark of UTF-8 decides, whatever follows",
      file: [0xEF, 0xBB, 0xBF] + Array("a\n".utf8) + [0x82, 0xA0, 0x0A, 0x82, 0xA0],
      encoding: .utf8),
    AutoCase(
      name: "the mark of UTF-16LE decides", file: [0xFF, 0xFE] + utf16("a\n1\n"), encoding: .utf16le
    ),
    AutoCase(
      name: "one bad record of UTF-8 is fewer than two of CP932",
      file: Array("a\nあ\nあ\n".utf8) + [0x82, 0xA0, 0x0A], encoding: .utf8),
    AutoCase(
      name: "one bad record of CP932 is fewer than two of UTF-8",
      file: Array("a\n".utf8) + [0x82, 0xA0, 0x0A, 0x82, 0xA2, 0x0A, 0xA0, 0xFF], encoding: .cp932),
    AutoCase(
      name: "records are counted, not bytes",
      file: Array("a\n".utf8) + [0x82, 0xA0, 0x82, 0xA0, 0x82, 0xA0, 0x0A] + Array("あ\nあ".utf8),
      encoding: .utf8),
    AutoCase(name: "UTF-8 at a tie", file: Array("a\n".utf8) + [0xFF, 0x0A], encoding: .utf8),
    AutoCase(
      name: "faulty records count as well", file: Array("a\n".utf8) + [0x82, 0xA0, 0x22, 0x0A],
      encoding: .cp932),
  ]

  @Test("auto looks at the mark, then at the undecodable records", arguments: autoCases)
  func auto(_ example: AutoCase) throws {
    let reader = try reader(example.file, ExportFormat(encoding: .auto))
    #expect(reader.encoding == example.encoding)
  }

  @Test(
    "the limit of a UTF-16 header row counts the bytes of the file, as that of a record does",
    arguments: [
      ("x", 524_289, QuarantineReason?.some(.tooLong)), ("x", 524_288, nil), ("あ", 400_000, nil),
    ])
  func utf16HeaderTooLong(_ letter: String, _ count: Int, _ reason: QuarantineReason?) throws {
    let bytes = Self.utf16(String(repeating: letter, count: count) + "\n1\n")
    let format = ExportFormat(encoding: .utf16le)
    guard let reason else {
      #expect(try events(bytes, format).map(\.reason) == [nil])
      return
    }
    #expect(throws: IngestError.unreadableHeader(file: "t.csv", reason: reason)) {
      try reader(bytes, format)
    }
  }
}
