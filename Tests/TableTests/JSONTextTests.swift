import Table
import Testing

@Suite("JSON that is read")
struct JSONTextTests {
  private func read(_ text: String) -> JSONText? {
    var text = text
    return text.withUTF8 { JSONText($0) }
  }

  @Test("members keep their order, numbers their digits, texts what was escaped")
  func values() throws {
    let value = try #require(read(#" {"b": [1.50, true, null], "a": "\u5c71\n", "b": {}} "#))
    #expect(value["b"] == .list([.number("1.50"), .bool(true), .null]))
    #expect(value["b"]?.elements?.map(\.plainText) == ["1.50", "true", ""])
    #expect(value["a"]?.string == "山\n")
    #expect(value.members?.map(\.name) == ["b", "a", "b"])
    #expect(value["c"] == nil)
    #expect(value.string == nil && value.elements == nil)
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
