import Table
import Testing

@testable import Manifest

@Suite("mails that come from a person")
struct MailSenderTests {
  private typealias Row = HandOver.Row

  private let settings = MailSettings(
    fromAddress: "us@example.jp", fromName: "保険", templates: ["referral/A": "d-1"],
    senders: ["referral/A": .init(name: "owner", address: "owner_email")])

  private func row(_ id: String, _ owner: String?, _ address: String?) -> Row {
    func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
    return Row(
      sendID: id, to: "\(id)@example.jp",
      fields: #"{"owner":\#(text(owner)),"owner_email":\#(text(address))}"#)
  }

  /// Two owners by turns, one of whom has no address.
  private var rows: [Row] {
    [
      row("s1", "佐藤", "sato@example.jp"), row("s2", "Ito", "ito@example.jp"),
      row("s3", "佐藤", "sato@example.jp"), row("s4", "鈴木", nil), row("s5", nil, "x@example.jp"),
      row("s6", "", "x@example.jp"), row("s7", "Ito", "ito@example.jp"),
    ]
  }

  private func requests(_ system: DeliverySystem, _ rows: [Row]) throws -> [JSONText] {
    let files = try HandOver(["email.jsonl.gz": rows]).adapt(system)
    return try #require(files["email.marketing.jsonl"]).split(separator: "\n").map { line in
      var line = String(line)
      return try #require(line.withUTF8 { JSONText($0) }?["request"])
    }
  }

  @Test("SES has a request for each, and the company sends where the row names nobody")
  func ses() throws {
    let found = try requests(.ses(settings), rows).map { request in
      let entries = request["BulkEmailEntries"]?.elements ?? []
      let from = request["FromEmailAddress"]?.string ?? ""
      return [from]
        + entries.compactMap { $0["Destination"]?["ToAddresses"]?.elements?.first?.string }
    }
    #expect(
      found == [
        ["\"Ito\" <ito@example.jp>", "s2@example.jp", "s7@example.jp"],
        ["=?UTF-8?B?5L2Q6Jek?= <sato@example.jp>", "s1@example.jp", "s3@example.jp"],
        [
          "=?UTF-8?B?5L+d6Zm6?= <us@example.jp>", "s4@example.jp", "s5@example.jp", "s6@example.jp",
        ],
      ])
  }

  @Test("SendGrid likewise")
  func sendGrid() throws {
    let found = try requests(.sendGrid(settings), rows).map { request in
      let entries = request["personalizations"]?.elements ?? []
      return [request["from"]?["name"]?.string ?? "", request["from"]?["email"]?.string ?? ""]
        + entries.compactMap { $0["to"]?.elements?.first?["email"]?.string }
    }
    #expect(
      found == [
        ["Ito", "ito@example.jp", "s2@example.jp", "s7@example.jp"],
        ["佐藤", "sato@example.jp", "s1@example.jp", "s3@example.jp"],
        ["保険", "us@example.jp", "s4@example.jp", "s5@example.jp", "s6@example.jp"],
      ])
  }

  @Test("a fallback stands in the place of the person, too")
  func fallback() throws {
    var fallbacks = MessageFallbacks()
    fallbacks.add(text: "営業部", for: "owner", of: "referral/A")
    let files = try HandOver(["email.jsonl.gz": [row("s1", nil, "sales@example.jp")]])
      .adapt(.sendGrid(settings), fallbacks)
    #expect(
      files["email.marketing.jsonl"]?.contains(
        #""from":{"email":"sales@example.jp","name":"営業部"}"#) == true)
  }

  static let unusable: [(name: String, address: String)] = [
    ("佐藤", "営業部"), ("佐藤", "a b@example.jp"), ("佐藤", "@example.jp"), ("佐藤", "sales@"),
    ("佐藤", "a@b@c"), ("佐藤", "a\\n@example.jp"), ("佐藤", "a.@example.jp"),
    ("佐藤", String(repeating: "a", count: 65) + "@example.jp"),
    ("佐藤\\r\\nBcc: x@example.com", "sato@example.jp"), ("佐\\u202e藤", "sato@example.jp"),
    ("佐\\u2028藤", "sato@example.jp"),
  ]

  @Test("who cannot stand in the head of a mail is not there; the company is, and it is told")
  func unusable() throws {
    for (name, address) in Self.unusable {
      let handOver = try HandOver([
        "email.jsonl.gz": [
          row("s1", name, address), row("s2", "佐藤", "sato@example.jp"), row("s3", nil, nil),
        ]
      ])
      for system in [DeliverySystem.ses(settings), .sendGrid(settings)] {
        let result = try ManifestAdapter(manifest: handOver.folder).write(
          for: system, parent: "\(handOver.folder)-out", name: "made")
        #expect((result.sends, result.fromCompany) == (3, 2), "\(address)")
      }
      let found = try requests(.sendGrid(settings), [row("s1", name, address)])
      #expect(found.map { $0["from"]?["email"]?.string } == ["us@example.jp"])
    }
  }
}
