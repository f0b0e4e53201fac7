import Gate
import Glibc
import Manifest
import Table
import TestSupport
import Testing

@Suite("a manifest on disk")
struct ManifestTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var content = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&content, 1, content.count, file)
    return Array(content[..<count])
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "wb"))
    defer { fclose(file) }
    fputs(text, file)
  }

  @Test("rows are canonical JSON in the order of the page, sorted by address")
  func rows() throws {
    let scratch = try TemporaryFolder()
    let result = try Day.result()
    try Day.writer(scratch.path).publish(result, index: Day.index())
    let lines = try gunzipText("\(scratch.path)/2026-11-21/email.jsonl.gz").split(separator: "\n")
    let send = try #require(result.sends.first { $0.subjectKey == "C0" })
    let token = try #require(Day.unsubscribe?.token(of: send.id))
    let url = "https://www.example.jp/u?s=\(send.id)&t=\(token)"
    let expected =
      #"{"send_id":"\#(send.id)","business_date":"2026-11-21","#
      + #""send_at":"2026-11-21T10:00:00+09:00","scenario_id":"referral","step":"A","#
      + #""template_id":"referral/A","channel":"email","to":"b@example.jp","#
      + #""subject_key":"C0","customer_id":"C0","#
      + #""fields":{"name":"山\"田\"\\\n\u0001/","products":"がん保険・a\"b","#
      + #""due_on":"2026-11-21","is_new":true,"days":-3},"topic":"campaign","#
      + #""transactional":false,"consent":{"source":"customer","id":"C0","#
      + #""at":"2026-11-20T23:59:59+09:00","origin":"customers.email_permission"},"#
      + #""unsubscribe_url":"\#(url)","headers":{"List-Unsubscribe":"<\#(url)>","#
      + #""List-Unsubscribe-Post":"List-Unsubscribe=One-Click"}}"#
    try #require(lines.count == 2)
    #expect(lines[1] == expected)
    #expect(lines[0].contains(#""to":"a@example.jp""#))
    #expect(
      lines[0].contains(
        #""fields":{"name":null,"products":null,"due_on":null,"is_new":null,"days":null}"#))
  }

  @Test("all files are there, a channel without sends is empty, and the sums are right")
  func files() throws {
    let scratch = try TemporaryFolder()
    let index = try Day.writer(scratch.path).publish(
      try Day.result(emails: ["a@example.jp", nil]), index: Day.index())
    let folder = "\(scratch.path)/2026-11-21"
    #expect(
      scratch.names(in: "2026-11-21") == [
        "SHA256SUMS", "audience.jsonl.gz", "calls.jsonl.gz", "email.jsonl.gz",
        "exclusions.jsonl.gz", "line.jsonl.gz", "manifest.json", "push.jsonl.gz", "sms.jsonl.gz",
      ])
    #expect(try gunzip("\(folder)/push.jsonl.gz").isEmpty)
    let exclusions = try gunzipText("\(folder)/exclusions.jsonl.gz")
    #expect(
      exclusions.hasSuffix(#""customer_id":"C1","reason":"no_destination","detail":null}"# + "\n"))
    #expect(index.channels.map(\.rows) == [1, 0, 0, 0, 0, 0])
    let sums = String(decoding: try bytes("\(folder)/SHA256SUMS"), as: UTF8.self)
    #expect(sums.split(separator: "\n").count == 8)
    for file in index.channels { #expect(sums.contains("\(file.sha256)  \(file.name)\n")) }
    let json = try bytes("\(folder)/manifest.json")
    #expect(json == index.json())
  }

  @Test("gzip has no name and no time, and equal content gives equal bytes")
  func equalBytes() throws {
    let scratch = try TemporaryFolder()
    let writer = try Day.writer(scratch.path)
    try writer.publish(try Day.result(), index: Day.index())
    let folder = "\(scratch.path)/2026-11-21"
    let first = try scratch.names(in: "2026-11-21").map { try bytes("\(folder)/\($0)") }
    try writer.publish(try Day.result(), index: Day.index())
    let second = try scratch.names(in: "2026-11-21").map { try bytes("\(folder)/\($0)") }
    #expect(first == second)
    #expect(
      try bytes("\(folder)/email.jsonl.gz").prefix(10) == [31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
  }

  @Test("a manifest takes the place of the one before and leaves nothing beside it")
  func replaces() throws {
    let scratch = try TemporaryFolder()
    let writer = try Day.writer(scratch.path)
    try writer.publish(try Day.result(), index: Day.index())
    try writer.publish(try Day.result(emails: []), index: Day.index())
    #expect(scratch.names() == ["2026-11-21"])
    #expect(try gunzip("\(scratch.path)/2026-11-21/email.jsonl.gz").isEmpty)
  }

  @Test("what dead runs have left is cleared away, and a folder moved aside comes back")
  func recovers() throws {
    let scratch = try TemporaryFolder()
    mkdir("\(scratch.path)/.2026-11-20.building.1.0", 0o755)
    try write("half", to: "\(scratch.path)/.2026-11-20.building.1.0/email.jsonl.gz")
    mkdir("\(scratch.path)/.2026-11-19.replaced", 0o755)
    try write("old", to: "\(scratch.path)/.2026-11-19.replaced/manifest.json")
    try Day.writer(scratch.path).publish(try Day.result(), index: Day.index())
    #expect(scratch.names() == ["2026-11-19", "2026-11-21"])
    #expect(scratch.names(in: "2026-11-19") == ["manifest.json"])
  }

  @Test("an e-mail manifest without a secret is refused and nothing is written")
  func noSecret() throws {
    let scratch = try TemporaryFolder()
    let writer = try Day.writer(scratch.path, nil)
    let error = #expect(throws: ManifestError.self) {
      try writer.publish(try Day.result(), index: Day.index())
    }
    #expect(error?.code == .noUnsubscribeSecret)
    #expect(scratch.names().isEmpty)
    try writer.publish(try Day.result(sms: true), index: Day.index())
    #expect(scratch.names() == ["2026-11-21"])
    #expect(Unsubscribe(url: "https://www.example.jp/u", secret: []) == nil)
  }

  @Test("a failed commit changes nothing")
  func failedCommit() throws {
    struct Refused: Error {}
    let scratch = try TemporaryFolder()
    let writer = try Day.writer(scratch.path)
    try writer.publish(try Day.result(), index: Day.index())
    let before = try bytes("\(scratch.path)/2026-11-21/SHA256SUMS")
    #expect(throws: Refused.self) {
      try writer.publish(try Day.result(emails: []), index: Day.index()) { _ in throw Refused() }
    }
    #expect(try bytes("\(scratch.path)/2026-11-21/SHA256SUMS") == before)
    #expect(scratch.names() == ["2026-11-21"])
  }

  @Test("sends of another date are refused")
  func otherDate() throws {
    let scratch = try TemporaryFolder()
    var index = Day.index()
    index.businessDate += 1
    let error = #expect(throws: ManifestError.self) {
      try Day.writer(scratch.path).publish(try Day.result(), index: index)
    }
    #expect(error?.code == .otherDate)
  }

  @Test("a field that the table does not have is a typed error")
  func unknownField() {
    let error = #expect(throws: ManifestError.self) {
      try TableFields([(Day.fields, ["name", "nobody"])])
    }
    #expect(error?.code == .unknownField)
  }

  @Test("many rows in several pieces come out whole")
  func manyRows() throws {
    let scratch = try TemporaryFolder()
    let emails = (0..<3000).map { "user\($0)@example.jp" as String? }
    try Day.writer(scratch.path).publish(try Day.result(emails: emails), index: Day.index())
    let text = try gunzipText("\(scratch.path)/2026-11-21/email.jsonl.gz")
    #expect(text.split(separator: "\n").count == 3000)
    #expect(emails.allSatisfy { text.contains(#""to":"\#($0 ?? "")""#) })
  }
}
