import Foundation
import Testing

/// What a message inserts for a person.
@Suite(.preparedStore())
struct ShowMessageTests {
  private func show(_ words: [String]) throws -> CommandResult {
    try PreparedStore.store.meibo("show message", words)
  }

  /// Somebody who was sent the first message of scenario 1 and whose name is known.
  private func reader() throws -> (key: String, name: String) {
    let rows = try JSONObject.lines(PreparedStore.store.unpacked("email.jsonl"))
    let row = try #require(
      rows.first { row in
        row.text("template_id") == "document_request_contract/A"
          && row["fields"]?.object?.text("family_name") != nil
      })
    return (
      try #require(row.text("subject_key")),
      try #require(row["fields"]?.object?.text("family_name"))
    )
  }

  @Test("values are shown only if they are asked for")
  func masked() throws {
    let reader = try reader()
    let words = ["document_request_contract/A", "--for", reader.key]
    let plain = try show(words)
    #expect(plain.exitCode == 0 && plain.errors == "")
    #expect(plain.lines.first == "document_request_contract/A, row \(reader.key)")
    #expect(plain.lines.contains("  family_name: known"))
    #expect(plain.lines.contains("{{family_name}}様"))
    #expect(!plain.output.contains(reader.name))
    let open = try show(words + ["--show-values"])
    #expect(open.lines.contains("  family_name: \(reader.name)"))
    #expect(open.lines.contains("\(reader.name)様"))
    #expect(open.lines.count == plain.lines.count)
  }

  @Test("machines get one object")
  func json() throws {
    let reader = try reader()
    let words = ["document_request_contract/A'", "--for", reader.key, "--json"]
    let plain = try JSONObject(json: try show(words).output)
    #expect(plain.text("message") == "document_request_contract/A'")
    let row = try #require(plain["rows"]?.list?.first?.object)
    #expect(row.text("row_key") == reader.key)
    #expect(row.text("subject") == "ご請求いただいた資料と、商品の比較")
    #expect(row["from"] == .null)
    let fields = try #require(row["fields"]?.list).compactMap(\.object)
    #expect(fields.compactMap { $0.text("name") } == ["family_name", "requested_on"])
    #expect(fields[0].text("is") == "known" && fields[0]["value"] == nil)
    let open = try JSONObject(json: try show(words + ["--show-values"]).output)
    let shown = try #require(open["rows"]?.list?.first?.object?["fields"]?.list?.first?.object)
    #expect(shown.text("value") == reader.name)
  }

  @Test("a customer's every row is shown, with the fallback of what is missing")
  func fallback() throws {
    let rows = try JSONObject.lines(PreparedStore.store.unpacked("email.jsonl"))
    let nameless = try #require(
      rows.first { $0["fields"]?.object?["family_name"] == .null })
    let result = try show([
      try #require(nameless.text("template_id")), "--for",
      try #require(nameless.text("subject_key")), "--show-values",
    ])
    #expect(result.lines.contains("  family_name: missing, 'お客' stands in its place"))
    #expect(result.lines.contains("お客様"))
  }

  @Test(
    "unknown messages and people are refused",
    arguments: [
      ("nothing/A", 64, "there is no message 'nothing/A'"),
      ("friend_referral/C", 64, "there is no message 'friend_referral/C'"),
      ("friend_referral/A", 65, "no row of mart 'customers' of 2026-11-21 has that key"),
    ])
  func refusals(_ id: String, _ code: Int32, _ message: String) throws {
    let result = try show([id, "--for", "NOBODY"])
    #expect(result.exitCode == code)
    #expect(result.errors.hasPrefix("meibo: error: \(message)\n  help: "))
  }
}
