import Foundation
import Scenario
import Testing

struct JourneyCodableTests {
  private func journey(_ state: Journey.State, customer: String? = nil) -> Journey {
    Journey(
      scenario: "quote_contract", subject: "Q1", enteredOn: day("2026-11-19"), rowKey: "Q1",
      customerID: customer,
      reached: [
        Journey.Reached(step: "B", date: day("2026-11-19")),
        Journey.Reached(step: "A'", date: day("2026-11-20")),
      ], state: state)
  }

  private func json(_ journey: Journey) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(journey), as: UTF8.self)
  }

  @Test("a waiting journey is readable")
  func waiting() throws {
    let journey = journey(
      .waiting(place: "2.else.1", until: day("2026-11-21")), customer: "C1")
    #expect(
      try json(journey)
        == #"{"customer_id":"C1","entered_on":"2026-11-19","place":"2.else.1","reached":{"#
        + #""A'":"2026-11-20","B":"2026-11-19"},"row_key":"Q1","scenario_id":"quote_contract","#
        + #""subject_key":"Q1","wait_until":"2026-11-21"}"#)
  }

  @Test("a journey comes back as it was")
  func roundTrip() throws {
    for journey in [
      journey(.waiting(place: "0", until: day("2028-02-29"))),
      journey(.ended(outcome: "goal", on: day("2026-11-20")), customer: "C1"),
    ] {
      let data = try JSONEncoder().encode(journey)
      #expect(try JSONDecoder().decode(Journey.self, from: data) == journey)
    }
  }

  @Test(
    "what is not a journey is refused",
    arguments: [
      #""entered_on":"2026-02-30","reached":{},"place":"0","wait_until":"2026-03-01""#,
      #""entered_on":"2026-02-28","reached":{"A":"x"},"place":"0","wait_until":"2026-03-01""#,
      #""entered_on":"2026-02-28","reached":{},"outcome":"done""#,
      #""entered_on":"2026-02-28","reached":{}"#,
      #""entered_on":"2026-02-28","place":"0","wait_until":"2026-03-01""#,
    ])
  func refused(_ fields: String) {
    let json = #"{"scenario_id":"a","subject_key":"b","row_key":"c","# + fields + "}"
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Journey.self, from: Data(json.utf8))
    }
  }
}
