import Ingest
import Table
import Testing

@Suite("Broken records as text")
struct RecordTextTests {
  struct Record: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let encoding: TextEncoding?
    let bytes: [UInt8]
    let text: String
  }

  static let records = [
    Record(
      testDescription: "CP932 of two bytes, of one, and ASCII", encoding: .cp932,
      bytes: [0x88, 0xEA, 0xB1, 0x2C, 0x31], text: "一ｱ,1"),
    Record(
      testDescription: "a lead byte without its partner", encoding: .cp932,
      bytes: [0x31, 0x82, 0x2C, 0x88, 0xEA], text: #"1\x82,一"#),
    Record(
      testDescription: "bytes that CP932 does not have", encoding: .cp932,
      bytes: [0xFF, 0x80, 0xA0], text: #"\xff\x80\xa0"#),
    Record(
      testDescription: "UTF-8 of each length", encoding: .utf8, bytes: Array("aé一𠮷".utf8),
      text: "aé一𠮷"),
    Record(
      testDescription: "CP932 where UTF-8 is declared", encoding: .utf8,
      bytes: [0x88, 0xEA, 0x31], text: #"\x88\xea1"#),
    Record(
      testDescription: "a character that is cut short", encoding: .utf8,
      bytes: Array("一".utf8.prefix(2)) + [0x22], text: #"\xe4\xb8""#),
    Record(
      testDescription: "UTF-16, a pair of surrogates and half of one", encoding: .utf16le,
      bytes: [0x00, 0x4E, 0x42, 0xD8, 0xB7, 0xDF, 0x42, 0xD8, 0x31, 0x00, 0x32],
      text: #"一𠮷\x42\xd81\x32"#),
    Record(
      testDescription: "control characters but tab and line breaks", encoding: .utf8,
      bytes: [0x00, 0x09, 0x0D, 0x0A, 0x1B, 0x7F, 0xC2, 0x9B],
      text: "\\x00\t\r\n\\x1b\\x7f\\xc2\\x9b"),
    Record(
      testDescription: "an unknown encoding is read as UTF-8", encoding: nil,
      bytes: Array("一".utf8) + [0x82], text: #"一\x82"#),
  ]

  @Test("what is text is shown as it is, every other byte as its number", arguments: records)
  func shown(_ record: Record) {
    let out = ByteBuffer()
    record.bytes.withUnsafeBufferPointer { RecordText(record.encoding).append($0, to: out) }
    #expect(out.text == record.text)
  }

  @Test("any bytes come out as UTF-8", arguments: [TextEncoding.utf8, .cp932, .utf16le])
  func random(_ encoding: TextEncoding) {
    let seed = UInt64.random(in: 0 ... .max)
    var state = seed
    for _ in 0..<500 {
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      let out = ByteBuffer()
      bytes.withUnsafeBufferPointer { RecordText(encoding).append($0, to: out) }
      #expect(String(validating: out.bytes, as: UTF8.self) != nil, "seed \(seed), bytes \(bytes)")
    }
  }
}
