import Table
import Testing

@testable import Manifest

@Suite("requests to Amazon SES")
struct SESAdapterTests {
  private typealias Row = HandOver.Row

  private func ses(_ templates: [String: String] = ["referral/A": "Referral-A"]) -> DeliverySystem {
    .ses(MailSettings(fromAddress: "us@example.jp", fromName: "保険", templates: templates))
  }

  private func requests(_ text: String?) throws -> [JSONText] {
    try #require(text).split(separator: "\n").map { line in
      var line = String(line)
      return try #require(line.withUTF8 { JSONText($0) })
    }
  }

  private func addresses(_ request: JSONText) -> [String] {
    (request["request"]?["BulkEmailEntries"]?.elements ?? []).compactMap {
      $0["Destination"]?["ToAddresses"]?.elements?.first?.string
    }
  }

  @Test("a send is an entry with its data, its headers and its id")
  func request() throws {
    let row = Row(fields: #"{"name":"山\"田","days":3,"shop":null}"#)
    let files = try HandOver(["email.jsonl.gz": [row]]).adapt(ses())
    let link = "https://www.example.jp/u?s=s1&t=x"
    #expect(files["email.transactional.jsonl"] == "")
    let line = try #require(files["email.marketing.jsonl"])
    let data = #"{\"name\":\"山\\\"田\",\"days\":3,\"shop\":\"\",\"unsubscribe_url\":\"\#(link)\"}"#
    let expected = #"""
      ,"send_at":"2026-11-21T10:00:00+09:00","request":{\#
      "FromEmailAddress":"=?UTF-8?B?5L+d6Zm6?= <us@example.jp>",\#
      "DefaultContent":{"Template":{"TemplateName":"Referral-A","TemplateData":"{}"}},\#
      "BulkEmailEntries":[{"Destination":{"ToAddresses":["taro@example.jp"]},\#
      "ReplacementTags":[{"Name":"send_id","Value":"s1"}],\#
      "ReplacementEmailContent":{"ReplacementTemplate":{"ReplacementTemplateData":"\#(data)"}},\#
      "ReplacementHeaders":[{"Name":"List-Unsubscribe","Value":"<\#(link)>"}]}]}}

      """#
    #expect(line.hasSuffix(expected))
  }

  @Test("a request takes 50 destinations, and making it again gives the same ids")
  func limit() throws {
    let rows = (0..<101).map { Row(sendID: "s\($0)", to: "u\($0)@example.jp") }
    let handOver = try HandOver(["email.jsonl.gz": rows])
    let files = try handOver.adapt(ses())
    let found = try requests(files["email.marketing.jsonl"])
    #expect(found.map { addresses($0).count } == [50, 50, 1])
    #expect(Set(found.compactMap { $0["id"]?.string }).count == 3)
    #expect(try handOver.adapt(ses()) == files)
  }

  @Test("another template and another time begin a request; a malformed address travels alone")
  func batches() throws {
    let rows = [
      Row(sendID: "s1"), Row(sendID: "s2", to: "a..b@docomo.example.jp"),
      Row(sendID: "s3", to: "b@example.jp"), Row(sendID: "s4", step: "B", to: "c@example.jp"),
      Row(sendID: "s5", sendAt: "2026-11-21T19:00:00+09:00", step: "B", to: "d@example.jp"),
    ]
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(
      ses(["referral/A": "A", "referral/B": "B"]))
    #expect(
      try requests(files["email.marketing.jsonl"]).map(addresses) == [
        ["a..b@docomo.example.jp"], ["taro@example.jp", "b@example.jp"], ["c@example.jp"],
        ["d@example.jp"],
      ])
  }

  @Test("marketing and transactional sends of one template and time do not share a file")
  func kinds() throws {
    let rows = [Row(sendID: "s1"), Row(sendID: "s2", to: "b@example.jp", isTransactional: true)]
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(ses())
    #expect(
      try requests(files["email.marketing.jsonl"]).map(addresses) == [["taro@example.jp"]])
    #expect(
      try requests(files["email.transactional.jsonl"]).map(addresses) == [["b@example.jp"]])
  }

  struct Refused: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var templates = ["referral/A": "A"]
    var to = "taro@example.jp"
    var sendID = "s1"
    var fields = "{}"
    let message: String
  }

  @Test(
    "what SES would refuse is refused",
    arguments: [
      Refused(
        testDescription: "a template without one of SES", templates: [:],
        message: "template 'referral/A' has no template of SES"),
      Refused(
        testDescription: "a template's name with a slash", templates: ["referral/A": "a/b"],
        message: "SES would refuse 'email.marketing.jsonl': a template's name has other "
          + "characters than letters, digits, '_' and '-'"),
      Refused(
        testDescription: "an address beyond ASCII", to: "太郎@example.jp",
        message: "SES would refuse 'email.marketing.jsonl': an address is not ASCII"),
      Refused(
        testDescription: "a header that is too long", sendID: String(repeating: "s", count: 900),
        message: "SES would refuse 'email.marketing.jsonl': the headers of a send are too many, "
          + "too long or not ASCII"),
      Refused(
        testDescription: "too much data",
        fields: #"{"text":"\#(String(repeating: "x", count: 262_144))"}"#,
        message: "SES would refuse 'email.marketing.jsonl': the fields of a send have more than "
          + "262144 bytes"),
    ])
  func refused(_ item: Refused) throws {
    let row = Row(sendID: item.sendID, to: item.to, fields: item.fields)
    let error = try HandOver(["email.jsonl.gz": [row]]).refusal(ses(item.templates))
    let isMissing = item.message.contains(" has no template of ")
    #expect(error.code == (isMissing ? .wrongUse : .notDeliverable))
    #expect(error.message == item.message)
  }

  @Test("a sender's name is quoted, or encoded in words of at most 75 characters")
  func names() {
    #expect(MailAddress.named("", "a@b.jp") == "a@b.jp")
    #expect(MailAddress.named(#"A "B" \ C"#, "a@b.jp") == #""A \"B\" \\ C" <a@b.jp>"#)
    #expect(MailAddress.named("é", "a@b.jp") == "=?UTF-8?B?w6k=?= <a@b.jp>")
    #expect(MailAddress.named("éa", "a@b.jp") == "=?UTF-8?B?w6lh?= <a@b.jp>")
    #expect(MailAddress.named("éab", "a@b.jp") == "=?UTF-8?B?w6lhYg==?= <a@b.jp>")
    let long = MailAddress.named(String(repeating: "あ", count: 31), "a@b.jp").split(separator: " ")
    #expect(long.count == 4 && long.dropLast().allSatisfy { $0.count <= 75 })
    #expect(long[0] == "=?UTF-8?B?\(String(repeating: "44GC", count: 15))?=")
    #expect(long[2] == "=?UTF-8?B?44GC?=")
  }
}
