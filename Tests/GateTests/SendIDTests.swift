import Gate
import Table
import Testing

@Suite("send ids and control groups")
struct SendIDTests {
  // The ids were computed apart: printf 'referral\nA\nemail\nC1\n2026-11-21' | sha256sum
  @Test(
    "a send id is s and 31 digits of the SHA-256 of what makes the send",
    arguments: [
      (["referral", "A", "email", "C1", "2026-11-21"], "s677b3526bcf4243f3dfd16eb2ddcd82"),
      (
        ["document_request_contract", "A", "email", "DR00000001", "2026-11-19"],
        "sfe69d2c9d7cb01614ba6087438e7e96"
      ),
      (
        ["line_linking", "A'", "line", "U資料", "2028-02-29"], "s8e4d0370fcb84e284e1e69b61a7bf63"
      ),
    ])
  func value(_ parts: [String], expected: String) throws {
    let id = SendID(
      scenarioID: parts[0], step: parts[1], channel: parts[2], subjectKey: parts[3],
      enteredOn: try #require(CalendarDay.parse(parts[4])))
    #expect(id.description == expected)
  }

  @Test("ids sort as their text does")
  func order() {
    let ids = (0..<200).map {
      SendID(scenarioID: "x", step: "A", channel: "sms", subjectKey: "C\($0)", enteredOn: 0)
    }
    #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
  }

  @Test("the control group holds the same subjects, and more of them for a greater share")
  func holdout() throws {
    var town = Town()
    town.people = (0..<400).map { Town.Person(id: "C\($0)", email: "u\($0)@example.jp") }
    var groups: [Set<String>] = []
    for share in [0, 0.1, 0.5, 1] {
      let message = Town.message(holdout: share)
      let result = try town.gate().decide((0..<400).map { town.candidate($0, message) })
      #expect(result.exclusions.allSatisfy { $0.reason == .holdout })
      groups.append(Set(result.exclusions.map(\.subjectKey)))
    }
    #expect(groups[0].isEmpty && groups[3].count == 400)
    #expect(groups[1].isStrictSubset(of: groups[2]))
    // SHA-256("referral/C0") begins 73f5064a.
    #expect(groups[2].contains("C0") == true)
  }

  @Test("a transactional message is not held out")
  func transactional() throws {
    var town = Town()
    town.people = [.init(id: "C1", email: "a@example.jp")]
    #expect(try town.reason(Town.message(transactional: true, holdout: 1)) == nil)
    #expect(try town.reason(Town.message(holdout: 1))?.reason == .holdout)
  }
}
