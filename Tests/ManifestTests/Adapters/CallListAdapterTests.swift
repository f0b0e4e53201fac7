import Testing

@testable import Manifest

@Suite("lists of whom to call")
struct CallListAdapterTests {
  private typealias Row = HandOver.Row

  private func calls(_ columns: [String] = []) -> DeliverySystem {
    .callList(
      CallListSettings(
        csv: CSVSettings(columns: columns, labels: ["referral": ["name": "姓"]]),
        scenarios: [
          "referral": .init(priority: 2, name: "紹介", purposes: ["A": "ご紹介のお願い"]),
          "renewal": .init(priority: 1, name: "更新", purposes: [:]),
        ]))
  }

  private func call(
    _ id: String, scenario: String = "referral", at time: String = "10:00:00",
    to: String = "+81312345678", fields: String = "{}", isTransactional: Bool = false
  ) -> Row {
    Row(
      sendID: id, sendAt: "2026-11-21T\(time)+09:00", scenario: scenario, channel: "phone", to: to,
      fields: fields, isTransactional: isTransactional)
  }

  private func records(_ text: String?) throws -> [[String]] {
    try #require(text).split(separator: "\r\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  @Test("those of the first priority are on top, then by time, then by send id")
  func order() throws {
    let rows = [
      call("s3"), call("s2"), call("s1", at: "19:00:00"), call("s4", scenario: "unknown"),
      call("s5", scenario: "renewal", at: "20:59:59"),
    ]
    let files = try HandOver(["calls.jsonl.gz": rows]).adapt(calls(["send_id", "priority"]))
    #expect(
      try records(files["phone.marketing.csv"]) == [
        ["\u{FEFF}送信ID", "優先順位"], ["s5", "1"], ["s2", "2"], ["s3", "2"], ["s1", "2"],
        ["s4", ""],
      ])
  }

  @Test("columns are those of every call and the fields of all; formulas are made harmless")
  func columns() throws {
    let rows = [
      call("s1", fields: #"{"name":"=山田","to":"x"}"#),
      call("s2", scenario: "renewal", fields: #"{"due_on":"2026-12-01","days":-3}"#),
    ]
    let files = try HandOver(["calls.jsonl.gz": rows]).adapt(calls())
    #expect(
      try records(files["phone.marketing.csv"]) == [
        [
          "\u{FEFF}優先順位", "電話番号", "架電日時", "用件", "シナリオ", "顧客ID", "対象キー", "送信ID",
          "テンプレートID", "due_on", "days", "姓", "fields.to",
        ],
        [
          "1", "'+81312345678", "2026-11-21T10:00:00+09:00", "A", "更新", "", "C1", "s2",
          "renewal/A", "2026-12-01", "-3", "", "",
        ],
        [
          "2", "'+81312345678", "2026-11-21T10:00:00+09:00", "ご紹介のお願い", "紹介", "", "C1", "s1",
          "referral/A", "", "", "'=山田", "x",
        ],
      ])
  }

  @Test("marketing and transactional calls do not share a file")
  func kinds() throws {
    let rows = [call("s1"), call("s2", isTransactional: true)]
    let files = try HandOver(["calls.jsonl.gz": rows]).adapt(calls(["send_id"]))
    #expect(try records(files["phone.marketing.csv"]).last == ["s1"])
    #expect(try records(files["phone.transactional.csv"]).last == ["s2"])
  }

  @Test(
    "nobody is called at night",
    arguments: [("07:59:59", false), ("08:00:00", true), ("20:59:59", true), ("21:00:00", false)])
  func night(_ time: String, _ isTaken: Bool) throws {
    let handOver = try HandOver(["calls.jsonl.gz": [call("s1", at: time)]])
    if isTaken {
      #expect(try handOver.adapt(calls()).count == 1)
    } else {
      let error = try handOver.refusal(calls())
      #expect(error.message == "send 's1' is a call in the night, at 2026-11-21T\(time)+09:00")
    }
  }

  @Test("what is no number is refused", arguments: ["", "0312345678", "+81", "+81-3-1234-5678"])
  func numbers(_ to: String) throws {
    let error = try HandOver(["calls.jsonl.gz": [call("s1", to: to)]]).refusal(calls())
    #expect(error.message == "send 's1' does not go to a telephone number")
  }

  @Test("a column that no call has is refused")
  func unknownColumn() throws {
    let error = try HandOver(["calls.jsonl.gz": [call("s1")]]).refusal(calls(["phone"]))
    #expect(error.code == .wrongUse)
    #expect(error.message == "calls have no column 'phone'")
  }
}
