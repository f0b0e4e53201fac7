import Ingest
import Table
import Testing

func isCP932Text(_ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBufferPointer { CP932().isText($0) }
}

func decodedCP932(_ bytes: [UInt8]) -> [UInt8] {
  let out = ByteBuffer()
  bytes.withUnsafeBufferPointer { CP932().decode($0, into: out) }
  return Array(out.view)
}

@Suite("CP932")
struct CP932Tests {
  struct Case: CustomTestStringConvertible {
    let bytes: [UInt8]
    let text: String?
    var testDescription: String { "\(bytes) \(text ?? "undecodable")" }
  }

  static let cases: [Case] = [
    Case(bytes: [0x5C, 0x7E], text: "\\~"),
    Case(bytes: [0x80], text: "\u{80}"),
    Case(bytes: [0x81, 0x60], text: "～"),
    Case(bytes: [0x81, 0x40], text: "\u{3000}"),
    Case(bytes: [0x81, 0x7C], text: "－"),
    Case(bytes: [0xA1, 0xB1, 0xDF], text: "｡ｱﾟ"),
    Case(bytes: [0x83, 0x5C], text: "ソ"),  // its trail byte is a backslash
    Case(bytes: [0x87, 0x40, 0x87, 0x8A], text: "①㈱"),  // NEC row 13
    Case(bytes: [0xED, 0x40], text: "纊"),  // NEC selected
    Case(bytes: [0xFA, 0x40, 0xFA, 0xB1, 0xFB, 0xFC, 0xFC, 0x4B], text: "ⅰ﨑髙黑"),  // IBM extensions
    Case(bytes: [0xF0, 0x40, 0xF9, 0xFC], text: "\u{E000}\u{E757}"),  // private use
    Case(bytes: [0x81, 0xCA, 0xEE, 0xF9], text: "￢￢"),  // twice in the index
    Case(bytes: [0xA0], text: nil),
    Case(bytes: [0xFD], text: nil),
    Case(bytes: [0xFE], text: nil),
    Case(bytes: [0xFF], text: nil),
    Case(bytes: [0x82], text: nil),
    Case(bytes: [0x82, 0x2C], text: nil),
    Case(bytes: [0x82, 0x7F], text: nil),
    Case(bytes: [0x82, 0xFD], text: nil),
    Case(bytes: [0x85, 0x40], text: nil),
    Case(bytes: [0xFC, 0x4C], text: nil),
    Case(bytes: [0x82, 0xA0, 0x00], text: nil),
  ]

  @Test("characters are those of the WHATWG index", arguments: cases)
  func decodes(_ example: Case) {
    #expect(isCP932Text(example.bytes) == (example.text != nil))
    if let text = example.text {
      #expect(decodedCP932(example.bytes) == Array(text.utf8))
    } else if !example.bytes.contains(0) {
      #expect(String(decoding: decodedCP932(example.bytes), as: UTF8.self).contains("\u{FFFD}"))
    }
  }

  @Test("an ASCII byte that does not complete a pair stands for itself")
  func keepsASCII() {
    #expect(decodedCP932([0x82, 0x2C, 0x61]) == Array("\u{FFFD},a".utf8))
    #expect(decodedCP932([0x85, 0x40]) == Array("\u{FFFD}@".utf8))
    #expect(decodedCP932([0x85, 0x9F]) == Array("\u{FFFD}".utf8))
  }

  /// Count and fingerprint (FNV-1a over each text's UTF-8, or 0xFF) were made by another program
  /// from Python's cp932 codec and the rules of the WHATWG Encoding Standard.
  @Test("all 65,536 pairs of bytes decode as elsewhere")
  func allPairs() {
    var decodable = 0
    var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
    for first in 0...UInt8.max {
      for second in 0...UInt8.max {
        let isText = isCP932Text([first, second])
        if isText { decodable += 1 }
        for byte in isText ? decodedCP932([first, second]) : [0xFF] {
          fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3
        }
      }
    }
    #expect(decodable == 46085)
    #expect(fingerprint == 0x15E8_79AA_A007_294C)
  }

  @Test("fields are decoded and unquoted at once, and structure is found in the raw bytes")
  func fields() throws {
    // ソ ends in 0x5C, ー in 0x5B; a pair's second byte is never a delimiter.
    let file: [UInt8] =
      Array("a,b\n".utf8) + [
        0x83, 0x5C, 0x2C, 0x22, 0x83, 0x5C, 0x22, 0x22, 0x81, 0x5B, 0x2C, 0x22, 0x0A,
      ]
      + [0x82, 0x2C, 0x31, 0x0A] + [0xB1, 0x2C, 0x31]
    let found = try events(file, ExportFormat(encoding: .cp932))
    #expect(found.map(\.texts) == [["ソ", "ソ\"ー,"], [], ["ｱ", "1"]])
    #expect(found.map(\.reason) == [nil, .badEncoding, nil])
  }
}
