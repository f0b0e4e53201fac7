import Testing

@testable import Manifest

@Suite("fallbacks of fields")
struct FallbackTests {
  private typealias Row = HandOver.Row

  @Test("stand in the place of what is missing, for the template that has them")
  func fill() throws {
    var fallbacks = MessageFallbacks()
    fallbacks.add(text: "お客", for: "name", of: "referral/A")
    fallbacks.add(number: 0, for: "days", of: "referral/A")
    fallbacks.add(text: "どなたか", for: "other", of: "referral/A")
    let rows = [
      Row(sendID: "s1", fields: #"{"name":null,"days":null,"shop":null}"#),
      Row(sendID: "s2", fields: #"{"name":"山田","days":3,"shop":null}"#),
      Row(sendID: "s3", step: "B", fields: #"{"name":null,"days":null,"shop":null}"#),
      Row(sendID: "s4", fields: #"{"name":"","days":null,"shop":"本店"}"#),
    ].map { row in
      var row = row
      row.channel = "sms"
      row.to = "+819012345678"
      return row
    }
    let handOver = try HandOver(["sms.jsonl.gz": rows])
    let text = try #require(
      try handOver.adapt(.smsCSV, fallbacks)["sms.marketing.referral.csv"])
    let cells = text.split(separator: "\r\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(4).map { String($0) }
    }
    #expect(
      cells == [["お客", "0", ""], ["山田", "3", ""], ["", "", ""], ["お客", "0", "本店"]])
  }

  @Test("numbers stay numbers")
  func kinds() throws {
    var fallbacks = MessageFallbacks()
    fallbacks.add(number: -1, for: "days", of: "referral/A")
    let handOver = try HandOver(["email.jsonl.gz": [Row(fields: #"{"days":null}"#)]])
    let settings = MailSettings(
      fromAddress: "us@example.jp", fromName: "", templates: ["referral/A": "d-1"])
    let files = try handOver.adapt(.sendGrid(settings), fallbacks)
    #expect(
      files["email.marketing.jsonl"]?.contains(#""dynamic_template_data":{"days":-1,"#) == true)
  }

  @Test("a row of another channel than its file's is refused")
  func channel() throws {
    let error = try HandOver(["sms.jsonl.gz": [Row()]]).refusal(.smsCSV)
    #expect(error.code == .changed)
  }
}
