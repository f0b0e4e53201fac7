import Foundation
import TestSupport
import Testing

/// A date run again.
@Suite(.preparedStore())
struct ChangedRunTests {
  @Test("a date run again with another result says how many messages to how many people differ")
  func changed() throws {
    let store = try PreparedStore.store.copy()
    let same = try store.run(["--force"])
    #expect(!same.output.contains("other than the last run"))

    let exports = store.folder.url.appending(path: "exports")
    try FileManager.default.copyItem(at: Repository.exports, to: exports)
    try FileManager.default.removeItem(at: exports.appending(path: "quotes_1.csv"))
    let copy = try store.copy()
    let fewer = try store.run(exports: exports)
    let told = /other than the last run of 2026-11-21, for (\d+) (?:person|people): (sends .+)/
    let match = try #require(fewer.output.firstMatch(of: told))
    #expect(match.2.contains("removed"))
    let people = try #require(Int(match.1))
    #expect(people > 0)
    #expect(!(fewer.output + fewer.errors).contains(/C0\d{6}/))

    // Asked for, each of them is named; for machines the counts are told.
    let named = try copy.run(exports: exports, ["--show-values"])
    let lines = named.output.split(separator: "\n").filter {
      $0.contains(" by email: send removed")
    }
    #expect(!lines.isEmpty)
    let keys = named.output.matches(of: /\n\s+(\S+)\s\s\S+ \S+ by \w+: (?:send|exclusion)/)
    #expect(Set(keys.map(\.1)).count == people)
    let back = try copy.run(["--json"])
    let stages = try JSONObject(json: back.output)["stages"]?.list ?? []
    let changes = stages.last?.object?["changes"]?.object
    #expect((changes?["sends"]?.object?.number("added") ?? 0) > 0)
    #expect(stages.first?.object?["changes"] == JSONValue.null)
  }
}
