import Testing

@testable import Manifest

@Suite("batches for FCM")
struct FCMAdapterTests {
  private typealias Row = HandOver.Row

  private func fcm(_ message: String = #"{"notification": {"title": "お知らせ"}}"#) -> DeliverySystem {
    .fcm(FCMSettings(messages: ["referral/A": Array(message.utf8)]))
  }

  private func row(_ number: Int, fields: String = "{}", sendAt: String? = nil) -> Row {
    var row = Row(sendID: "s\(number)", channel: "push", to: "tok:En_\(number)", fields: fields)
    if let sendAt { row.sendAt = sendAt }
    return row
  }

  @Test("a request has its token as it stands, its message, and its fields as texts")
  func request() throws {
    let fields = #"{"name":"山田","days":3,"is_new":true,"due_on":null}"#
    let files = try HandOver(["push.jsonl.gz": [row(1, fields: fields)]]).adapt(fcm())
    #expect(files["push.transactional.jsonl"] == "")
    let expected = #"""
      ","send_at":"2026-11-21T10:00:00+09:00","requests":[{"message":{"token":"tok:En_1",\#
      "notification":{"title":"お知らせ"},\#
      "data":{"send_id":"s1","name":"山田","days":"3","is_new":"true"}}}]}

      """#
    #expect(try #require(files["push.marketing.jsonl"]).hasSuffix(expected))
  }

  @Test("a batch takes 500 requests of one time, and is the same again")
  func limit() throws {
    let later = row(600, sendAt: "2026-11-21T19:00:00+09:00")
    let handOver = try HandOver(["push.jsonl.gz": (0..<501).map { row($0) } + [later]])
    let files = try handOver.adapt(fcm())
    let counts = try #require(files["push.marketing.jsonl"]).split(separator: "\n")
      .map { $0.split(separator: #""token""#).count - 1 }
    #expect(counts == [500, 1, 1])
    #expect(try handOver.adapt(fcm()) == files)
  }

  @Test(
    "messages that cannot be sent so are refused",
    arguments: ["", "[]", #"{"token":"a"}"#, #"{"topic":"a"}"#, #"{"data":{}}"#])
  func messages(_ message: String) throws {
    let error = try HandOver(["push.jsonl.gz": [row(1)]]).refusal(fcm(message))
    #expect(error.code == .notDeliverable)
  }

  @Test("a message that is too long and names that FCM keeps for itself are refused")
  func refused() throws {
    for fields in [
      #"{"name":"\#(String(repeating: "x", count: 4096))"}"#, #"{"from":"x"}"#,
      #"{"google.x":"x"}"#,
    ] {
      let error = try HandOver(["push.jsonl.gz": [row(1, fields: fields)]]).refusal(fcm())
      #expect(error.message.hasPrefix("FCM would refuse 'push.marketing.jsonl': "))
    }
  }

  @Test("a template without a message is refused")
  func noMessage() throws {
    var row = row(1)
    row.step = "B"
    let error = try HandOver(["push.jsonl.gz": [row]]).refusal(fcm())
    #expect(error.code == .wrongUse)
    #expect(error.message == "template 'referral/B' has no message of FCM")
  }
}
