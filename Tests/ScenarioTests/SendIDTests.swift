import Scenario
import Testing

struct SendIDTests {
  struct Case: CustomTestStringConvertible {
    let scenario: String
    let step: String
    let channel: String
    let subject: String
    let enteredOn: String
    /// As `printf` and `sha256sum` give it.
    let expected: String

    var testDescription: String { "\(scenario)/\(step) to \(subject)" }
  }

  @Test(
    "a send is named by scenario, step, channel, subject and entry",
    arguments: [
      Case(
        scenario: "document_request_contract", step: "A", channel: "email", subject: "DR00000001",
        enteredOn: "2026-11-19", expected: "sfe69d2c9d7cb01614ba6087438e7e96"),
      Case(
        scenario: "line_linking", step: "A'", channel: "line", subject: "U資料",
        enteredOn: "2028-02-29", expected: "s8e4d0370fcb84e284e1e69b61a7bf63"),
    ])
  func make(_ row: Case) {
    #expect(
      SendID.make(
        scenario: row.scenario, step: row.step, channel: row.channel, subject: row.subject,
        enteredOn: day(row.enteredOn)) == row.expected)
  }
}
