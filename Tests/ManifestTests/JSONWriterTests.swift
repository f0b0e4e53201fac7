import Table
import Testing

@testable import Manifest

@Suite("JSON that is written")
struct JSONWriterTests {
  @Test(
    "what is read and written again is the same, compact",
    arguments: [
      ("null", "null"), (" [ true , false ] ", "[true,false]"), ("{}", "{}"), ("[]", "[]"),
      (#"{"b":1,"a":-2.5e+3}"#, #"{"b":1,"a":-2.5e+3}"#), ("0", "0"), (#""\u0041\/""#, #""A/""#),
      (#""\ud83d\ude42 \n\u0001""#, "\"🙂 \\n\\u0001\""),
      (#"{"a":{"b":[{}]}}"#, #"{"a":{"b":[{}]}}"#),
    ])
  func roundTrip(_ text: String, _ expected: String) throws {
    var text = text
    let value = try #require(text.withUTF8 { JSONText($0) })
    let json = JSONWriter(ByteBuffer())
    json.value(value)
    #expect(json.buffer.text == expected)
  }
}
