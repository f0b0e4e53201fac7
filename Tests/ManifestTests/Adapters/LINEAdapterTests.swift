import Table
import Testing

@testable import Manifest

@Suite("requests to LINE")
struct LINEAdapterTests {
  private typealias Row = HandOver.Row

  private static let text = #"[ {"type": "text", "text": "こんにちは"} ]"#

  private func line(_ messages: String = text, channel: String = "165") -> DeliverySystem {
    .line(LINESettings(channelID: channel, messages: ["referral/A": Array(messages.utf8)]))
  }

  private func row(_ number: Int) -> Row {
    let digits = ByteBuffer()
    digits.append(padded: number, width: 32)
    return Row(sendID: "s\(number)", channel: "line", to: "U" + digits.text)
  }

  @Test("a request has its retry key, its channel, its sends and its messages")
  func request() throws {
    let files = try HandOver(["line.jsonl.gz": [row(1), row(2)]]).adapt(line())
    #expect(files["line.transactional.jsonl"] == "")
    let line = try #require(files["line.marketing.jsonl"])
    let id = try #require(line.firstMatch(of: /^{"id":"([0-9a-f-]{36})"/)?.1)
    let expected = #"""
      {"id":"\#(id)","channel_id":"165","send_at":"2026-11-21T10:00:00+09:00",\#
      "send_ids":["s1","s2"],"request":{"to":["\#(row(1).to)","\#(row(2).to)"],\#
      "messages":[{"type":"text","text":"こんにちは"}]}}

      """#
    #expect(line == expected)
  }

  @Test("a request takes 500 user ids")
  func limit() throws {
    let files = try HandOver(["line.jsonl.gz": (0..<501).map(row)]).adapt(line())
    let counts = try #require(files["line.marketing.jsonl"]).split(separator: "\n")
      .map { $0.split(separator: #""U"#).count - 1 }
    #expect(counts == [500, 1])
  }

  @Test("the retry key is that of the batch: the same again, another on another channel")
  func retryKey() throws {
    let handOver = try HandOver(["line.jsonl.gz": [row(1)]])
    let first = try handOver.adapt(line())
    #expect(try handOver.adapt(line()) == first)
    let ids = try [line(), line(channel: "166"), line(#"[{"type":"text","text":"b"}]"#)]
      .map { try handOver.adapt($0)["line.marketing.jsonl"]?.prefix(43) }
    #expect(Set(ids).count == 3)
  }

  @Test(
    "messages that LINE would refuse are refused",
    arguments: ["", "{}", "[]", "[1]", #"[{"text":"a"}]"#, "[\(text),", "[1,2,3,4,5,6]"])
  func messages(_ messages: String) throws {
    let error = try HandOver(["line.jsonl.gz": [row(1)]]).refusal(line(messages))
    #expect(error.code == .notDeliverable)
  }

  @Test("six messages are refused, five are not", arguments: [5, 6])
  func messageCount(_ count: Int) throws {
    let messages = "[" + Array(repeating: #"{"type":"text"}"#, count: count).joined(separator: ",")
    let handOver = try HandOver(["line.jsonl.gz": [row(1)]])
    if count == 5 {
      #expect(try handOver.adapt(line(messages + "]")).count == 2)
    } else {
      #expect(try handOver.refusal(line(messages + "]")).code == .notDeliverable)
    }
  }

  @Test("a user id that is none is refused", arguments: ["U1", "", "taro@example.jp"])
  func userID(_ id: String) throws {
    var row = row(1)
    row.to = id
    #expect(try HandOver(["line.jsonl.gz": [row]]).refusal(line()).code == .notDeliverable)
  }

  @Test("a template without messages is refused")
  func noMessages() throws {
    var row = row(1)
    row.step = "B"
    let error = try HandOver(["line.jsonl.gz": [row]]).refusal(line())
    #expect(error.code == .wrongUse)
    #expect(error.message == "template 'referral/B' has no messages of LINE")
  }
}
