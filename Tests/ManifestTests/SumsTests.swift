import Glibc
import Manifest
import TestSupport
import Testing

@Suite("a published folder compared with its sums")
struct SumsTests {
  private func published() throws -> (scratch: TemporaryFolder, folder: String) {
    let scratch = try TemporaryFolder()
    try Day.writer(scratch.path).publish(try Day.result(), index: Day.index())
    return (scratch, "\(scratch.path)/2026-11-21")
  }

  private func append(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "ab"))
    fputs(text, file)
    fclose(file)
  }

  private func refusal(_ folder: String) -> String? {
    let error = #expect(throws: ManifestError.self) { try ManifestSums.check(folder: folder) }
    #expect(error?.code == .changed)
    return error?.message
  }

  @Test("what was published passes, hidden and named files beside it too")
  func passes() throws {
    let (scratch, folder) = try published()
    try ManifestSums.check(folder: folder)
    try append("x", to: "\(folder)/.hidden")
    try append("x", to: "\(folder)/withdrawn.jsonl.gz")
    try ManifestSums.check(folder: folder, beside: [Withdrawals.file])
    withExtendedLifetime(scratch) {}
  }

  @Test("a changed, a missing and a further file are refused by name")
  func refused() throws {
    let (scratch, folder) = try published()
    try append("x", to: "\(folder)/more.txt")
    #expect(
      refusal(folder) == "'\(folder)' holds 'more.txt', which SHA256SUMS does not list")
    try append("x", to: "\(folder)/sms.jsonl.gz")
    #expect(refusal(folder) == "'\(folder)/sms.jsonl.gz' is not what SHA256SUMS says")
    unlink("\(folder)/line.jsonl.gz")
    #expect(refusal(folder) == "'\(folder)' lacks 'line.jsonl.gz', which its SHA256SUMS lists")
    withExtendedLifetime(scratch) {}
  }

  @Test("sums that are none are refused", arguments: ["x\n", String(repeating: "0", count: 70)])
  func notSums(_ line: String) throws {
    let (scratch, folder) = try published()
    try append(line, to: "\(folder)/SHA256SUMS")
    #expect(refusal(folder) != nil)
    withExtendedLifetime(scratch) {}
  }

  @Test("withdrawals are read back as they were written, sorted")
  func withdrawals() throws {
    let (scratch, folder) = try published()
    #expect(try Withdrawals.read(folder: folder) == [])
    func withdrawal(_ id: String, _ step: String) -> Withdrawal {
      Withdrawal(
        sendID: id, scenarioID: "referral", step: step, channel: "email", subjectKey: "C\"1",
        customerID: id == "s1" ? "C1" : nil, reason: "suppressed", detail: "legal")
    }
    let all = [withdrawal("s1", "B"), withdrawal("s3", "A"), withdrawal("s2", "A")]
    try Withdrawals.write(all, folder: folder)
    #expect(try Withdrawals.read(folder: folder) == [all[2], all[1], all[0]])
    let expected = #"""
      {"send_id":"s2","scenario_id":"referral","step":"A","channel":"email",\#
      "subject_key":"C\"1","customer_id":null,"reason":"suppressed","detail":"legal"}
      """#
    let lines = try gunzipText("\(folder)/withdrawn.jsonl.gz").split(separator: "\n")
    #expect(lines.count == 3 && String(lines[0]) == expected)
    try Withdrawals.write([], folder: folder)
    #expect(try Withdrawals.read(folder: folder) == [])
    #expect(scratch.names(in: "2026-11-21").count == 10)
  }
}
