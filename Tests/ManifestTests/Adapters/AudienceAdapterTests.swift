import Table
import TestSupport
import Testing

@testable import Manifest

@Suite("advertising audiences")
struct AudienceAdapterTests {
  private typealias Row = HandOver.Row

  private static let list = "customers/12/userLists/34"

  private func google(_ audiences: [String: String] = ["referral/A": list]) -> DeliverySystem {
    .googleAds(AudienceSettings(audiences: audiences))
  }

  private func meta(_ audiences: [String: String] = ["referral/A": "56"]) -> DeliverySystem {
    .metaAds(AudienceSettings(audiences: audiences))
  }

  private func ad(
    _ id: String, _ to: String, step: String = "A", isTransactional: Bool = false
  ) -> Row {
    Row(sendID: id, step: step, channel: "ads", to: to, isTransactional: isTransactional)
  }

  // printf %s taro@example.jp | sha256sum, then +819012345678 and 819012345678.
  private static let mail = "430116ef8e3354019be1e95115092c048e55f573160d0f4dc6b978b2ebe217a6"
  private static let plus = "3d06a39d40790f11761295e053029378ae28c4b4f6f301693005e079f3d4ca64"
  private static let bare = "0ad07193350775c6d4377f8b039d32877e66c69a454ed886b05279771c0fca0b"

  @Test("Google gets e-mail addresses in lower case, and numbers with their plus")
  func googleRequest() throws {
    let rows = [ad("s1", "Taro@Example.jp"), ad("s2", "+819012345678")]
    let handOver = try HandOver(["audience.jsonl.gz": rows])
    let files = try handOver.adapt(google())
    #expect(files.keys.sorted() == ["ads.marketing.jsonl", "ads.transactional.jsonl"])
    let text = try #require(files["ads.marketing.jsonl"])
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasSuffix(
        #","audience":"\#(Self.list)","send_at":"2026-11-21T10:00:00+09:00","send_ids":["s1"],"#
          + #""request":{"operations":[{"create":{"userIdentifiers":[{"hashedEmail":"\#(Self.mail)"}]}}]}}"#
      ))
    #expect(
      lines[1].hasSuffix(
        #""send_ids":["s2"],"request":{"operations":[{"create":{"userIdentifiers":"#
          + #"[{"hashedPhoneNumber":"\#(Self.plus)"}]}}]}}"#))
    #expect(!text.contains("aro@") && !text.contains("9012345678"))
    #expect(try handOver.adapt(google()) == files)
  }

  @Test("Meta gets numbers without their plus, so that the hashes differ")
  func metaRequest() throws {
    let rows = [ad("s1", "Taro@Example.jp"), ad("s2", "+819012345678")]
    let text = try #require(
      try HandOver(["audience.jsonl.gz": rows]).adapt(meta())["ads.marketing.jsonl"])
    let lines = text.split(separator: "\n")
    #expect(
      lines.map { $0.split(separator: #""request":"#).last ?? "" } == [
        #"{"payload":{"schema":"EMAIL_SHA256","data":["\#(Self.mail)"]}}}"#,
        #"{"payload":{"schema":"PHONE_SHA256","data":["\#(Self.bare)"]}}}"#,
      ])
  }

  @Test("a request takes 10,000 hashes, each audience nobody twice")
  func limit() throws {
    var rows = (0..<10_001).map { ad("s\($0)", "u\($0)@example.jp") }
    // The same person once more, in capitals, by another message; and in another audience.
    rows.append(ad("t1", "U0@example.jp", step: "B"))
    rows.append(ad("t2", "u0@example.jp", step: "C"))
    let files = try HandOver(["audience.jsonl.gz": rows]).adapt(
      meta(["referral/A": "56", "referral/B": "56", "referral/C": "7"]))
    let requests = try #require(files["ads.marketing.jsonl"]).split(separator: "\n").map { line in
      var line = String(line)
      return try #require(line.withUTF8 { JSONText($0) })
    }
    #expect(requests.map { $0["audience"]?.string } == ["56", "56", "7"])
    #expect(
      requests.map { $0["request"]?["payload"]?["data"]?.elements?.count } == [10_000, 1, 1])
    #expect(Set(requests.map { $0["id"]?.string }).count == 3)
    // The first batch was full when the person came once more.
    #expect(requests.map { $0["send_ids"]?.elements?.count } == [10_001, 1, 1])
    #expect(requests[0]["send_ids"]?.elements?.last?.string == "t1")
  }

  @Test("sends to one recipient are counted, each with its id in the batch")
  func sameRecipient() throws {
    let rows = [
      ad("s1", "a@example.jp"), ad("s2", "A@example.jp", step: "B"), ad("s3", "b@example.jp"),
      ad("s4", "a@example.jp", isTransactional: true),
    ]
    let handOver = try HandOver(["audience.jsonl.gz": rows])
    let system = google(["referral/A": Self.list, "referral/B": Self.list])
    let result = try ManifestAdapter(manifest: handOver.folder).write(
      for: system, parent: "\(handOver.scratch.path)/out", name: "counted")
    #expect((result.sends, result.sameRecipient) == (4, 1))
    let files = try handOver.adapt(system)
    #expect(files["ads.marketing.jsonl"]?.contains(#""send_ids":["s1","s2","s3"]"#) == true)
    #expect(files["ads.transactional.jsonl"]?.contains(#""send_ids":["s4"]"#) == true)
  }

  @Test("marketing and transactional sends do not share a file")
  func kinds() throws {
    let rows = [ad("s1", "a@example.jp"), ad("s2", "b@example.jp", isTransactional: true)]
    let files = try HandOver(["audience.jsonl.gz": rows]).adapt(google())
    #expect(files["ads.marketing.jsonl"]?.contains(#""send_ids":["s1"]"#) == true)
    #expect(files["ads.transactional.jsonl"]?.contains(#""send_ids":["s2"]"#) == true)
  }

  @Test("sends of other channels never reach an audience")
  func otherChannels() throws {
    let files = try HandOver(["email.jsonl.gz": [Row()]]).adapt(google())
    #expect(files == ["ads.marketing.jsonl": "", "ads.transactional.jsonl": ""])
  }

  @Test(
    "audiences that are none are refused",
    arguments: ["", "56", "customers/12/userLists/", "customers/a/userLists/3", "x"])
  func noAudience(_ id: String) throws {
    let handOver = try HandOver(["audience.jsonl.gz": [ad("s1", "a@example.jp")]])
    #expect(
      try handOver.refusal(google(["referral/A": id])).message
        == "the audience of template 'referral/A' is none of Google Ads")
    #expect(
      try handOver.refusal(google([:])).message
        == "template 'referral/A' has no audience of Google Ads")
    #expect(
      try handOver.refusal(meta(["referral/A": "act_\(id)"])).message
        == "the audience of template 'referral/A' is none of Meta")
  }

  @Test("who is neither an address nor a number is refused", arguments: ["U123", "+81", "0901234"])
  func noIdentifier(_ to: String) throws {
    let error = try HandOver(["audience.jsonl.gz": [ad("s1", to)]]).refusal(meta())
    #expect(error.message == "send 's1' goes to neither an e-mail address nor a number")
  }
}
