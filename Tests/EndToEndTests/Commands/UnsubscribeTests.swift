import Foundation
import TestSupport
import Testing

/// What the page behind the unsubscribe links asks.
@Suite(.preparedStore())
struct UnsubscribeTests {
  /// Any send of the fixture by e-mail, and the parts of its link.
  private struct Link {
    let send: String
    let token: String
    let row: JSONObject

    init() throws {
      let line = try #require(
        PreparedStore.store.unpacked("email.jsonl").split(separator: "\n").first)
      row = try JSONObject(json: String(line))
      let url = try #require(row.text("unsubscribe_url").flatMap { URLComponents(string: $0) })
      send = try #require(url.queryItems?.first { $0.name == "s" }?.value)
      token = try #require(url.queryItems?.first { $0.name == "t" }?.value)
    }
  }

  private func verify(
    _ send: String, _ token: String, _ more: [String] = [],
    secret: String = Repository.secret
  ) throws -> CommandResult {
    try BuiltCommand.meibo.run(
      ["unsubscribe", "verify", "--send", send, "--token", token] + more,
      environment: secret.isEmpty ? [:] : ["MEIBO_UNSUBSCRIBE_SECRET": secret])
  }

  @Test("a link of the manifest is valid, with --store it is told what it was")
  func valid() throws {
    let link = try Link()
    let plain = try verify(link.send, link.token)
    #expect(plain.exitCode == 0 && plain.output == "valid\n" && plain.errors == "")
    let store = try PreparedStore.store.url.file
    let told = try verify(link.send, link.token, ["--store", store])
    let scenario = try #require(link.row.text("scenario_id"))
    #expect(told.output == "valid\n2026-11-21 \(scenario) email\n")
    let json = try verify(link.send, link.token, ["--store", store, "--json"])
    let report = try JSONObject(json: json.output)
    #expect(report["valid"] == .bool(true) && report["known"] == .bool(true))
    #expect(report.text("business_date") == "2026-11-21")
    #expect(report.text("scenario_id") == scenario && report.text("channel") == "email")
    let people = try PersonalData(PreparedStore.store)
    #expect(people.found(in: told.output + json.output) == [])
  }

  @Test("any other token is invalid, and nothing is told of the send")
  func invalid() throws {
    let link = try Link()
    let store = ["--store", try PreparedStore.store.url.file]
    let other = String(link.token.reversed())
    // A token may begin with a hyphen.
    for token in [other, "", "x", "-\(link.token.dropFirst())", "--json"] {
      let result = try verify(link.send, token, store)
      #expect(result.exitCode == 65 && result.output == "invalid\n" && result.errors == "")
    }
    let json = try verify(link.send, other, store + ["--json"])
    #expect(json.exitCode == 65 && json.output == "{\"valid\":false}\n")
    #expect(try verify(link.send, link.token, secret: "other").exitCode == 65)
    #expect(try verify("s0", link.token).exitCode == 65)
  }

  @Test("a valid link of a send that the ledger does not have is valid, but not known")
  func unknown() throws {
    let link = try Link()
    let store = try TestStore()
    let result = try store.meibo("run", on: "2026-11-20", ["--exports", Repository.exports.file])
    try #require(result.exitCode == 0)
    let told = try verify(link.send, link.token, ["--store", store.url.file])
    #expect(told.exitCode == 0 && told.output == "valid\nnot in the ledger\n")
  }

  @Test("the secret may lie in a file, and must be there")
  func secret() throws {
    let link = try Link()
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "secret")
    try Data("\(Repository.secret)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.file)
    let result = try verify(link.send, link.token, ["--secret-file", file.file], secret: "")
    #expect(result.exitCode == 0 && result.output == "valid\n")
    let none = try verify(link.send, link.token, secret: "")
    #expect(none.exitCode == 78 && none.output == "")
    #expect(none.errors.hasPrefix("meibo: error: there is no secret to check unsubscribe links"))
  }

  @Test("a link that a short secret signed is checked with it still")
  func short() throws {
    let result = try verify("s0", "YKurle0pN_aKThVWbZg4zq", secret: "short")
    #expect(result.exitCode == 0 && result.output == "valid\n" && result.errors == "")
  }

  @Test(
    "a secret that can be guessed is warned of where links are signed",
    arguments: [("fifteen bytes..", true), ("sixteen bytes...", false)])
  func guessable(_ secret: String, _ isWarned: Bool) throws {
    let result = try PreparedStore.store.meibo(
      "plan", ["--exports", Repository.exports.file],
      environment: ["MEIBO_UNSUBSCRIBE_SECRET": secret])
    #expect(result.exitCode == 0)
    #expect(result.errors.hasPrefix("meibo: warning: the secret") == isWarned)
    #expect(!result.errors.contains(secret))
  }
}
