import Table
import Testing

@testable import Manifest

@Suite("requests to SendGrid")
struct SendGridAdapterTests {
  private typealias Row = HandOver.Row

  private func sendGrid(_ templates: [String: String] = ["referral/A": "d-1"]) -> DeliverySystem {
    .sendGrid(
      MailSettings(fromAddress: "us@example.jp", fromName: "保険", templates: templates))
  }

  private func requests(_ text: String?) throws -> [JSONText] {
    try #require(text).split(separator: "\n").map { line in
      var line = String(line)
      return try #require(line.withUTF8 { JSONText($0) })
    }
  }

  @Test("a send is a personalization with its data, its headers and its id")
  func request() throws {
    let files = try HandOver(["email.jsonl.gz": [Row()]]).adapt(sendGrid())
    let link = "https://www.example.jp/u?s=s1&t=x"
    #expect(files["email.transactional.jsonl"] == "")
    let line = try #require(files["email.marketing.jsonl"])
    let expected = #"""
      ,"request":{"personalizations":[{"to":[{"email":"taro@example.jp"}],\#
      "headers":{"List-Unsubscribe":"<\#(link)>"},\#
      "dynamic_template_data":{"name":"山田","unsubscribe_url":"\#(link)"},\#
      "custom_args":{"send_id":"s1","business_date":"2026-11-21",\#
      "scenario_id":"referral","step":"A"}}],\#
      "from":{"email":"us@example.jp","name":"保険"},"template_id":"d-1","send_at":1795222800}}

      """#
    #expect(line.hasSuffix(expected))
  }

  @Test("a request takes 1,000 sends, and making it again gives the same ids")
  func limit() throws {
    let rows = (0..<2001).map { Row(sendID: "s\($0)", to: "u\($0)@example.jp") }
    let handOver = try HandOver(["email.jsonl.gz": rows])
    let files = try handOver.adapt(sendGrid())
    let found = try requests(files["email.marketing.jsonl"])
    #expect(
      found.map { $0["request"]?["personalizations"]?.elements?.count } == [1000, 1000, 1])
    #expect(Set(found.compactMap { $0["id"]?.string }).count == 3)
    #expect(try handOver.adapt(sendGrid()) == files)
  }

  @Test("another template, another time and an address that is there already begin a request")
  func batches() throws {
    let rows = [
      Row(sendID: "s1"), Row(sendID: "s2", to: "Taro@example.jp"),
      Row(sendID: "s3", step: "B", to: "b@example.jp"),
      Row(sendID: "s4", sendAt: "2026-11-21T19:00:00+09:00", step: "B", to: "c@example.jp"),
    ]
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(
      sendGrid(["referral/A": "d-1", "referral/B": "d-2"]))
    #expect(try requests(files["email.marketing.jsonl"]).count == 4)
  }

  @Test(
    "an address that the standard does not allow travels alone",
    arguments: ["a..b@example.jp", "a.@example.jp", ".a@example.jp"])
  func legacy(_ address: String) throws {
    let rows = [
      Row(sendID: "s1"), Row(sendID: "s2", to: address), Row(sendID: "s3", to: "a.b@example.jp"),
    ]
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(sendGrid())
    let found = try requests(files["email.marketing.jsonl"]).map { request in
      request["request"]?["personalizations"]?.elements?.compactMap {
        $0["to"]?.elements?.first?["email"]?.string
      }
    }
    #expect(found == [[address], ["taro@example.jp", "a.b@example.jp"]])
  }

  @Test("marketing and transactional sends of one template and time do not share a file")
  func kinds() throws {
    let rows = [Row(sendID: "s1"), Row(sendID: "s2", to: "b@example.jp", isTransactional: true)]
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(sendGrid())
    for (kind, id) in [("marketing", "s1"), ("transactional", "s2")] {
      let text = try #require(files["email.\(kind).jsonl"])
      #expect(text.contains(#""send_id":"\#(id)""#))
      #expect(text.split(separator: "send_id").count == 2)
    }
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var templates = ["referral/A": "d-1"]
    var sendAt = "2026-11-21T10:00:00+09:00"
    var fields = "{}"
    var step = "A"
    let message: String
  }

  @Test(
    "what SendGrid would refuse is refused",
    arguments: [
      Refused(
        testDescription: "a template without one of SendGrid's", templates: [:],
        message: "template 'referral/A' has no template of SendGrid"),
      Refused(
        testDescription: "a legacy template", templates: ["referral/A": "1234"],
        message: "SendGrid would refuse 'email.marketing.jsonl': a template is not one of "
          + "SendGrid's dynamic ones, 'd-…'"),
      Refused(
        testDescription: "three days ahead", sendAt: "2026-11-24T00:00:00+09:00",
        message: "SendGrid would refuse 'email.marketing.jsonl': a send is more than 72 hours "
          + "after its business date begins"),
    ])
  func refused(_ item: Refused) throws {
    let row = Row(sendAt: item.sendAt, fields: item.fields)
    let error = try HandOver(["email.jsonl.gz": [row]]).refusal(sendGrid(item.templates))
    let isMissing = item.message.contains(" has no template of ")
    #expect(error.code == (isMissing ? .wrongUse : .notDeliverable))
    #expect(error.message == item.message)
  }
}
