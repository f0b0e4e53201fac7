import Glibc
import Table
import Testing

@testable import Ingest

@Suite("Text in ISO-2022-JP and EUC-JP")
struct OtherTextTests {
  static let names = [
    "山田太郎", "佐藤花子", "鈴木一郎", "高橋健", "伊藤さくら", "渡辺ひろし", "中村あゆみ", "小林ケン",
    "加藤マリ", "吉田実", "松本ゆき", "井上サトシ", "木村かおり", "林誠", "清水のぞみ", "池田アキラ",
    "橋本めぐみ", "阿部ジュン", "石川まこと", "前田ユウコ",
  ]
  static let readings = [
    "ﾔﾏﾀﾞ･ﾀﾛｳ", "ｻﾄｳ･ﾊﾅｺ", "ｽｽﾞｷ", "ﾀｶﾊｼ･ｹﾝ", "ｲﾄｳ", "ﾜﾀﾅﾍﾞ", "ﾅｶﾑﾗ･ｱﾕﾐ", "ｺﾊﾞﾔｼ", "ｶﾄｳ", "ﾖｼﾀﾞ",
    "ﾏﾂﾓﾄ･ﾕｷ", "ｲﾉｳｴ", "ｷﾑﾗ", "ﾊﾔｼ", "ｼﾐｽﾞ", "ｲｹﾀﾞ", "ﾊｼﾓﾄ", "ｱﾍﾞ･ｼﾞｭﾝ", "ｲｼｶﾜ", "ﾏｴﾀﾞ",
  ]

  static let encoder = CP932Encoder()

  /// Pairs of CP932 rows as JIS X 0208 numbers them, each byte 0x21 to 0x7E.
  static func jis(_ text: String) -> [(UInt8, UInt8)] {
    let cp932 = Self.cp932(text)
    return stride(from: 0, to: cp932.count, by: 2).map { place in
      let (lead, trail) = (Int(cp932[place]), Int(cp932[place + 1]))
      let row = 2 * (lead - (lead < 0xA0 ? 0x81 : 0xC1)) + (trail >= 0x9F ? 1 : 0)
      let cell = trail >= 0x9F ? trail - 0x9F : trail - 0x40 - (trail > 0x7F ? 1 : 0)
      return (UInt8(row + 0x21), UInt8(cell + 0x21))
    }
  }

  static func cp932(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    #expect(encoder.encode(text) { out.append($0) })
    return out
  }

  static func eucJP(_ text: String) -> [UInt8] {
    jis(text).flatMap { [$0.0 | 0x80, $0.1 | 0x80] }
  }

  static func iso2022JP(_ text: String) -> [UInt8] {
    [0x1B, 0x24, 0x42] + jis(text).flatMap { [$0.0, $0.1] } + [0x1B, 0x28, 0x42]
  }

  /// A header row of ASCII and a row for each text.
  static func file(_ texts: [String], _ encode: (String) -> [UInt8]) -> [UInt8] {
    texts.enumerated().reduce(into: Array("id,name\n".utf8)) { out, next in
      out += Array("\(next.offset),".utf8) + encode(next.element) + [0x0A]
    }
  }

  /// What is said of the file, read as a whole and in pieces of any size.
  func refusal(_ file: [UInt8], _ encoding: ExportFormat.Encoding) throws -> IngestError? {
    let format = ExportFormat(encoding: encoding)
    var said: [IngestError?] = []
    do {
      _ = try reader(file, format)
      said.append(nil)
    } catch let error as IngestError {
      said.append(error)
    }
    for pieceBytes in [1, 100, 1 << 20] {
      var template = Array("/tmp/ingest-test-XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      try #require(descriptor >= 0)
      unlink(template)
      try #require(write(descriptor, file, file.count) == file.count)
      do {
        _ = try ExportPieces(
          descriptor, name: "t.csv", format, pieceBytes: pieceBytes, maximumUnpackedBytes: 1 << 30)
        said.append(nil)
      } catch {
        said.append(error)
      }
    }
    for other in said { #expect(other == said[0]) }
    return said[0]
  }

  @Test(
    "is refused by name, whatever is declared",
    arguments: [ExportFormat.Encoding.utf8, .cp932, .auto])
  func refused(_ encoding: ExportFormat.Encoding) throws {
    let eucJP = try refusal(Self.file(Self.names, Self.eucJP), encoding)
    #expect(eucJP?.description == "'t.csv' is text in EUC-JP, which is not read")
    let iso2022JP = try refusal(Self.file(Self.names, Self.iso2022JP), encoding)
    #expect(iso2022JP?.description == "'t.csv' is text in ISO-2022-JP (JIS), which is not read")
  }

  @Test("is told from its first 64 KiB, though a character be cut there")
  func long() throws {
    let file = Self.file((0..<20_000).map { Self.names[$0 % 20] }, Self.eucJP)
    for shift in 0..<4 {
      let shifted = Array(repeating: UInt8(ascii: "x"), count: shift) + file
      #expect(try refusal(shifted, .cp932) == .otherFormat(file: "t.csv", .eucjp))
    }
    // Behind them nothing is looked at.
    let late = Array(repeating: UInt8(ascii: "x"), count: 1 << 16) + file
    #expect(try refusal(late, .cp932) == nil)
  }

  @Test("text that could be something else is read")
  func read() throws {
    for encoding in [ExportFormat.Encoding.cp932, .auto] {
      #expect(try refusal(Self.file(Self.names, Self.cp932), encoding) == nil)
      #expect(try refusal(Self.file(Self.readings, Self.cp932), encoding) == nil)
      // Too few words to tell; the same few over and over are no more.
      let few = Array(Self.names.prefix(15))
      #expect(try refusal(Self.file(few, Self.eucJP), encoding) == nil)
      let often = (0..<2000).map { few[$0 % 15] }
      #expect(try refusal(Self.file(often, Self.eucJP), encoding) == nil)
      // One word of half-width katakana that is sound in EUC-JP, again and again.
      let same = Array(repeating: "ﾔﾏﾀﾞ･ﾀﾛｳ", count: 500)
      #expect(try refusal(Self.file(same, Self.cp932), encoding) == nil)
      #expect(try refusal(Array("id,name\n1,\u{1B}[31m$B\n".utf8), encoding) == nil)
    }
    for encoding in [ExportFormat.Encoding.utf8, .auto] {
      #expect(try refusal(Self.file(Self.names) { Array($0.utf8) }, encoding) == nil)
    }
    // An escape in a text with other letters beside is a stray one.
    let both = Self.file(Self.names) { Self.iso2022JP($0) + Self.cp932($0) }
    #expect(try refusal(both, .cp932) == nil)
  }
}
