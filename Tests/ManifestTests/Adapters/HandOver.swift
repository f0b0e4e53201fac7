import Table
import TestSupport
import Testing

@testable import Manifest

/// A manifest's folder with made-up sends, and what adapters make of it.
struct HandOver {
  let scratch: TemporaryFolder
  let folder: String

  /// Publishes the rows by file; a channel without any has an empty file.
  init(_ rows: [String: [Row]]) throws {
    scratch = try TemporaryFolder()
    let folder = try ManifestFolder(parent: scratch.path, name: "2026-11-21")
    for (file, _) in ManifestWriter.files {
      let text = ByteBuffer()
      for row in rows[file] ?? [] { text.append(text: row.json + "\n") }
      try folder.add(file) { (write) throws(ManifestError) in try write(text.view) }
    }
    try folder.publish { _ in }
    self.folder = "\(scratch.path)/2026-11-21"
  }

  /// What an adapter writes, by file.
  func adapt(
    _ system: DeliverySystem, _ fallbacks: MessageFallbacks = MessageFallbacks()
  ) throws -> [String: String] {
    let result = try ManifestAdapter(manifest: folder, fallbacks: fallbacks).write(
      for: system, parent: "\(scratch.path)/out", name: "made")
    try ManifestSums.check(folder: result.folder)
    var files: [String: String] = [:]
    for file in result.files { files[file] = try content("\(result.folder)/\(file)") }
    return files
  }

  /// Why an adapter refuses; nothing may be left behind.
  func refusal(_ system: DeliverySystem) throws -> ManifestError {
    let error = #expect(throws: ManifestError.self) { try adapt(system) }
    #expect(scratch.names(in: "out").isEmpty)
    return try #require(error)
  }

  /// Reads a file as it is: gzread passes plain files through.
  private func content(_ path: String) throws -> String { try gunzipText(path) }

  /// A row of a manifest.
  struct Row {
    var sendID = "s1"
    var sendAt = "2026-11-21T10:00:00+09:00"
    var scenario = "referral"
    var step = "A"
    var channel = "email"
    var to = "taro@example.jp"
    var fields = #"{"name":"山田"}"#
    var isTransactional = false

    var json: String {
      let link = "https://www.example.jp/u?s=\(sendID)&t=x"
      let mail =
        #","unsubscribe_url":"\#(link)","headers":{"List-Unsubscribe":"<\#(link)>"}"#
      return #"""
        {"send_id":"\#(sendID)","business_date":"2026-11-21","send_at":"\#(sendAt)",\#
        "scenario_id":"\#(scenario)","step":"\#(step)","template_id":"\#(scenario)/\#(step)",\#
        "channel":"\#(channel)","to":"\#(to)","subject_key":"C1","customer_id":null,\#
        "fields":\#(fields),"topic":"campaign","transactional":\#(isTransactional),\#
        "consent":{"source":"customer","id":"C1","at":null,"origin":null}\#
        \#(channel == "email" ? mail : "")}
        """#
    }
  }
}
