import Testing

@testable import Manifest

@Suite("files for an SMS gateway")
struct SMSAdapterTests {
  private typealias Row = HandOver.Row

  @Test("numbers stand as they are, without a mark")
  func file() throws {
    let row = Row(channel: "sms", to: "+819012345678", fields: #"{"name":"=山,田","days":-3}"#)
    #expect(
      try HandOver(["sms.jsonl.gz": [row]]).adapt(.smsCSV) == [
        "sms.marketing.referral.csv":
          "to,send_at,send_id,template_id,name,days\r\n"
          + "+819012345678,2026-11-21T10:00:00+09:00,s1,referral/A,\"=山,田\",-3\r\n"
      ])
  }

  @Test(
    "only Japanese mobile numbers are taken",
    arguments: [
      ("+816012345678", true), ("+817012345678", true), ("+818012345678", true),
      ("+819012345678", true), ("+819002345678", false), ("+815012345678", false),
      ("+81901234567", false), ("+8190123456789", false), ("09012345678", false),
      ("+819112345678", false), ("+12025550123", false), ("", false), ("+81９012345678", false),
    ])
  func numbers(_ number: String, _ isTaken: Bool) throws {
    let handOver = try HandOver(["sms.jsonl.gz": [Row(channel: "sms", to: number)]])
    if isTaken {
      #expect(try handOver.adapt(.smsCSV).count == 1)
    } else {
      let error = try handOver.refusal(.smsCSV)
      #expect(error.message == "send 's1' does not go to a Japanese mobile number")
    }
  }

  @Test(
    "no SMS at night",
    arguments: [("07:59:59", false), ("08:00:00", true), ("20:59:59", true), ("21:00:00", false)])
  func night(_ time: String, _ isTaken: Bool) throws {
    let row = Row(sendAt: "2026-11-21T\(time)+09:00", channel: "sms", to: "+819012345678")
    let handOver = try HandOver(["sms.jsonl.gz": [row]])
    if isTaken {
      #expect(try handOver.adapt(.smsCSV).count == 1)
    } else {
      #expect(try handOver.refusal(.smsCSV).code == .notDeliverable)
    }
  }
}
