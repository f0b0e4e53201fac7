import Testing

@testable import Stages
@testable import meibo

struct ChangeCountsTests {
  @Test("people are counted by the bytes of their keys, whatever these look like")
  func people() {
    let keys = ["が1", "か\u{3099}1", "が1"]
    let changes = keys.map {
      MessageChange(
        scenarioID: "s", step: "A", person: $0, before: nil,
        after: .init(sendID: "1", channel: "email", reason: nil), cause: .unknown)
    }
    #expect(changes.people == 2)
  }
}
