import Testing

@testable import Manifest

@Suite("files for spreadsheets")
struct CSVAdapterTests {
  private typealias Row = HandOver.Row

  private func csv(
    _ columns: [String], labels: [String: [String: String]] = [:],
    encoder: CSVSettings.Encoder? = nil
  ) -> DeliverySystem {
    .csv(CSVSettings(columns: columns, labels: labels, encoder: encoder))
  }

  @Test(
    "text that a spreadsheet would calculate is made harmless, in wide forms too",
    arguments: [
      ("=1+1", "'=1+1"), ("+81901", "'+81901"), ("-x", "'-x"), ("@a", "'@a"), ("＝１", "'＝１"),
      ("a=1", "a=1"), ("山田", "山田"), ("", ""), (#"a\"b"#, #""a""b""#), ("a,b", #""a,b""#),
      (#"\t=1"#, "'\t=1"), (#"\n=1"#, "\"'\n=1\""), (#"=\",\r\n"#, "\"'=\"\",\r\n\""),
    ])
  func formulas(_ text: String, _ expected: String) throws {
    let row = Row(fields: #"{"name":"\#(text)"}"#)
    let files = try HandOver(["email.jsonl.gz": [row]]).adapt(csv(["name", "send_id"]))
    #expect(files["email.marketing.referral.csv"] == "\u{FEFF}name,送信ID\r\n\(expected),s1\r\n")
  }

  @Test("numbers, truths and nothing stay what they are")
  func kinds() throws {
    let row = Row(fields: #"{"a":-3,"b":true,"c":null}"#)
    let files = try HandOver(["email.jsonl.gz": [row]]).adapt(csv(["a", "b", "c"]))
    #expect(files["email.marketing.referral.csv"] == "\u{FEFF}a,b,c\r\n-3,true,\r\n")
  }

  @Test("all columns have the labels of the definition, a clash is told apart")
  func labels() throws {
    let row = Row(fields: #"{"name":"山田","topic":"保険"}"#)
    let labels = ["referral": ["name": "姓", "topic": "配信トピック"]]
    let files = try HandOver(["email.jsonl.gz": [row]]).adapt(csv([], labels: labels))
    let lines = try #require(files["email.marketing.referral.csv"]).split(separator: "\r\n")
    #expect(
      lines[0]
        == "\u{FEFF}送信ID,業務日,送信日時,シナリオID,ステップ,テンプレートID,チャネル,宛先,対象キー,"
        + "顧客ID,配信トピック,配信停止URL,姓,配信トピック(fields.topic)")
    #expect(lines[1].hasSuffix(",C1,,campaign,https://www.example.jp/u?s=s1&t=x,山田,保険"))
  }

  @Test("channels, scenarios, and marketing and transactional sends have files of their own")
  func files() throws {
    let handOver = try HandOver([
      "email.jsonl.gz": [
        Row(sendID: "s1"), Row(sendID: "s2", scenario: "visit", isTransactional: true),
      ],
      "calls.jsonl.gz": [Row(sendID: "s3", channel: "phone", to: "+81312345678")],
      "audience.jsonl.gz": [Row(sendID: "s4", channel: "ads")],
    ])
    let files = try handOver.adapt(csv(["send_id"]))
    #expect(
      files == [
        "email.marketing.referral.csv": "\u{FEFF}送信ID\r\ns1\r\n",
        "email.transactional.visit.csv": "\u{FEFF}送信ID\r\ns2\r\n",
        "phone.marketing.referral.csv": "\u{FEFF}送信ID\r\ns3\r\n",
      ])
  }

  @Test("a column that a scenario does not have is refused, and nothing is written")
  func unknownColumn() throws {
    let error = try HandOver(["email.jsonl.gz": [Row()]]).refusal(csv(["nobody"]))
    #expect(error.code == .wrongUse)
    #expect(error.message == "sends of scenario 'referral' have no column 'nobody'")
  }

  @Test("another encoding has no mark, and what it lacks is refused by column")
  func encoding() throws {
    let ascii: CSVSettings.Encoder = { text, append in
      text.utf8.forEach(append)
      return !text.unicodeScalars.contains("田")
    }
    let handOver = try HandOver(["email.jsonl.gz": [Row()]])
    let error = try handOver.refusal(csv(["send_id", "name"], encoder: ascii))
    #expect(error.message == "column 'name' holds characters that CP932 does not have")
    let files = try handOver.adapt(csv(["send_id"], encoder: ascii))
    #expect(files == ["email.marketing.referral.csv": "送信ID\r\ns1\r\n"])
  }

  @Test("sends that were withdrawn are left out")
  func withdrawn() throws {
    let handOver = try HandOver(["email.jsonl.gz": [Row(sendID: "s1"), Row(sendID: "s2")]])
    let withdrawal = Withdrawal(
      sendID: "s1", scenarioID: "referral", step: "A", channel: "email", subjectKey: "C1",
      customerID: nil, reason: "opted_out", detail: nil)
    try Withdrawals.write([withdrawal], folder: handOver.folder)
    #expect(
      try handOver.adapt(csv(["send_id"]))
        == ["email.marketing.referral.csv": "\u{FEFF}送信ID\r\ns2\r\n"])
  }

  @Test("a manifest without sends gives a folder without files")
  func empty() throws {
    #expect(try HandOver([:]).adapt(csv([])).isEmpty)
  }
}
