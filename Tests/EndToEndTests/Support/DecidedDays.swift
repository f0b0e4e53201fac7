import Foundation

/// What became of every message that was due on some dates, as manifests hand it over.
struct DecidedDays {
  /// One message to one subject.
  struct Message {
    let date: String
    let scenario: String
    let step: String
    let channel: String
    let subject: String
    /// `sent`, or the reason with its detail; in the place of the id of a kept send stands its subject.
    let result: String
    /// What the message may insert; empty for one that is not sent.
    let fields: JSONObject

    /// The line of a table.
    var line: String {
      [date, scenario, step, channel, subject, result].joined(separator: "\t")
    }
  }

  let messages: [Message]

  init(_ store: TestStore, on dates: [String]) throws {
    messages = try dates.flatMap { try Self.messages(store, on: $0) }
  }

  /// All messages, one a line, in byte order.
  var table: String { messages.map(\.line).sorted().map { $0 + "\n" }.joined() }

  private static let files = ["email", "line", "sms", "push", "calls", "audience", "exclusions"]

  private static func messages(_ store: TestStore, on date: String) throws -> [Message] {
    let rows = try files.flatMap { try JSONObject.lines(store.unpacked("\($0).jsonl", on: date)) }
    let subjects = Dictionary(
      uniqueKeysWithValues: rows.map { ($0.text("send_id") ?? "", $0.text("subject_key") ?? "") })
    return rows.map { row in
      let detail = row.text("detail").map { subjects[$0] ?? $0 }
      return Message(
        date: date, scenario: row.text("scenario_id") ?? "", step: row.text("step") ?? "",
        channel: row.text("channel") ?? "", subject: row.text("subject_key") ?? "",
        result: [row.text("reason") ?? "sent", detail].compactMap(\.self).joined(separator: " "),
        fields: row["fields"]?.object ?? [:])
    }
  }
}
