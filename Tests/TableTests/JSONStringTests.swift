import Table
import Testing

@Suite("JSON strings")
struct JSONStringTests {
  private func json(_ text: String) -> String {
    let buffer = ByteBuffer(capacity: 1)
    buffer.append(jsonText: text)
    return buffer.text
  }

  @Test("every control character is escaped")
  func controls() {
    let short: [UInt8: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
    for byte in 0..<0x20 as Range<UInt8> {
      let digits = String(byte, radix: 16)
      let long = "\\u00" + (digits.count == 1 ? "0" : "") + digits
      let text = String(Unicode.Scalar(byte))
      #expect(json("a\(text)b") == "\"a\(short[byte] ?? long)b\"")
    }
  }

  @Test(
    "only quotes, backslashes and control characters are escaped",
    arguments: [
      ("", #""""#),
      ("山田 太郎", #""山田 太郎""#),
      (#"a"b"#, #""a\"b""#),
      (#"\"#, #""\\""#),
      (#"\n"#, #""\\n""#),
      (#"""#, #""\"""#),
      (#"""""#, #""\"\"\"""#),
      ("https://example.jp/?a=1&b=<2>", #""https://example.jp/?a=1&b=<2>""#),
      ("\u{7F}\u{80}\u{2028}🙂", "\"\u{7F}\u{80}\u{2028}🙂\""),
    ])
  func escapes(_ text: String, _ expected: String) {
    #expect(json(text) == expected)
  }

  @Test("bytes that are not UTF-8 pass through")
  func anyBytes() {
    let buffer = ByteBuffer()
    let bytes: [UInt8] = [0xFF, 0x22, 0xC3]
    bytes.withUnsafeBufferPointer { buffer.append(jsonString: $0) }
    #expect(buffer.bytes == [0x22, 0xFF, 0x5C, 0x22, 0xC3, 0x22])
  }
}
