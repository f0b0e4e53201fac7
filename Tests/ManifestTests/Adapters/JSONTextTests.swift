import Table
import Testing

@testable import Manifest

@Suite("JSON that is read back")
struct JSONTextTests {
  private func read(_ text: String) -> JSONText? {
    var text = text
    return text.withUTF8 { JSONText($0) }
  }

  @Test(
    "what is read and written again is the same, compact",
    arguments: [
      ("null", "null"), (" [ true , false ] ", "[true,false]"), ("{}", "{}"), ("[]", "[]"),
      (#"{"b":1,"a":-2.5e+3}"#, #"{"b":1,"a":-2.5e+3}"#), ("0", "0"), (#""\u0041\/""#, #""A/""#),
      (#""\ud83d\ude42 \n\u0001""#, "\"🙂 \\n\\u0001\""),
      (#"{"a":{"b":[{}]}}"#, #"{"a":{"b":[{}]}}"#),
    ])
  func roundTrip(_ text: String, _ expected: String) throws {
    let json = JSONWriter(ByteBuffer())
    json.value(try #require(read(text)))
    #expect(json.buffer.text == expected)
  }

  @Test(
    "what is not one value is none",
    arguments: [
      "", " ", "nul", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "-", "+1", "1 2", "\"", "\"\n\"",
      #""\x""#, #""\ud800""#, #""\ude42""#, #""\u12""#, "{1:2}", "[1", "'a'",
      String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
    ])
  func refused(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test("bytes that are not UTF-8 are refused")
  func notText() {
    #expect([0x22, 0xFF, 0x22].withUnsafeBufferPointer { JSONText($0) } == nil)
  }
}

@Suite("ids of batches")
struct BatchIDTests {
  @Test("they are UUIDs of version 5")
  func known() {
    // The namespace of domain names, and an id known from elsewhere.
    let domains: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    let id = Array("www.example.com".utf8).withUnsafeBufferPointer {
      BatchID.of($0, namespace: domains)
    }
    #expect(id == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }
}
