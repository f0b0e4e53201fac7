import Ingest
import Table
import Testing

@Suite("writing CP932")
struct CP932EncoderTests {
  private static let encoder = CP932Encoder()

  private func encode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    return Self.encoder.encode(text) { bytes.append($0) } ? bytes : nil
  }

  @Test(
    "characters get the bytes that Windows writes",
    arguments: [
      ("aZ\\~", [0x61, 0x5A, 0x5C, 0x7E]), ("山", [0x8E, 0x52]), ("ｱ", [0xB1]),
      ("髙", [0xFB, 0xFC]), ("①", [0x87, 0x40]), ("ⅰ", [0xFA, 0x40]), ("Ⅰ", [0x87, 0x54]),
      ("≒", [0x81, 0xE0]), ("∵", [0x81, 0xE6]), ("￢", [0x81, 0xCA]), ("～", [0x81, 0x60]),
      ("〜", [0x81, 0x60]), ("−", [0x81, 0x7C]), ("―", [0x81, 0x5C]), ("\r\n", [0x0D, 0x0A]),
      ("\u{E000}", [0xF0, 0x40]), ("", []),
    ] as [(String, [UInt8])])
  func bytes(_ text: String, _ expected: [UInt8]) {
    #expect(encode(text) == expected)
  }

  @Test("what CP932 does not have is not written", arguments: ["🙂", "𠮷", "é", "가", "か\u{3099}"])
  func missing(_ text: String) {
    #expect(encode(text) == nil)
  }

  @Test("whatever can be read is written so that it reads the same")
  func back() {
    let decoder = CP932()
    let out = ByteBuffer()
    var count = 0
    for lead in UInt8(0x81)...0xFC where lead < 0xA0 || lead >= 0xE0 {
      for trail in UInt8(0x40)...0xFC {
        let pair = [lead, trail]
        guard pair.withUnsafeBufferPointer({ decoder.isText($0) }),
          trail != 0x7F
        else { continue }
        out.removeAll()
        pair.withUnsafeBufferPointer { decoder.decode($0, into: out) }
        let text = out.text
        guard let bytes = encode(text) else {
          Issue.record("\(text) cannot be written")
          continue
        }
        out.removeAll()
        bytes.withUnsafeBufferPointer { decoder.decode($0, into: out) }
        #expect(out.text == text)
        count += 1
      }
    }
    #expect(count > 9000)
  }
}
