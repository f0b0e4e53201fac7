import Foundation
import TestSupport
import Testing

/// Files for delivery systems.
@Suite(.preparedStore())
struct AdaptTests {
  private func adapt(_ store: TestStore, _ arguments: [String]) throws -> CommandResult {
    try store.meibo(
      "adapt", ["--out", store.folder.url.appending(path: "out").file] + arguments)
  }

  private func made(_ store: TestStore, _ target: String) -> URL {
    store.folder.url.appending(path: "out/2026-11-21-\(target)")
  }

  @Test("spreadsheets hold every send but audiences, with the labels of the definition")
  func csv() throws {
    let store = try PreparedStore.store.copy()
    let result = try adapt(store, ["--to", "csv", "--json"])
    #expect(result.exitCode == 0 && result.errors == "")
    let report = try JSONObject(json: result.output)
    let files = try #require(report["files"]?.list).compactMap(\.text)
    var ids: [String] = []
    for file in files {
      let text = try String(
        decoding: Data(contentsOf: made(store, "csv").appending(path: file)), as: UTF8.self)
      let records = CSVText.records(text.replacing("\r\n", with: "\n"))
      #expect(records.first?.first == "\u{FEFF}送信ID")
      #expect(records.allSatisfy { $0.count == records[0].count })
      ids += records.dropFirst().map { $0[0] }
    }
    let sends = try ["email.jsonl", "line.jsonl", "sms.jsonl", "push.jsonl", "calls.jsonl"]
      .flatMap { try JSONObject.lines(store.unpacked($0)) }.compactMap { $0.text("send_id") }
    #expect(ids.sorted() == sends.sorted() && report.number("sends") == sends.count)
    let sums = try BuiltCommand.system("sha256sum", ["-c", "SHA256SUMS"], in: made(store, "csv"))
    #expect(sums.exitCode == 0)
    let before = try FolderContent(made(store, "csv"))
    #expect(try adapt(store, ["--to", "csv"]).exitCode == 0)
    #expect(try FolderContent(made(store, "csv")).differences(from: before) == [])
  }

  @Test("CP932 reads back as the same text")
  func cp932() throws {
    let store = try PreparedStore.store.copy()
    let columns = ["--columns", "to,send_id"]
    #expect(try adapt(store, ["--to", "csv", "--encoding", "cp932"] + columns).exitCode == 0)
    let name = "email.marketing.cancel_page_retention.csv"
    let converted = try BuiltCommand.system(
      "iconv", ["-f", "CP932", "-t", "UTF-8", name], in: made(store, "csv"))
    #expect(try adapt(store, ["--to", "csv"] + columns).exitCode == 0)
    let utf8 = try String(
      decoding: Data(contentsOf: made(store, "csv").appending(path: name)), as: UTF8.self)
    #expect(converted.output.hasPrefix("宛先,送信ID\r\n"))
    #expect("\u{FEFF}" + converted.output == utf8)
  }

  @Test("requests to SendGrid, SES and LINE hold every send once")
  func requests() throws {
    let store = try PreparedStore.store.copy()
    let messages = store.folder.url.appending(path: "messages.json")
    try Data(#"[{"type":"text","text":"こんにちは"}]"#.utf8).write(to: messages)
    let systems = [
      ("email", "sendgrid", ["--from", "us@example.jp"], "d-1"),
      ("email", "ses", ["--from", "us@example.jp"], "Template-1"),
      ("line", "line", ["--line-channel", "165"], messages.file),
    ]
    for (channel, target, options, value) in systems {
      let rows = try JSONObject.lines(store.unpacked("\(channel).jsonl"))
      let templates = Set(rows.compactMap { $0.text("template_id") })
      let missing = try adapt(store, ["--to", target] + options)
      #expect(missing.exitCode == 64 && missing.errors.contains("help: --template "))
      let result = try adapt(
        store,
        ["--to", target] + options + templates.flatMap { ["--template", "\($0)=\(value)"] })
      #expect(result.exitCode == 0 && result.errors == "")
      let text = try ["marketing", "transactional"].map { kind in
        try String(
          decoding: Data(
            contentsOf: made(store, target).appending(path: "\(channel).\(kind).jsonl")),
          as: UTF8.self)
      }
      for row in rows {
        let id = try #require(row.text("send_id"))
        let place = row["transactional"] == .bool(true) ? 1 : 0
        #expect(text[place].contains("\"\(id)\""))
        #expect(!text[1 - place].contains("\"\(id)\""))
      }
    }
  }

  @Test("a pipeline without advertisements and calls hands over none")
  func nothing() throws {
    let store = try PreparedStore.store.copy()
    for target in ["google-ads", "meta-ads"] {
      #expect(try adapt(store, ["--to", target]).output.hasPrefix("0 sends in 2 files, "))
    }
    #expect(try adapt(store, ["--to", "call-list"]).output.hasPrefix("0 sends in 0 files, "))
  }

  @Test("what is missing has the fallback of its message in files, and stays null in the manifest")
  func fallbacks() throws {
    let store = try PreparedStore.store.copy()
    let nameless = try JSONObject.lines(store.unpacked("email.jsonl")).filter {
      $0["fields"]?.object?["family_name"] == .null
    }.compactMap { $0.text("send_id") }
    #expect(!nameless.isEmpty)
    #expect(try adapt(store, ["--to", "csv"]).exitCode == 0)
    var names: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: made(store, "csv").file)
    where file.hasPrefix("email.") {
      let text = try String(
        decoding: Data(contentsOf: made(store, "csv").appending(path: file)), as: UTF8.self)
      let records = CSVText.records(text.replacing("\r\n", with: "\n"))
      let place = try #require(records.first?.firstIndex(of: "姓"))
      for record in records.dropFirst() { names[record[0]] = record[place] }
    }
    for id in nameless { #expect(names[id] == "お客") }
    #expect(!names.values.contains(""))
  }

  @Test("a manifest that is not what was published is refused")
  func changed() throws {
    let store = try PreparedStore.store.copy()
    let file = store.manifest().appending(path: "sms.jsonl.gz")
    try (Data(contentsOf: file) + [0]).write(to: file)
    let result = try adapt(store, ["--to", "csv"])
    #expect(result.exitCode == 65)
    #expect(result.errors.hasPrefix("meibo: error: '\(file.file)' is not what SHA256SUMS says\n"))
    #expect(!FileManager.default.fileExists(atPath: made(store, "csv").file))
  }

  @Test("a column that no send has is wrong use, and nothing is made")
  func unknownColumn() throws {
    let store = try PreparedStore.store.copy()
    let result = try adapt(store, ["--to", "csv", "--columns", "send_id,nobody"])
    #expect(result.exitCode == 64)
    #expect(result.errors.contains(" have no column 'nobody'\n  help: they have send_id, "))
    #expect(!FileManager.default.fileExists(atPath: made(store, "csv").file))
  }

  @Test("what is not given is asked for", arguments: ["sendgrid", "ses", "line"])
  func missingOption(_ target: String) throws {
    let result = try adapt(try PreparedStore.store.copy(), ["--to", target])
    #expect(result.exitCode == 64)
    #expect(result.errors.contains("\n  help: --"))
  }
}
